import { afterEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { portionEntries, writeCommit, writeTree } from '../../src/github/write-commit.js';
import { fakeClient, here, REPOSITORY } from './lab.js';

afterEach(() => {
  nock.cleanAll();
  nock.restore();
});

interface SentTree {
  readonly base_tree: string;
  readonly tree: readonly {
    readonly path: string;
    readonly mode: string;
    readonly content?: string;
    readonly sha?: string;
  }[];
}

/** Takes trees; the id of each is its number. Those above `most` entries time out. */
function takeTrees(most = 1000): SentTree[] {
  if (!nock.isActive()) nock.activate();
  const taken: SentTree[] = [];
  nock('http://api.test')
    .persist()
    .post(`/repos/${REPOSITORY}/git/trees`)
    .reply(async (request) => {
      const sent: SentTree = JSON.parse(await request.text());
      if (sent.tree.length > most) return [422, { message: 'Sorry, your request timed out.' }];
      taken.push(sent);
      return [201, { sha: `tree-${taken.length}` }];
    });
  return taken;
}

function changes(count: number, text = 'text\n') {
  return Array.from({ length: count }, (_, index) => ({ path: `f${index}.md`, mode: '100644', text }) as const);
}

describe('a tree', () => {
  test('of 250 files goes in three portions, each on top of the one before', async () => {
    const taken = takeTrees();
    expect(await writeTree(fakeClient(), here, 'base', changes(250))).toBe('tree-3');
    expect(taken.map(({ base_tree, tree }) => [base_tree, tree.length])).toEqual([
      ['base', 100],
      ['tree-1', 100],
      ['tree-2', 50],
    ]);
  });

  test('of large files goes in portions below 1.5 MB', () => {
    const content = 'x'.repeat(600_000);
    const entries = [1, 2, 3, 4, 5].map((n) => ({ path: `${n}`, mode: '100644', type: 'blob', content }) as const);
    expect(portionEntries(entries).map((portion) => portion.length)).toEqual([2, 2, 1]);
  });

  test('that GitHub does not manage in time is halved until it does', async () => {
    const taken = takeTrees(30);
    expect(await writeTree(fakeClient(), here, 'base', changes(100))).toBe('tree-4');
    expect(taken.map(({ tree }) => tree.length)).toEqual([25, 25, 25, 25]);
    expect(taken.flatMap(({ tree }) => tree.map(({ path }) => path))).toEqual(changes(100).map(({ path }) => path));
  });

  test('keeps the executable bit and sends a file above 1.5 MB as a blob', async () => {
    const taken = takeTrees();
    const text = 'é'.repeat(900_000);
    nock('http://api.test')
      .post(`/repos/${REPOSITORY}/git/blobs`, { encoding: 'base64', content: Buffer.from(text).toString('base64') })
      .reply(201, { sha: 'blob-1' });
    await writeTree(fakeClient(), here, 'base', [
      { path: 'run.sh', mode: '100755', text: 'echo\n' },
      { path: 'big.json', mode: '100644', text },
    ]);
    expect(taken[0]?.tree).toEqual([
      { path: 'run.sh', mode: '100755', type: 'blob', content: 'echo\n' },
      { path: 'big.json', mode: '100644', type: 'blob', sha: 'blob-1' },
    ]);
  });
});

test('a commit names no author and says whether GitHub signed it', async () => {
  if (!nock.isActive()) nock.activate();
  nock('http://api.test')
    .post(`/repos/${REPOSITORY}/git/commits`, { tree: 't', parents: ['p', 'q'], message: 'Move' })
    .reply(201, { sha: 'c', verification: { verified: false, reason: 'unsigned' } });
  const commit = await writeCommit(fakeClient(), here, { tree: 't', parents: ['p', 'q'], message: 'Move' });
  expect(commit).toEqual({ sha: 'c', verified: false });
});
