import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AskedName } from '../../src/core/registry-report.js';
import { manifestAddress } from '../../src/registries/ask-ollama.js';
import { makeAskRegistries } from '../../src/registries/ask-registries.js';
import { json, type RegistryServer, startRegistryServer } from './registry-server.js';

const MANIFEST = { schemaVersion: 2, config: { size: 500 }, layers: [{ size: 5_000_000_000 }, { size: 11_500 }] };
const FLUX = {
  id: 'black-forest-labs/FLUX.2-dev',
  lastModified: '2025-11-25T10:11:12.000Z',
  gated: 'auto',
  cardData: { license: 'other', license_name: 'flux-dev-non-commercial-license' },
};

let server: RegistryServer;
let time = Date.parse('2026-01-31T23:00:00Z');
beforeEach(async () => {
  time = Date.parse('2026-01-31T23:00:00Z');
  server = await startRegistryServer();
});
afterEach(() => server.stop());

function ask(timeout = 5000) {
  return makeAskRegistries({ ollamaUrl: server.url, huggingFaceUrl: server.url, timeout, now: () => time });
}

function ollama(name: string): AskedName {
  return { registry: 'ollama', name, model: name };
}

function hub(name: string): AskedName {
  return { registry: 'huggingface', name, model: name };
}

describe('a name in Ollama', () => {
  test('that is there has a manifest, whose layers are the download', async () => {
    server.answers.set('/v2/library/qwen3/manifests/8b', json(MANIFEST));
    expect(await ask()([ollama('qwen3:8b')])).toEqual([
      { registry: 'ollama', name: 'qwen3:8b', on: '2026-01-31', state: 'there', bytes: 5_000_012_000 },
    ]);
  });

  test('that is not there is missing', async () => {
    expect(await ask()([ollama('magistral-small-1.2')])).toMatchObject([{ state: 'missing' }]);
    expect(server.requests).toEqual(['GET /v2/library/magistral-small-1.2/manifests/latest']);
  });

  test.each([
    ['nemotron-3-nano', 'O/v2/library/nemotron-3-nano/manifests/latest'],
    ['somebody/model:7b', 'O/v2/somebody/model/manifests/7b'],
    [
      'hf.co/unsloth/Magistral-Small-2509-GGUF:UD-Q4_K_XL',
      'H/v2/unsloth/Magistral-Small-2509-GGUF/manifests/UD-Q4_K_XL',
    ],
    ['registry.example/a/b:c', undefined],
    ['a/../../admin', undefined],
    ['a:b:c', undefined],
    ['a b', undefined],
    ['', undefined],
  ])('%s has the address %s', (name, address) => {
    expect(manifestAddress(name, { ollamaUrl: 'O', huggingFaceUrl: 'H' })).toBe(address);
  });
});

describe('a repository on Hugging Face', () => {
  test('tells its date, access and licence', async () => {
    server.answers.set('/api/models/black-forest-labs/FLUX.2-dev', json(FLUX));
    expect(await ask()([hub('black-forest-labs/FLUX.2-dev')])).toMatchObject([
      { state: 'there', updated: '2025-11-25', gated: true, licence: 'flux-dev-non-commercial-license' },
    ]);
  });

  test('tells its licence in a tag where the card has none', async () => {
    server.answers.set('/api/models/a/b', json({ id: 'a/b', gated: false, tags: ['text', 'license:mit'] }));
    expect(await ask()([hub('a/b')])).toMatchObject([{ state: 'there', gated: false, licence: 'mit' }]);
  });

  test('that does not exist is answered with 401 to strangers', async () => {
    server.answers.set('/api/models/Qwen/Qwen3-8B-Instruct', json({ error: 'Invalid username or password.' }, 401));
    expect(await ask()([hub('Qwen/Qwen3-8B-Instruct')])).toMatchObject([{ state: 'missing' }]);
  });

  test.each(['a/b/c', '../secrets', 'a/b?x=1', 'a b'])('of the name %s is not asked for', async (name) => {
    expect(await ask()([hub(name)])).toMatchObject([{ state: 'unreachable', why: 'the name is none of the Hub' }]);
    expect(server.requests).toEqual([]);
  });
});

