import { type Scenario, say, withPhase } from '../scenario.js';
import type { IssueState } from '../state-of.js';

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
  // An answer that came later stands further down, and one to a choice that an earlier try had made says that it holds already.
  compared: (state) => ({ ...state, trackingIssues: state.trackingIssues.map(withoutOrder) }),
};

function withoutOrder(issue: IssueState): IssueState {
  const comments = issue.comments.map((one) => ({
    ...one,
    body: one.body.replace(/(becomes `qwen3:8b` in every phase)(?: already|\. It stands in)[\s\S]*/, '$1'),
  }));
  return { ...issue, comments: comments.sort((a, b) => (a.body < b.body ? -1 : 1)) };
}
