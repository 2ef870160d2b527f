import { describe, expect, test } from '@jest/globals';
import { findStaleFiles } from '../../scripts/generate.js';

describe('the generated files', () => {
  test('are what they would be if they were generated now', async () => {
    expect((await findStaleFiles()).map(({ path }) => path)).toEqual([]);
  });

  test('a file that differs by a byte, or is not there, is named', async () => {
    const stale = await findStaleFiles([
      { path: 'migrations/2025-tier-1.plan.md', generate: () => 'another text' },
      { path: 'docs/not-there.md', generate: () => '' },
    ]);
    expect(stale.map(({ path }) => path)).toEqual(['migrations/2025-tier-1.plan.md', 'docs/not-there.md']);
  });
});
