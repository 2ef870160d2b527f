import { latestPull, maria, type Scenario, withPhase } from '../scenario.js';

/** The tracking issue follows a merge. */
export const merged: Scenario = {
  name: 'merged',
  about: 'the pull request is merged, and the tracking issue shows it',
  before: withPhase,
  steps: [{ act: (github) => void maria(github).merge(latestPull(github)?.number ?? 0) }],
  missing({ trackingIssues }) {
    return JSON.stringify(trackingIssues).includes('merged') ? undefined : 'a tracking issue that says merged';
  },
};
