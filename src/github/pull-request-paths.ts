/** The files that a pull request changes. */
import { asking } from './asking.js';
import type { GithubClient, RepositoryName } from './client.js';
import { PER_PAGE } from './limits.js';
import { readList } from './pages.js';

/**
 * Lists the paths that a pull request changes, former names included. One request for each hundred; GitHub lists at most 3,000 files.
 * https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files
 */
export async function listPullRequestPaths(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
): Promise<readonly string[]> {
  const files = await asking(`list the files of pull request ${number}`, { owner, repo }, () =>
    readList(
      client.paginate.iterator(client.rest.pulls.listFiles, { owner, repo, pull_number: number, per_page: PER_PAGE }),
    ),
  );
  return files.flatMap(({ filename, previous_filename: former }) =>
    former === undefined ? [filename] : [filename, former],
  );
}
