import { afterEach, describe, expect, test } from '@jest/globals';
import { CONFIGURATION_BYTES, CONFIGURATION_PATH } from '../../src/core/configuration.js';
import { formatProblem } from '../../src/core/problem.js';
import { NotFound } from '../../src/github/errors.js';
import { readConfiguration, readConfigurationAt, readTextFile } from '../../src/github/read-configuration.js';
import { readBase } from '../../src/github/repository.js';
import { here, type Lab, startLab } from './lab.js';

describe('the configuration of a repository on GitHub', () => {
  let lab: Lab | undefined;
  afterEach(async () => {
    const violations = lab?.github.contractViolations() ?? [];
    await lab?.github.stop();
    lab = undefined;
    expect(violations).toEqual([]);
  });

  async function problem(files: Parameters<typeof startLab>[0]): Promise<string> {
    lab = await startLab(files);
    const found = await readConfiguration(lab.client, here);
    return found.state === 'unreadable' ? formatProblem(found.problem) : found.state;
  }

  test('is the text of its file in the default branch, in one request', async () => {
    lab = await startLab({ [CONFIGURATION_PATH]: 'draft: true # ü\n' });
    const before = lab.github.requests().length;
    expect(await readConfiguration(lab.client, here)).toEqual({
      state: 'found',
      file: { path: CONFIGURATION_PATH, text: 'draft: true # ü\n' },
    });
    expect(
      lab.github
        .requests()
        .slice(before)
        .map(({ operation }) => operation),
    ).toEqual(['repos/get-content']);
  });

  test('is none without the file', async () => {
    expect(await problem({ 'README.md': 'nothing\n' })).toBe('none');
  });

  test('of another branch is read to be checked only', async () => {
    lab = await startLab({ [CONFIGURATION_PATH]: 'draft: true\n' });
    const { client } = lab;
    const base = await readBase(client, here, 'main');
    await client.rest.git.createRef({ ...here, ref: 'refs/heads/change', sha: base.sha });
    const { data: old } = await client.rest.repos.getContent({ ...here, path: CONFIGURATION_PATH });
    const { data: pushed } = await client.rest.repos.createOrUpdateFileContents({
      ...here,
      path: CONFIGURATION_PATH,
      branch: 'change',
      message: 'Change the rules',
      content: Buffer.from('draft: maybe\n').toString('base64'),
      ...(Array.isArray(old) ? {} : { sha: old.sha }),
    });
    expect(await readConfiguration(client, here)).toMatchObject({ file: { text: 'draft: true\n' } });
    const proposed = await readConfigurationAt(client, here, pushed.commit.sha ?? '');
    expect(proposed).toMatchObject({ file: { text: 'draft: maybe\n' } });
  });

  test('that is a folder, no text, or too large is a problem', async () => {
    expect(await problem({ [`${CONFIGURATION_PATH}/a`]: '' })).toContain('It is not a file');
    await lab?.github.stop();
    expect(await problem({ [CONFIGURATION_PATH]: Buffer.from([0x61, 0xff]) })).toContain('not valid UTF-8');
    await lab?.github.stop();
    expect(await problem({ [CONFIGURATION_PATH]: '#'.repeat(CONFIGURATION_BYTES + 1) })).toContain('65537 bytes');
  });

  test('another file is read within its limit', async () => {
    lab = await startLab({ 'a b/ü#?.yml': 'id: ours\n' });
    expect(await readTextFile(lab.client, here, 'a b/ü#?.yml', 100)).toEqual({ state: 'text', text: 'id: ours\n' });
    expect(await readTextFile(lab.client, here, 'a b/ü#?.yml', 3)).toEqual({ state: 'too-large', bytes: 9 });
    expect(await readTextFile(lab.client, here, 'none.yml', 3)).toEqual({ state: 'none' });
  });

  test('cannot be told from none where the repository is not visible: reading the repository says that', async () => {
    lab = await startLab({ a: 'b' });
    const hidden = { owner: 'somebody', repo: 'else' };
    expect(await readConfiguration(lab.client, hidden)).toEqual({ state: 'none' });
    await expect(readBase(lab.client, hidden, 'main')).rejects.toThrow(NotFound);
  });
});
