import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Octokit } from '@octokit/rest';
import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import { here, installationClient, REPOSITORY, refusalOf, startLab } from './lab.js';

let github: LoopbackGitHub;
let kit: Octokit;
let main: string;

beforeAll(async () => {
  github = await startLab({ limits: { treeEntries: 4, requestsPerHour: 5000 } });
  kit = await installationClient(github);
  main = (await kit.rest.git.getRef({ ...here, ref: 'heads/main' })).data.object.sha;
});

afterAll(() => github.stop());

function files(count: number, text = 'x') {
  return Array.from({ length: count }, (_, at) => ({
    path: `many/${at}.txt`,
    mode: '100644' as const,
    type: 'blob' as const,
    content: text,
  }));
}

const note = { path: 'README.md', start_line: 1, end_line: 1, annotation_level: 'warning' as const, message: 'Look' };

describe('what is too long or too much is refused', () => {
  test('a body of 65,536 characters is taken, one more is not; characters are counted, not bytes', async () => {
    const issue = await kit.rest.issues.create({ ...here, title: 'Long', body: '😀'.repeat(65_536) });
    expect(issue.status).toBe(201);
    const refusal = await refusalOf(kit.rest.issues.create({ ...here, title: 'Longer', body: 'x'.repeat(65_537) }));
    expect(refusal).toMatchObject({
      status: 422,
      text: expect.stringContaining('body is too long (maximum is 65536 characters)'),
    });
    const comment = kit.rest.issues.createComment({
      ...here,
      issue_number: issue.data.number,
      body: 'x'.repeat(65_537),
    });
    expect((await refusalOf(comment)).text).toContain('unprocessable');
  });

  test('fifty annotations are taken at once and added to at each update, fifty-one are not taken', async () => {
    const output = { title: 'Findings', summary: 'Some', annotations: Array.from({ length: 50 }, () => note) };
    const { data: run } = await kit.rest.checks.create({
      ...here,
      name: 'cutover',
      head_sha: main,
      conclusion: 'neutral',
      output,
    });
    const { data: updated } = await kit.rest.checks.update({ ...here, check_run_id: run.id, output });
    expect([run.status, updated.output.annotations_count]).toEqual(['completed', 100]);
    const more = { ...output, annotations: [...output.annotations, note] };
    const refusal = await refusalOf(kit.rest.checks.update({ ...here, check_run_id: run.id, output: more }));
    expect(refusal).toMatchObject({ status: 422, text: expect.stringContaining('No more than 50 items') });
    const { data: notes } = await kit.rest.checks.listAnnotations({ ...here, check_run_id: run.id, per_page: 100 });
    expect(notes).toHaveLength(100);
  });

  test('a tree of more than 200 entries or 2.5 MB times out', async () => {
    expect((await kit.rest.git.createTree({ ...here, tree: files(200) })).status).toBe(201);
    for (const tree of [files(201), files(3, 'y'.repeat(1_000_000))])
      expect(await refusalOf(kit.rest.git.createTree({ ...here, tree }))).toMatchObject({
        status: 422,
        text: expect.stringContaining('timed out'),
      });
  });

  test('a long recursive tree is cut and says so', async () => {
    const { data: tree } = await kit.rest.git.getTree({ ...here, tree_sha: 'main', recursive: '1' });
    expect([tree.truncated, tree.tree.length]).toEqual([true, 4]);
    const { data: level } = await kit.rest.git.getTree({ ...here, tree_sha: 'main' });
    expect([level.truncated, level.tree.length]).toEqual([false, 4]);
  });
});

describe('a tree', () => {
  const entry = { path: 'a.txt', mode: '100644', type: 'blob' } as const;

  test('wants either a blob or a text', async () => {
    const tree = [{ ...entry, content: 'x', sha: main }];
    expect((await refusalOf(kit.rest.git.createTree({ ...here, tree }))).status).toBe(422);
  });

  test('deletes only what is there', async () => {
    const tree = [{ ...entry, path: 'never.txt', sha: null }];
    const refusal = await refusalOf(kit.rest.git.createTree({ ...here, base_tree: main, tree }));
    expect(refusal).toMatchObject({ status: 422, text: expect.stringContaining('BadObjectState') });
  });

  test('without a base has nothing but its own entries', async () => {
    const { data } = await kit.rest.git.createTree({ ...here, tree: [{ ...entry, content: 'x' }] });
    expect(data.tree.map(({ path }) => path)).toEqual(['a.txt']);
  });

  test('with a workflow file needs the workflows permission', async () => {
    const tree = [{ ...entry, path: '.github/workflows/ci.yml', content: 'on: push\n' }];
    expect(await refusalOf(kit.rest.git.createTree({ ...here, base_tree: main, tree }))).toMatchObject({
      status: 403,
      text: expect.stringContaining('Resource not accessible by integration'),
    });
  });
});

