import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { pack } from 'tar-stream';
import { GithubUnavailable, NotFound, RateLimited, RepositoryEmpty, TreeTooLarge } from '../../src/github/errors.js';
import { blobId, treeId } from '../../src/github/git-id.js';
import { openRemoteRepository } from '../../src/github/remote-reader.js';
import { readBase } from '../../src/github/repository.js';
import { createGithubReader } from '../../src/github/tree-reader.js';
import { fakeClient, here, type Lab, REPOSITORY, readAll, startLab } from './lab.js';

const OLD = 'llama3.1:8b\n';
const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`;

describe('a repository on loopback', () => {
  let lab: Lab | undefined;
  afterEach(async () => {
    const violations = lab?.github.contractViolations() ?? [];
    await lab?.github.stop();
    lab = undefined;
    expect(violations).toEqual([]);
  });

  function count(started: Lab, operation: string): number {
    return started.github.requests().filter((each) => each.operation === operation).length;
  }

  test('yields the files with a hit in path order and says what may not be edited', async () => {
    lab = await startLab({
      'b.md': `\uFEFF${OLD}`,
      'a/z.md': `Uses LLAMA3.1:8B\r\n`,
      'a.md': OLD,
      'none.md': 'nothing old\n',
      'run.sh': { content: OLD, executable: true },
      link: { symlink: 'models/llama3.1' },
      'image.bin': Buffer.from(`\0\x01llama3.1`, 'latin1'),
      'latin.txt': Buffer.from('caf\xe9 llama3.1', 'latin1'),
      'weights.gguf': LFS.replace('size', 'x-llama3.1 1\nsize'),
      empty: '',
    });
    const { files, problems } = await readAll(await lab.reader(), 'llama3\\.1');
    expect(problems).toEqual([]);
    expect(files.map(({ path, unreadable }) => [path, unreadable ?? 'text'])).toEqual([
      ['a.md', 'text'],
      ['a/z.md', 'text'],
      ['b.md', 'text'],
      ['image.bin', 'binary'],
      ['latin.txt', 'not-utf8'],
      ['link', 'symlink'],
      ['run.sh', 'text'],
      ['weights.gguf', 'lfs-pointer'],
    ]);
    expect(files[2]?.text).toBe(`\uFEFF${OLD}`);
    expect(files[5]?.text).toBe('models/llama3.1');
    expect(files[6]).toMatchObject({ mode: '100755', blob: blobId(Buffer.from(OLD)), size: OLD.length });
    expect(count(lab, 'git/get-tree')).toBe(1);
    expect(count(lab, 'git/get-blob')).toBe(0);
    expect(lab.github.requests().filter(({ kind }) => kind === 'codeload')).toHaveLength(1);
  });

  test('fetches what the archive leaves out or changes one by one', async () => {
    lab = await startLab({
      '.gitattributes': 'hidden.md export-ignore\nversion.md export-subst\n',
      'hidden.md': OLD,
      'version.md': `$Format:%H$ ${OLD}`,
      'plain.md': OLD,
    });
    const { files, problems } = await readAll(await lab.reader(), 'llama');
    expect(problems).toEqual([]);
    expect(files.map(({ path, text }) => [path, text])).toEqual([
      ['hidden.md', OLD],
      ['plain.md', OLD],
      ['version.md', `$Format:%H$ ${OLD}`],
    ]);
    expect(count(lab, 'git/get-blob')).toBe(2);
  });

  test('reads everything one by one when there is no archive', async () => {
    lab = await startLab({ 'a.md': OLD, 'b.md': OLD, link: { symlink: 'a.md' } });
    lab.github.faults.add({
      path: '/repos/{owner}/{repo}/tarball/{ref}',
      times: 9,
      effect: { kind: 'answer', status: 404, body: { message: 'Not Found' } },
    });
    const { files } = await readAll(await lab.reader(), 'llama');
    expect(files.map(({ path }) => path)).toEqual(['a.md', 'b.md']);
    expect(count(lab, 'git/get-blob')).toBe(3);
  });

  test('stops at a rate limit instead of asking for each file', async () => {
    lab = await startLab({ 'a.md': OLD });
    lab.github.faults.add({
      path: '/repos/{owner}/{repo}/tarball/{ref}',
      effect: {
        kind: 'answer',
        status: 403,
        headers: { 'retry-after': '60' },
        body: { message: 'You have exceeded a secondary rate limit.' },
      },
    });
    await expect(readAll(await lab.reader(), 'llama')).rejects.toBeInstanceOf(RateLimited);
    expect(count(lab, 'git/get-blob')).toBe(0);
  });

  test('walks folder by folder when the tree is cut short', async () => {
    const files = Object.fromEntries(
      ['a', 'b', 'c'].flatMap((one) => ['x', 'y'].map((two) => [`${one}/${two}/f.md`, OLD])),
    );
    lab = await startLab({ ...files, 'top.md': OLD }, { limits: { treeEntries: 5 } });
    const found = await readAll(await lab.reader(), 'llama');
    expect(found.files.map(({ path }) => path)).toEqual([...Object.keys(files), 'top.md']);
  });

  test('computes the id of its own tree', async () => {
    lab = await startLab({
      'a.b': '1',
      'a/b': '2',
      'a-c': '3',
      run: { content: '4', executable: true },
      l: { symlink: 'a' },
    });
    const reader = await lab.reader();
    expect(treeId(await reader.list())).toBe(reader.base.tree);
    const { folder } = lab.github.repository(REPOSITORY).git;
    expect(execFileSync('git', ['-C', folder, 'rev-parse', 'main^{tree}'], { encoding: 'utf8' }).trim()).toBe(
      reader.base.tree,
    );
  });

  test('reports a file above the limit and reads the rest', async () => {
    lab = await startLab({ 'a.md': OLD, 'big.md': OLD.repeat(100) });
    const { files, problems } = await readAll(await lab.reader({ fileBytes: 500 }), 'llama');
    expect(files.map(({ path }) => path)).toEqual(['a.md']);
    expect(problems).toEqual([
      'big.md: 1200 bytes are more than the 500 that are read of one file; look at it by hand',
    ]);
  });

  test('marks a file that is too large to be written back', async () => {
    lab = await startLab({ 'big.md': OLD.repeat(100) });
    const { files } = await readAll(await lab.reader({ editableBytes: 500 }), 'llama');
    expect(files[0]).toMatchObject({ unreadable: 'too-large', text: OLD.repeat(100) });
  });

  test('refuses a repository whose files are too large together, before downloading', async () => {
    lab = await startLab({ 'a.md': OLD, 'b.md': OLD });
    await expect(readAll(await lab.reader({ unpackedBytes: 20 }), 'llama')).rejects.toBeInstanceOf(TreeTooLarge);
    expect(count(lab, 'repos/download-tarball-archive')).toBe(0);
  });

  test('says that an empty repository is empty and that a wrong branch is not there', async () => {
    lab = await startLab({ 'a.md': OLD });
    lab.github.seedRepository({ fullName: 'example-school/blank' });
    lab.github.install(['example-school/blank'], 'maria');
    await expect(readBase(lab.client, { owner: 'example-school', repo: 'blank' }, 'main')).rejects.toBeInstanceOf(
      RepositoryEmpty,
    );
    await expect(readBase(lab.client, here, 'no-such-branch')).rejects.toBeInstanceOf(NotFound);
  });

  test('is read by the command line with a token, at its default branch', async () => {
    lab = await startLab({ 'a.md': OLD });
    const token = lab.github.createUserToken('maria');
    const { reader } = await openRemoteRepository({ ...here, token, baseUrl: `${lab.github.apiUrl}/` });
    expect((await readAll(reader, 'llama')).files.map(({ text }) => text)).toEqual([OLD]);
    expect(reader.base.ref).toBe('main');
    const missing = openRemoteRepository({
      owner: 'example-school',
      repo: 'nothing',
      token,
      baseUrl: lab.github.apiUrl,
    });
    await expect(missing).rejects.toBeInstanceOf(NotFound);
  });
});

describe('an archive on another host', () => {
  const sha = 'c'.repeat(40);
  const tree = 'd'.repeat(40);
  const base = { ref: 'main', sha, tree };
  const bytes = Buffer.from(OLD);
  const servers: Server[] = [];
  afterEach(() => {
    nock.cleanAll();
    nock.restore();
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** A link to `body` on a real server: nock's answers do not bear being broken off. */
  async function download(body: Buffer): Promise<string> {
    const server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/archive`;
  }

  function serveTree(entries: readonly { readonly path: string; readonly bytes: Buffer }[]): nock.Scope {
    if (!nock.isActive()) nock.activate();
    const items = entries.map((each) => ({
      path: each.path,
      mode: '100644',
      type: 'blob',
      sha: blobId(each.bytes),
      size: each.bytes.length,
    }));
    return nock('http://api.test')
      .get(`/repos/${REPOSITORY}/git/trees/${tree}?recursive=1`)
      .reply(200, { sha: tree, tree: items, truncated: false });
  }

  async function archiveOf(files: Readonly<Record<string, Buffer>>): Promise<Buffer> {
    const archive = pack();
    for (const [name, content] of Object.entries(files)) archive.entry({ name: `top/${name}` }, content);
    archive.finalize();
    const parts: Uint8Array[] = [];
    for await (const part of archive) if (part instanceof Uint8Array) parts.push(part);
    return gzipSync(Buffer.concat(parts));
  }

  test('is asked for without the token', async () => {
    const scope = serveTree([{ path: 'a.md', bytes }]);
    scope
      .get(`/repos/${REPOSITORY}/tarball/${sha}`)
      .matchHeader('authorization', 'token secret')
      .reply(302, '', { location: 'http://files.test/archive?key=1' });
    const download = nock('http://files.test', { badheaders: ['authorization'] })
      .get('/archive?key=1')
      .reply(200, await archiveOf({ 'a.md': bytes }));
    const reader = createGithubReader({ client: fakeClient('secret'), repository: here, base });
    expect((await readAll(reader, 'llama')).files.map(({ text }) => text)).toEqual([OLD]);
    expect(download.isDone()).toBe(true);
  });

  test('that lies about a file is not believed', async () => {
    serveTree([{ path: 'a.md', bytes }])
      .get(`/repos/${REPOSITORY}/tarball/${sha}`)
      .reply(200, await archiveOf({ 'a.md': Buffer.from('llama3.1:9b\n'), '../a.md': bytes }))
      .get(`/repos/${REPOSITORY}/git/blobs/${blobId(bytes)}`)
      .reply(200, { content: bytes.toString('base64'), encoding: 'base64' });
    const reader = createGithubReader({ client: fakeClient(), repository: here, base });
    expect((await readAll(reader, 'llama')).files.map(({ text }) => text)).toEqual([OLD]);
  });

  test('that is cut off or no archive at all is made up for one by one', async () => {
    const whole = await archiveOf({ 'a.md': bytes, 'b.md': Buffer.from('no hit\n') });
    for (const broken of [whole.subarray(0, 40), Buffer.from('<html>busy</html>')]) {
      serveTree([{ path: 'a.md', bytes }])
        .get(`/repos/${REPOSITORY}/tarball/${sha}`)
        .reply(302, '', { location: await download(broken) })
        .get(`/repos/${REPOSITORY}/git/blobs/${blobId(bytes)}`)
        .reply(200, { content: bytes.toString('base64'), encoding: 'base64' });
      const reader = createGithubReader({ client: fakeClient(), repository: here, base });
      expect((await readAll(reader, 'llama')).files).toHaveLength(1);
    }
  });

  test('that unpacks without end is broken off', async () => {
    const bomb = await archiveOf({ 'bomb.bin': Buffer.alloc(2_000_000), 'a.md': bytes });
    serveTree([{ path: 'a.md', bytes }])
      .get(`/repos/${REPOSITORY}/tarball/${sha}`)
      .reply(302, '', { location: await download(bomb) });
    const limits = { unpackedBytes: 100_000 };
    const reader = createGithubReader({ client: fakeClient(), repository: here, base, limits });
    await expect(readAll(reader, 'llama')).rejects.toBeInstanceOf(TreeTooLarge);
  });

  test('is no reason to do without a file that GitHub cannot give at the moment', async () => {
    serveTree([{ path: 'a.md', bytes }])
      .get(`/repos/${REPOSITORY}/tarball/${sha}`)
      .reply(200, await archiveOf({}))
      .get(`/repos/${REPOSITORY}/git/blobs/${blobId(bytes)}`)
      .reply(502, { message: 'Server Error' });
    const reader = createGithubReader({ client: fakeClient(), repository: here, base });
    await expect(readAll(reader, 'llama')).rejects.toBeInstanceOf(GithubUnavailable);
  });

  test('gives way to a problem where a single file cannot be had either', async () => {
    serveTree([{ path: 'a.md', bytes }])
      .get(`/repos/${REPOSITORY}/tarball/${sha}`)
      .reply(200, await archiveOf({}))
      .get(`/repos/${REPOSITORY}/git/blobs/${blobId(bytes)}`)
      .reply(404, { message: 'Not Found' });
    const reader = createGithubReader({ client: fakeClient(), repository: here, base });
    const { files, problems } = await readAll(reader, 'llama');
    expect(files).toEqual([]);
    expect(problems).toEqual([
      'a.md: could not be read: GitHub found nothing when asked to read a.md in example-school/course.',
    ]);
  });
});
