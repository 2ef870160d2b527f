import { install, type Scenario, say } from '../scenario.js';

/** From the installation to the first pull request. */
export const phase: Scenario = {
  name: 'phase',
  about: 'the app is installed, opens the tracking issue, and is told to carry out a phase',
  before: [],
  steps: [install, say('/migrate phase-1')],
  missing({ trackingIssues, pullRequests, checkRuns, commits, refs }) {
    if (trackingIssues.length !== 1 || pullRequests.length !== 1 || checkRuns.length !== 1) return 'one of each';
    return commits[0] === 1 && Object.keys(refs).length === 2 ? undefined : 'one commit, a branch and a tag';
  },
};
