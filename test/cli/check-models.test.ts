import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { run } from '../../src/cli/run.js';
import { json, type RegistryServer, startRegistryServer } from '../registries/registry-server.js';

let registry: RegistryServer;
beforeEach(async () => {
  registry = await startRegistryServer();
});
afterEach(() => registry.stop());

async function cutover(args: readonly string[], env: Record<string, string> = {}) {
  let [out, err] = ['', ''];
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { CUTOVER_OLLAMA_URL: registry.url, CUTOVER_HUGGING_FACE_URL: `${registry.url}/`, ...env },
    folder: process.cwd(),
    outIsTerminal: false,
    now: () => 0,
  });
  return { code, out, err };
}

test('names what is there and what is not, and ends with 1', async () => {
  registry.answers.set('/v2/library/qwen3/manifests/8b', json({ layers: [{ size: 5_200_000_000 }] }));
  registry.answers.set(
    '/api/models/Qwen/Qwen3-8B',
    json({ id: 'Qwen/Qwen3-8B', gated: 'auto', lastModified: '2025-07-26' }),
  );
  const { code, out } = await cutover(['check-models']);
  expect(code).toBe(1);
  expect(out).toMatch(/^Ollama {8}qwen3:8b +there, 5\.2 GB$/m);
  expect(out).toMatch(/^Hugging Face {2}Qwen\/Qwen3-8B +there, changed 2025-07-26, access must be asked for$/m);
  expect(out).toMatch(/^Ollama {8}qwq:32b +not there$/m);
});

test('ends with 3 when a registry does not answer', async () => {
  await registry.stop();
  const { code, out } = await cutover(['check-models', '--migration', '2025-tier-1']);
  expect(code).toBe(3);
  expect(out).toContain('not known: no connection');
  registry = await startRegistryServer();
});

test.each([
  [['check-models', '.'], {}, 'takes nothing else'],
  [['check-models', '--phase', '4'], {}, 'takes no --phase'],
  [['check-models', '--migration', '2025-tier-9'], {}, '2025-tier-1'],
  [['check-models'], { CUTOVER_OLLAMA_URL: 'ollama' }, 'CUTOVER_OLLAMA_URL is not an address'],
])('%j %j is refused', async (args, env, words) => {
  const { code, err } = await cutover(args, env);
  expect(code).toBe(2);
  expect(err).toContain(words);
  expect(registry.requests).toEqual([]);
});
