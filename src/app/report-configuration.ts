import type { Problem } from '../core/problem.js';
import { fullName } from '../github/client.js';
import { IssuesDisabled } from '../github/errors.js';
import { hiddenMarker } from '../github/marker.js';
import type { RepositoryState } from '../github/repository.js';
import { findTrackingIssue, openTrackingIssue, updateTrackingIssue } from '../github/tracking-issue.js';
import { renderConfigurationProblems } from '../render/configuration-problems.js';
import { NO_TRACKING_STATE, parseTrackingState } from '../render/tracking-state.js';
import type { Tracking } from './repository-access.js';
import type { RepositoryParts } from './repository-parts.js';

/** The tracking issue of a repository whose configuration was never valid: which migration it is for is not known yet. */
export const UNSETTLED_MARKER = hiddenMarker('tracking-issue', 'unsettled');

const ANY_MARKER = '<!-- cutover:tracking-issue ';

/** Says in the tracking issue what is wrong with the configuration; opens one where there is none. */
export async function reportConfiguration(
  { client, name, app }: RepositoryParts,
  state: RepositoryState,
  problems: readonly Problem[],
): Promise<Tracking> {
  if (!state.hasIssues) throw new IssuesDisabled(fullName(name));
  const found = await findTrackingIssue(client, name, ANY_MARKER, app);
  const text = renderConfigurationProblems(problems, parseTrackingState(found?.body ?? '') ?? NO_TRACKING_STATE);
  if (found === undefined) {
    const { issue, created } = await openTrackingIssue(client, name, { marker: UNSETTLED_MARKER, ...text }, app);
    return { state: created ? 'created' : 'found', url: issue.url, number: issue.number };
  }
  const marker = /<!-- cutover:tracking-issue \S+ -->/.exec(found.body)?.[0] ?? UNSETTLED_MARKER;
  await updateTrackingIssue(client, name, found, { marker, ...text });
  return { state: 'found', url: found.url, number: found.number };
}
