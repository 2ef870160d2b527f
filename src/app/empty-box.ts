import type { GithubClient, RepositoryName } from '../github/client.js';
import { readTrackingIssue, updateTrackingIssue } from '../github/tracking-issue.js';
import { type BoxId, emptyBox } from '../render/tracking-boxes.js';

/** Empties a box of an issue and changes nothing else. Reads the issue first; writes only where the box is ticked, and says so. */
export async function emptyTrackingBox(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  box: BoxId,
): Promise<boolean> {
  const issue = await readTrackingIssue(client, name, number);
  // The whole body stands for its marker: it is in it, whichever it is.
  return updateTrackingIssue(client, name, issue, { marker: '', title: issue.title, body: emptyBox(issue.body, box) });
}
