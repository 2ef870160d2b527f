/** The bounded form of what `npm run faults` does with 200 repositories. */
import { describe, expect, test } from '@jest/globals';
import { hasRedisServer } from '../jobs/redis-server.js';
import { runReplicas } from './replicas.js';

const COUNT = 12;
const PATIENCE = 480_000;
const name = 'two processes with one Redis';
const describeRedis = hasRedisServer()
  ? describe
  : (_: string, body: () => void) => describe.skip(`${name} (skipped: no redis-server here)`, body);

describeRedis(name, () => {
  test(
    'carry out the phases of many repositories once each, although one of them is killed in the middle',
    async () => {
      const { wrong, done, doneAtKill, violations } = await runReplicas(COUNT, PATIENCE - 60_000);
      expect(wrong).toEqual([]);
      expect(done).toBe(COUNT);
      expect(doneAtKill).toBeLessThan(COUNT);
      expect(violations).toEqual([]);
    },
    PATIENCE,
  );
});
