import { maria, type Scenario, say, withPhase } from '../scenario.js';

/** A branch of ours that the default branch has overtaken. */
export const update: Scenario = {
  name: 'update',
  about: 'the default branch moves on, and the phase is commanded again',
  before: withPhase,
  steps: [
    { act: (github) => void maria(github).push({ files: { 'docs/MORE.md': 'Ask `llama3.1:8b` for more.\n' } }) },
    say('/migrate phase-1'),
  ],
  missing({ pullRequests, commits, checkRuns }) {
    if (pullRequests.length !== 1) return 'one pull request';
    // The first of ours, what was pushed to the default branch, and the one that brings both together.
    return commits[0] === 2 && checkRuns.length === 2 ? undefined : 'a second commit with a check run of its own';
  },
};
