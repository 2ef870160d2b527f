import { describe, expect, test } from '@jest/globals';
import { readBranchHistory } from '../../src/github/branch-history.js';
import type { GithubClient } from '../../src/github/client.js';
import { RequestRejected } from '../../src/github/errors.js';

const NAME = { owner: 'octo', repo: 'course' };
const OWNERS = { app: { appId: 1, slug: 'cutover', login: 'cutover[bot]', userId: 7 }, formatterBots: [] };
const commit = (sha: string) => ({
  sha,
  commit: { tree: { sha }, message: '' },
  parents: [],
  author: null,
  committer: null,
});

/** A GitHub that says how many commits there are and gives them a page at a time. */
function comparing(total: number, ...pages: readonly (readonly string[])[]): GithubClient {
  const compareCommitsWithBasehead = async ({ page }: { page: number }) => ({
    data: {
      commits: (pages[page - 1] ?? []).map(commit),
      total_commits: total,
      ahead_by: total,
      behind_by: 0,
      merge_base_commit: commit('fork'),
    },
  });
  return { rest: { repos: { compareCommitsWithBasehead } } } as unknown as GithubClient;
}

describe('the commits of a branch', () => {
  test('are read page by page', async () => {
    const { commits, ahead } = await readBranchHistory(comparing(3, ['a', 'b'], ['c']), NAME, 'x', 'y', OWNERS);
    expect([commits.map(({ sha }) => sha), ahead]).toEqual([['a', 'b', 'c'], 3]);
  });

  test('that GitHub does not list to the end are not taken for all: somebody’s may be among the others', async () => {
    const read = readBranchHistory(comparing(3, ['a', 'b'], []), NAME, 'x', 'y', OWNERS);
    await expect(read).rejects.toBeInstanceOf(RequestRejected);
    await expect(read).rejects.toThrow('2 of 3 commits');
  });
});