describe('a ref', () => {
  test('is not made twice, nor of nothing, nor without refs/', async () => {
    const create = (ref: string, sha: string) => refusalOf(kit.rest.git.createRef({ ...here, ref, sha }));
    expect((await create('refs/heads/main', main)).text).toContain('Reference already exists');
    expect((await create('refs/heads/ghost', '0'.repeat(40))).text).toContain('Object does not exist');
    expect((await create('heads/main', main)).status).toBe(422);
    expect((await create('refs/heads/main/sub', main)).status).toBe(422);
  });

  test('goes back only by force', async () => {
    const sha = github.asUser('maria', REPOSITORY).push({ branch: 'topic', files: { 'topic.md': 'x' } });
    const back = { ...here, ref: 'heads/topic', sha: main };
    expect(await refusalOf(kit.rest.git.updateRef(back))).toMatchObject({
      status: 422,
      text: expect.stringContaining('not a fast forward'),
    });
    expect((await kit.rest.git.updateRef({ ...back, force: true })).data.object.sha).toBe(main);
    expect(sha).not.toBe(main);
    expect((await refusalOf(kit.rest.git.updateRef({ ...back, ref: 'heads/none' }))).text).toContain(
      'Reference does not exist',
    );
  });

  test('obeys the rules of its name, which can be asked before it exists', async () => {
    github.setRules(REPOSITORY, [{ type: 'creation', pattern: 'locked/**' }]);
    const { data: rules } = await kit.rest.repos.getBranchRules({ ...here, branch: 'locked/a' });
    expect(rules.map(({ type }) => type)).toEqual(['creation']);
    const refusal = await refusalOf(kit.rest.git.createRef({ ...here, ref: 'refs/heads/locked/a', sha: main }));
    expect(refusal).toMatchObject({ status: 422, text: expect.stringContaining('Repository rule violations found') });
    github.setRules(REPOSITORY, []);
  });
});

describe('a pull request', () => {
  test('is not opened twice for a head and base, nor without a difference, nor for no branch', async () => {
    const maria = github.asUser('maria', REPOSITORY);
    maria.push({ branch: 'two', files: { 'two.md': '2' } });
    const open = (head: string) => kit.rest.pulls.create({ ...here, head, base: 'main', title: 'Two' });
    const { data: first } = await open('two');
    expect((await refusalOf(open('two'))).text).toContain('A pull request already exists for example-school:two.');
    await kit.rest.git.createRef({ ...here, ref: 'refs/heads/same', sha: main });
    expect((await refusalOf(open('same'))).text).toContain('No commits between main and same');
    expect((await refusalOf(open('none'))).text).toContain('invalid');
    maria.close(first.number);
    maria.deleteBranch('two');
    const reopen = kit.rest.pulls.update({ ...here, pull_number: first.number, state: 'open' });
    expect((await refusalOf(reopen)).text).toContain('branch has been deleted');
  });

  test('closes when its branch goes and follows it when it moves', async () => {
    const maria = github.asUser('maria', REPOSITORY);
    maria.push({ branch: 'moving', files: { 'm.md': '1' } });
    const { data: pull } = await kit.rest.pulls.create({ ...here, head: 'moving', base: 'main', title: 'Moving' });
    const sha = maria.push({ branch: 'moving', files: { 'm.md': '2' } });
    const now = () => kit.rest.pulls.get({ ...here, pull_number: pull.number });
    expect((await now()).data.head.sha).toBe(sha);
    maria.deleteBranch('moving');
    expect((await now()).data).toMatchObject({ state: 'closed', merged: false });
  });
});

describe('a repository that cannot be written to', () => {
  test('is empty: git answers 409, contents 404', async () => {
    github.seedRepository({ fullName: 'example-school/empty' });
    github.install(['example-school/empty'], 'maria');
    const empty = { owner: 'example-school', repo: 'empty' };
    expect(await refusalOf(kit.rest.git.getTree({ ...empty, tree_sha: 'main' }))).toMatchObject({
      status: 409,
      text: expect.stringContaining('Git Repository is empty.'),
    });
    expect((await refusalOf(kit.rest.git.createRef({ ...empty, ref: 'refs/heads/a', sha: main }))).status).toBe(409);
    expect((await refusalOf(kit.rest.repos.getContent({ ...empty, path: 'README.md' }))).status).toBe(404);
  });

  test('is archived, or has no issues', async () => {
    github.seedRepository({ fullName: 'example-school/quiet', files: { a: 'a' }, hasIssues: false });
    github.install(['example-school/quiet'], 'maria');
    const quiet = { owner: 'example-school', repo: 'quiet' };
    expect((await refusalOf(kit.rest.issues.create({ ...quiet, title: 'x' }))).status).toBe(410);
    github.setArchived('example-school/quiet', true);
    expect(await refusalOf(kit.rest.issues.create({ ...quiet, title: 'x' }))).toMatchObject({
      status: 403,
      text: expect.stringContaining('read-only'),
    });
  });
});
