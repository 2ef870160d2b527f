/** Labels of a pull request: those that the repository has. None is ever made, so that a slip of the pen in a configuration makes none. */
import { asking } from './asking.js';
import type { GithubClient, RepositoryName } from './client.js';
import { PER_PAGE } from './limits.js';
import { readPages } from './pages.js';

/**
 * Puts labels on an issue or pull request and returns those that the repository does not have. One request for each hundred labels of
 * the repository, as long as one is not found, and one to put them on.
 */
export async function addLabels(
  client: GithubClient,
  name: RepositoryName,
  issue: number,
  labels: readonly string[],
): Promise<readonly string[]> {
  if (labels.length === 0) return [];
  const known = await findLabels(client, name, labels);
  if (known.length > 0) {
    await asking(`label #${issue}`, name, () =>
      client.rest.issues.addLabels({ owner: name.owner, repo: name.repo, issue_number: issue, labels: [...known] }),
    );
  }
  return labels.filter((label) => !known.some((one) => same(one, label)));
}

async function findLabels(
  client: GithubClient,
  name: RepositoryName,
  labels: readonly string[],
): Promise<readonly string[]> {
  return asking('list the labels', name, async () => {
    const found: string[] = [];
    const pages = readPages(
      client.paginate.iterator(client.rest.issues.listLabelsForRepo, {
        owner: name.owner,
        repo: name.repo,
        per_page: PER_PAGE,
      }),
    );
    for await (const { data } of pages) {
      found.push(...data.map((label) => label.name).filter((label) => labels.some((one) => same(one, label))));
      if (found.length === labels.length) break;
    }
    return found;
  });
}

/** GitHub tells labels apart whatever their case. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
