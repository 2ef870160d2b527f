import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import { install, maria, type Scenario, tracking } from '../scenario.js';
import type { IssueState } from '../state-of.js';

/** Ticks that the person gives at most, each after an answer that asks for it. */
const MOST_TICKS = 3;

const LINE = 'cutover:box start/phase-1 ';
const ANSWER = /^<!-- cutover:topic (?:box|lost)-/;
const ASKS_AGAIN = /tick it once more/;

/**
 * A phase that is begun by its box. GitHub does not keep who ticked a box, so that a tick whose work had not begun must be given again; an
 * answer in the tracking issue then asks for it, and that answer is what may be there besides.
 */
export const box: Scenario = {
  name: 'box',
  about: 'the box of a phase is ticked in the tracking issue',
  before: [install],
  steps: [{ act: tick }],
  missing({ pullRequests, trackingIssues }) {
    if (pullRequests.length !== 1) return 'one pull request';
    return /\[x\][^\n]*cutover:box start/.test(JSON.stringify(trackingIssues)) ? 'an empty box' : undefined;
  },
  followUp(github) {
    const answers = answersOf(github);
    if (ASKS_AGAIN.test(answers.at(-1) ?? '') && answers.length < MOST_TICKS) tick(github);
  },
  compared: (state) => ({ ...state, trackingIssues: state.trackingIssues.map(withoutAsking) }),
};

function tick(github: LoopbackGitHub): void {
  const issue = tracking(github);
  if (issue !== undefined) maria(github).tick(issue.number, LINE);
}

function answersOf(github: LoopbackGitHub): readonly string[] {
  return (tracking(github)?.comments ?? []).map(({ body }) => body).filter((body) => ANSWER.test(body));
}

function withoutAsking(issue: IssueState): IssueState {
  return { ...issue, comments: issue.comments.filter(({ body }) => !(ANSWER.test(body) && ASKS_AGAIN.test(body))) };
}
