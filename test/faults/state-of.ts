/** What stands on GitHub after a run, without what differs between two runs that came to the same. */
import type { LoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import type { Issue } from '../../demo/github/world.js';

/** An issue or pull request. */
export interface IssueState {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: string;
  readonly labels: readonly string[];
  /** Of a pull request. */
  readonly head?: string;
  readonly base?: string;
  readonly draft?: boolean;
  readonly comments: readonly { readonly by: string; readonly body: string; readonly reactions: readonly string[] }[];
}

/** Everything that people can see, as plain values. */
export interface StateOnGitHub {
  readonly trackingIssues: readonly IssueState[];
  readonly pullRequests: readonly IssueState[];
  /** Trees by ref; the default branch is not the app's. */
  readonly refs: Readonly<Record<string, string | undefined>>;
  /** Commits of each pull request. */
  readonly commits: readonly number[];
  readonly checkRuns: readonly object[];
}

/** Reads the state of a repository. */
export function stateOf(github: LoopbackGitHub, fullName: string): StateOnGitHub {
  const { issues, git, checkRuns } = github.repository(fullName);
  const plain = (text: string | null): string =>
    (text ?? '')
      .replaceAll(github.url, 'URL')
      .replace(/\b[0-9a-f]{40}\b/g, 'COMMIT')
      .replace(/\banswer-\d+/g, 'answer-ID')
      .replace(/\bbox-[0-9a-f-]{36}/g, 'box-ID');
  const pulls = issues.filter(({ pull }) => pull !== null);
  const refs = [...git.refs()].filter(([name]) => name !== 'refs/heads/main');
  return {
    trackingIssues: issues.filter(({ pull }) => pull === null).map((issue) => showIssue(issue, plain)),
    pullRequests: pulls.map((issue) => showIssue(issue, plain)),
    refs: Object.fromEntries(refs.map(([name, sha]) => [name, git.commit(sha)?.tree])),
    commits: pulls.map(({ pull }) => (pull === null ? 0 : git.commitsBetween(pull.baseSha, pull.headSha).length)),
    checkRuns: checkRuns.map(({ name, status, conclusion, headSha, output, annotations }) => ({
      name,
      status,
      conclusion,
      onHead: pulls.some(({ pull }) => pull?.headSha === headSha),
      output,
      annotations: annotations.length,
    })),
  };
}

function showIssue(issue: Issue, plain: (text: string | null) => string): IssueState {
  const { number, title, body, state, pull, comments, labels } = issue;
  return {
    number,
    title,
    body: plain(body),
    state,
    labels: [...labels].sort(),
    ...(pull === null ? {} : { head: pull.head, base: pull.base, draft: pull.draft }),
    comments: comments.map((comment) => ({
      by: comment.user.login,
      body: samePhaseAnswer(plain(comment.body)),
      reactions: comment.reactions.map(({ user, content }) => `${user.login} ${content}`),
    })),
  };
}

/** An answer says whether it was this run that opened the pull request; all else must be the same. */
function samePhaseAnswer(body: string): string {
  return body.replace(/is (?:opened|brought up to date|already up to date: nothing was pushed): /, 'is there: ');
}
