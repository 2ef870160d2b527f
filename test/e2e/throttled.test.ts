import { expect, test } from '@jest/globals';
import { lastAnswer, startWorld } from './loopback-world.js';

const NAME = 'spark-workbench/small';

test('with the throttling and retries of production, a phase is carried out and GitHub’s times are kept', async () => {
  const world = await startWorld({ throttled: true });
  try {
    world.github.seedRepository({
      fullName: NAME,
      files: { 'docs/SETUP.md': '```bash\nollama pull llama3.1:8b\n```\n' },
    });
    world.github.setRole(NAME, 'maintainer', 'admin');
    world.github.install([NAME], 'maintainer');
    await world.settle();
    world.github.asUser('maintainer', NAME).comment(1, '/migrate phase-1');
    await world.settle();
    expect(lastAnswer(world, NAME, 1)).toContain(`/${NAME}/pull/2`);
    const writes = world.github.requests().filter(({ kind, method }) => kind === 'api' && method !== 'GET');
    const gaps = writes.slice(1).map(({ at }, index) => at - (writes[index]?.at ?? 0));
    // One second between writes, by GitHub's advice; timers may be a little early.
    expect(Math.min(...gaps)).toBeGreaterThan(800);
    expect(world.github.contractViolations()).toEqual([]);
  } finally {
    await world.stop();
  }
}, 120_000);
