import { latestPull, maria, type Scenario, say, withPhase } from '../scenario.js';
import type { IssueState } from '../state-of.js';

/** A branch that somebody has worked on is left behind. */
export const recreate: Scenario = {
  name: 'recreate',
  about: 'a phase is begun anew after somebody committed to its branch',
  before: [
    ...withPhase,
    {
      act(github) {
        // The same tree a second later is another commit.
        github.advanceClock(2000);
        const branch = latestPull(github)?.pull?.head ?? '';
        maria(github).push({ branch, files: { 'docs/SETUP.md': 'Nothing is pulled any more.\n' } });
      },
    },
  ],
  steps: [say('/migrate recreate phase-1 confirm')],
  missing({ pullRequests, refs }) {
    if (pullRequests.length !== 2) return 'two pull requests';
    return 'refs/heads/cutover/2025-tier-1/phase-1-r2' in refs ? undefined : 'a second branch';
  },
  // An answer says what this try closed; the closed pull request itself says by which it was replaced.
  compared: (state) => ({ ...state, trackingIssues: state.trackingIssues.map(withoutClosing) }),
};

function withoutClosing(issue: IssueState): IssueState {
  const said = / *Pull request \d+ was closed in favour of it; its branch stays\.\s*/;
  return { ...issue, comments: issue.comments.map((one) => ({ ...one, body: one.body.replace(said, '') })) };
}
