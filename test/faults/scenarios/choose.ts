import { type Scenario, say, withPhase } from '../scenario.js';

/** A choice between candidates, which stands in the tracking issue. */
export const choose: Scenario = {
  name: 'choose',
  about: 'another candidate is chosen, and the phase is commanded again',
  before: withPhase,
  steps: [say('/migrate choose llama3.1:8b=qwen3:8b'), say('/migrate phase-1')],
  missing({ trackingIssues, commits }) {
    if (!JSON.stringify(trackingIssues).includes('unchoose llama3.1:8b')) return 'the choice in the tracking issue';
    return commits[0] === 2 ? undefined : 'a second commit';
  },
};
