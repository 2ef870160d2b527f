import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LoopbackWorld, startWorld } from './loopback-world.js';

const NAME = 'octo/secret-course';
let world: LoopbackWorld;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.stop());

test('an installation shows in the metrics, its repository does not', async () => {
  world.github.seedRepository({ fullName: NAME, files: { 'docs/SETUP.md': 'Run `ollama pull llama3.1:8b`.\n' } });
  world.github.install([NAME], 'maria');
  await world.settle();
  const response = await fetch(`${world.server.url}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const text = await response.text();
  expect(text).toContain('cutover_jobs_total{work="welcome",result="done"} 1\n');
  expect(text).toContain('cutover_webhook_deliveries_total{event="installation",result="accepted"} 1\n');
  expect(text).toContain('{method="POST",route="/repos/{owner}/{repo}/issues",status="201"} 1\n');
  expect(text).toMatch(/\ncutover_github_rate_limit_remaining \d+\n/);
  expect(text).not.toMatch(/octo|secret-course|maria/);
}, 60_000);