describe('no answer is an answer', () => {
  test.each([
    ['a server error', json({}, 503), 'it answers 503'],
    ['a wish for fewer requests', json({}, 429), 'it asks to be asked less'],
    ['a page that is no JSON', (response) => response.end('<html>'), 'it answers something else'],
    ['a closed connection', (response) => response.destroy(), 'no connection'],
  ] satisfies readonly (readonly [string, ReturnType<typeof json>, string])[])('%s', async (_, answer, why) => {
    server.answers.set('/v2/library/a/manifests/latest', answer);
    expect(await ask()([ollama('a')])).toMatchObject([{ state: 'unreachable', why }]);
  });

  test('silence', async () => {
    server.answers.set('/v2/library/a/manifests/latest', () => {});
    expect(await ask(50)([ollama('a')])).toMatchObject([{ state: 'unreachable', why: 'no answer in time' }]);
  });

  test('an answer without end', async () => {
    server.answers.set('/v2/library/a/manifests/latest', (response) => {
      const more = () => {
        while (response.write('x'.repeat(100_000)));
      };
      response.on('drain', more);
      more();
    });
    expect(await ask()([ollama('a')])).toMatchObject([{ state: 'unreachable', why: 'it answers something else' }]);
  });

  test('a registry that fails again and again is left alone, the other is asked on', async () => {
    const names = Array.from({ length: 20 }, (_, n) => ollama(`model-${n}`));
    for (const { name } of names) server.answers.set(`/v2/library/${name}/manifests/latest`, json({}, 500));
    server.answers.set('/api/models/a/b', json({ id: 'a/b' }));
    const report = await ask()([...names, hub('a/b')]);
    expect(server.requests.length).toBeLessThan(10);
    expect(report).toHaveLength(21);
    expect(report.at(-1)).toMatchObject({ state: 'there' });
    expect(report.at(-2)).toMatchObject({ state: 'unreachable', why: 'it did not answer before' });
  });

  test('a registry that was left alone is asked again later, for every name', async () => {
    const names = Array.from({ length: 20 }, (_, n) => ollama(`model-${n}`));
    for (const { name } of names) server.answers.set(`/v2/library/${name}/manifests/latest`, json({}, 500));
    const asking = ask();
    await asking(names);
    await asking(names);
    for (const { name } of names) server.answers.set(`/v2/library/${name}/manifests/latest`, json(MANIFEST));
    time += 11 * 60_000;
    expect(new Set((await asking(names)).map(({ state }) => state))).toEqual(new Set(['there']));
  });
});

describe('politeness', () => {
  test('asks a few at a time, in the order of the names', async () => {
    const names = Array.from({ length: 30 }, (_, n) => ollama(`model-${n}`));
    for (const { name } of names) server.answers.set(`/v2/library/${name}/manifests/latest`, json(MANIFEST));
    expect((await ask()(names)).map(({ name }) => name)).toEqual(names.map(({ name }) => name));
    expect(server.most()).toBeLessThanOrEqual(4);
  });

  test('asks for a name once a day, also for callers at the same time', async () => {
    server.answers.set('/v2/library/a/manifests/latest', json(MANIFEST));
    const asking = ask();
    await Promise.all([asking([ollama('a')]), asking([ollama('a')])]);
    time += 23 * 60 * 60_000;
    await asking([ollama('a')]);
    expect(server.requests).toHaveLength(1);
    time += 2 * 60 * 60_000;
    expect(await asking([ollama('a')])).toMatchObject([{ on: '2026-02-02' }]);
    expect(server.requests).toHaveLength(2);
  });

  test('keeps what was known while a registry does not answer, and asks again soon', async () => {
    server.answers.set('/v2/library/a/manifests/latest', json(MANIFEST));
    const asking = ask();
    await asking([ollama('a')]);
    time += 25 * 60 * 60_000;
    server.answers.set('/v2/library/a/manifests/latest', json({}, 500));
    expect(await asking([ollama('a')])).toMatchObject([{ state: 'there', on: '2026-01-31' }]);
    time += 11 * 60_000;
    server.answers.set('/v2/library/a/manifests/latest', json({}, 404));
    expect(await asking([ollama('a')])).toMatchObject([{ state: 'missing', on: '2026-02-02' }]);
  });

  test('asks again for a name without an answer after ten minutes', async () => {
    server.answers.set('/v2/library/a/manifests/latest', json({}, 500));
    const asking = ask();
    await asking([ollama('a')]);
    await asking([ollama('a')]);
    expect(server.requests).toHaveLength(1);
    time += 11 * 60_000;
    server.answers.set('/v2/library/a/manifests/latest', json(MANIFEST));
    expect(await asking([ollama('a')])).toMatchObject([{ state: 'there' }]);
  });
});
