import { filesOfPull, type PullIssue } from '../serialize/pull.js';
import type { Repository, Review, ReviewComment } from '../world.js';
import { lineAfterPatch, linesOfPatch } from './patch-lines.js';

/** The line that a comment stands on at the head of its pull request; null once it is outdated. */
export function lineNow(
  repository: Repository,
  issue: PullIssue,
  review: Review,
  { path, line }: ReviewComment,
): number | null {
  const { headSha } = issue.pull;
  const since = repository.git.diff(review.commitId, headSha).find((file) => (file.previousPath ?? file.path) === path);
  if (since !== undefined && (since.patch === null || since.status === 'removed')) return null;
  const now = since?.patch == null ? line : lineAfterPatch(since.patch, line);
  const shown = filesOfPull(repository, issue).find((file) => file.path === path)?.patch;
  return now !== null && shown != null && linesOfPatch(shown).has(now) ? now : null;
}
