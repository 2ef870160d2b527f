import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ensureTag } from '../../src/github/branch.js';
import { RequestRejected } from '../../src/github/errors.js';
import { readBase } from '../../src/github/repository.js';
import { here, type Lab, REPOSITORY, startLab } from './lab.js';

const TAG = 'cutover/2025-tier-1/before';
const REFS = '/repos/{owner}/{repo}/git/refs';
const exists = {
  kind: 'answer',
  status: 422,
  body: { message: 'Reference already exists', documentation_url: 'https://docs.github.com/rest' },
} as const;

let lab: Lab;
let base: string;
beforeEach(async () => {
  lab = await startLab({ 'a.md': 'a\n' });
  base = (await readBase(lab.client, here, 'main')).sha;
});
afterEach(() => lab.github.stop());

function tagged(): string | undefined {
  return new Map(lab.github.repository(REPOSITORY).git.refs()).get(`refs/tags/${TAG}`);
}

describe('the backup tag', () => {
  test('is made, and left where it stands', async () => {
    expect(await ensureTag(lab.client, here, TAG, base)).toBe(true);
    expect(tagged()).toBe(base);
    expect(await ensureTag(lab.client, here, TAG, base)).toBe(false);
  });

  test('is made by a request whose answer was lost: the second one finds it', async () => {
    lab.github.faults.add({
      method: 'POST',
      path: REFS,
      effect: { kind: 'change', change: () => ({ ...exists, headers: {} }) },
    });
    expect(await ensureTag(lab.client, here, TAG, base)).toBe(false);
    expect(tagged()).toBe(base);
  });

  test('is made by a second request when GitHub says that it is there and it is not', async () => {
    lab.github.faults.add({ method: 'POST', path: REFS, effect: exists });
    expect(await ensureTag(lab.client, here, TAG, base)).toBe(true);
    expect(tagged()).toBe(base);
  });

  test('that cannot be made is an error, not a claim in the tracking issue', async () => {
    lab.github.faults.add({ method: 'POST', path: REFS, times: 2, effect: exists });
    await expect(ensureTag(lab.client, here, TAG, base)).rejects.toBeInstanceOf(RequestRejected);
  });
});
