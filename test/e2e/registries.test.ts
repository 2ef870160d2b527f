import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadMigration } from '../../src/app/load-migration.js';
import { namesToAsk } from '../../src/core/registry-report.js';
import { manifestAddress } from '../../src/registries/ask-ollama.js';
import { json, type RegistryServer, startRegistryServer } from '../registries/registry-server.js';
import { type LoopbackWorld, MIGRATION, startWorld } from './loopback-world.js';

const NAME = 'spark-workbench/small';

let world: LoopbackWorld;
let registry: RegistryServer;
const body = () => world.github.repository(NAME).issues[0]?.body ?? '';

beforeAll(async () => {
  registry = await startRegistryServer();
  const urls = { ollamaUrl: registry.url, huggingFaceUrl: registry.url };
  for (const { registry: asked, name } of namesToAsk(await loadMigration(MIGRATION))) {
    if (asked === 'huggingface') {
      const model = { id: name, gated: 'auto', lastModified: '2025-11-25T00:00:00Z', cardData: { license: 'mit' } };
      registry.answers.set(`/api/models/${name}`, json(model));
    } else {
      const path = (manifestAddress(name, urls) ?? '').slice(registry.url.length);
      registry.answers.set(path, json({ layers: [{ size: 5_200_000_000 }] }));
    }
  }
  world = await startWorld({ registries: urls });
  world.github.seedRepository({
    fullName: NAME,
    files: { 'docs/SETUP.md': '```bash\nollama pull llama3.1:8b\n```\n' },
  });
  world.github.setRole(NAME, 'maintainer', 'write');
  world.github.install([NAME], 'maintainer');
  await world.settle();
}, 60_000);
afterAll(async () => {
  await world.stop();
  await registry.stop();
});

test('the tracking issue says where the new models are, and ticks the line of the plan', () => {
  const today = new Date().toISOString().slice(0, 10);
  expect(body()).toContain(`The registries were asked on`);
  expect(body()).toMatch(
    /\| `qwen3:8b` \| 0 \| `qwen3:8b`: there \| `Qwen\/Qwen3-8B`: there, changed 2025-11-25 \| Apache 2\.0 \(`mit`\) \| must be asked for \| 5\.2 GB \|/,
  );
  expect(body()).toContain('- [x] Verify all new models available in Ollama – all 9 names are in Ollama');
  expect(body()).toContain(today.slice(0, 7));
});

test('another update asks nobody again', async () => {
  const before = registry.requests.length;
  world.github.asUser('maintainer', NAME).comment(1, '/migrate status');
  await world.settle();
  expect(registry.requests).toHaveLength(before);
}, 60_000);
