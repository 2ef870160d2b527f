/** Two processes with one Redis keep GitHub's times together, not each for itself. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { hasRedisServer, startRedis, type TestRedis } from '../jobs/redis-server.js';

const ENTRY = fileURLToPath(new URL('throttled-client.ts', import.meta.url));
const PATIENCE = 300_000;
const EACH = 3;
const name = 'throttling shared over Redis';
const describeRedis = hasRedisServer()
  ? describe
  : (_: string, body: () => void) => describe.skip(`${name} (skipped: no redis-server here)`, body);

describeRedis(name, () => {
  let redis: TestRedis;
  let github: LoopbackGitHub;
  beforeEach(async () => {
    redis = await startRedis();
    github = await startLoopbackGitHub();
  }, PATIENCE);
  afterEach(async () => {
    await github.stop();
    await redis.stop();
  });

  test(
    'two processes open issues three seconds apart, together',
    async () => {
      github.seedRepository({ fullName: 'octo/course', files: { 'a.md': 'a\n' } });
      github.setRole('octo/course', 'maria', 'write');
      const args = ['--import', 'tsx', ENTRY, redis.url, github.apiUrl, github.createUserToken('maria'), `${EACH}`];
      const open = () => promisify(execFile)(process.execPath, args);
      await Promise.all([open(), open()]);
      const opened = github.requests().filter(({ operation }) => operation === 'issues/create');
      expect(opened).toHaveLength(2 * EACH);
      // Five times three seconds, less what the first may take longer than the last; each for itself would take six seconds.
      expect((opened.at(-1)?.at ?? 0) - (opened[0]?.at ?? 0)).toBeGreaterThan(11_000);
      expect(new Set(github.repository('octo/course').issues.map(({ title }) => title)).size).toBe(2);
      const admin = new Redis(redis.url);
      const keys = await admin.keys('*');
      admin.disconnect();
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.filter((key) => !key.startsWith('cutover:throttle:'))).toEqual([]);
    },
    PATIENCE,
  );
});
