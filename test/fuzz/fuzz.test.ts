/**
 * What strangers can send: commands, configurations, webhooks, notebooks. Any of them is read to the end, or refused in words; none ends
 * the process. `npm run fuzz` tries many; `FUZZ_RUNS` and `FUZZ_SEED` say how many and which.
 */
import { createHmac } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EXAMPLE } from '../../scripts/generate-configuration.js';
import { commands } from '../../src/app/commands/index.js';
import { MOST_COMMANDS, parseCommands } from '../../src/app/parse-command.js';
import { applyConfiguration } from '../../src/core/configuration-apply.js';
import { parseConfiguration } from '../../src/core/configuration-file.js';
import { createEngine } from '../../src/core/engine.js';
import { NO_PRIOR } from '../../src/core/history.js';
import { findIncumbents, NO_INCUMBENTS } from '../../src/core/incumbents.js';
import { planFile } from '../../src/core/plan-file.js';
import { FORMATS } from '../../src/formats/index.js';
import { LANGUAGES } from '../../src/languages/index.js';
import { RULES } from '../../src/rules/index.js';
import { smallMigration } from '../core/small-migration.js';
import { startWorld } from '../e2e/loopback-world.js';
import { faultyTexts, faultyValues, texts } from './inputs.js';

const RUNS = Number(process.env.FUZZ_RUNS ?? 300);
const SEED = Number(process.env.FUZZ_SEED ?? 20_251_123);
const PATIENCE = 60_000 + RUNS * 100;

const tried = new Map<string, number>();
afterAll(() => {
  for (const [what, count] of tried) process.stdout.write(`fuzz: ${count} ${what} tried, none failed\n`);
});

/** Tries inputs and counts them. */
function tryAll<T>(what: string, inputs: fc.Arbitrary<T>, check: (input: T) => void): void {
  let count = 0;
  fc.assert(
    fc.property(inputs, (input) => {
      count++;
      check(input);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  tried.set(what, (tried.get(what) ?? 0) + count);
}

const migration = smallMigration();

test(
  'comments',
  () => {
    const pieces = [
      '/migrate',
      ' ',
      'phase-',
      '4',
      'all confirm',
      '\n',
      '\r\n',
      '\n\n',
      '```',
      '~~~',
      '> ',
      '- ',
      '1. ',
      '<!--',
      '-->',
    ];
    const more = [
      '<pre>',
      '</pre>',
      '<div>',
      '`',
      '``',
      '*',
      '|',
      '---',
      '    ',
      '\t',
      '[a](',
      '[a]: ',
      '\0',
      '\u2028',
      '🙂',
      '\ud800',
    ];
    tryAll('comments', texts([...pieces, ...pieces, ...more], 80), (body) => {
      const found = parseCommands(body, commands);
      expect(found.length).toBeLessThanOrEqual(MOST_COMMANDS + 1);
      const lines = body.split(/\r\n|\n|\r/);
      for (const { line } of found) expect(/^ {0,3}\/migrate/i.test(lines[line - 1] ?? '')).toBe(true);
    });
  },
  PATIENCE,
);

test(
  'configurations',
  () => {
    const pieces = [
      '\n',
      '  ',
      '- ',
      ': ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '&a ',
      '*a',
      '#',
      '!!map ',
      '|',
      '>',
      '---\n',
      '\t',
      '*',
      '**/',
      '\0',
    ];
    const keys = ['migration', 'choose', 'model', 'take', 'keep', 'paths', 'limits', 'draft', 'phases', 'labels'].map(
      (key) => `${key}: `,
    );
    const inputs = fc.oneof(faultyTexts(EXAMPLE, [...pieces, ...keys]), texts([...pieces, ...keys], 60));
    tryAll('configurations', inputs, (text) => {
      const parsed = parseConfiguration({ path: 'c.yml', text, migrationIds: ['small'] });
      const result = parsed.ok ? applyConfiguration(parsed.configuration, migration) : parsed;
      expect(result.ok || (result.problems.length > 0 && result.problems.length <= 100)).toBe(true);
    });
  },
  PATIENCE,
);

test(
  'notebooks',
  () => {
    const engine = createEngine({ migration, formats: FORMATS, languages: LANGUAGES, rules: RULES });
    const cells = [
      { cell_type: 'markdown', id: 'a', metadata: {}, source: ['# Lab\n', 'Uses `llama3.1:8b`.'] },
      {
        cell_type: 'code',
        id: 'b',
        execution_count: 1,
        metadata: {},
        outputs: [{ output_type: 'stream', name: 'stdout', text: ['llama3.1:8b\n'] }],
        source: 'ollama.chat(model="llama3.1:8b")',
      },
    ];
    const sound = {
      cells,
      metadata: { kernelspec: { name: 'python3', language: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    };
    const text = JSON.stringify(sound, null, 1);
    const pieces = [
      '"',
      '\\',
      '\\u0000',
      '\\ud83d',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      'null',
      'llama3.1:8b',
      '"source": ',
      '"cells": ',
      '\n',
      '\ufeff',
      '\0',
      '1e999',
    ];
    const inputs = fc.oneof(
      faultyTexts(text, pieces),
      faultyValues(sound).map((value) => JSON.stringify(value) ?? ''),
      texts(pieces, 40),
    );
    tryAll('notebooks', inputs, (written) => {
      const file = { path: 'docs/lab.ipynb', mode: '100644' as const, blob: '', size: written.length, text: written };
      const plan = planFile(file, engine, {
        prior: NO_PRIOR,
        inFile: findIncumbents(file, engine),
        inModule: NO_INCUMBENTS,
      });
      // What is changed was a notebook, and is one afterwards.
      if (plan.after !== written)
        expect(() => [
          JSON.parse(written.replace(/^\ufeff/, '')),
          JSON.parse(plan.after.replace(/^\ufeff/, '')),
        ]).not.toThrow();
    });
  },
  PATIENCE,
);

describe('webhooks', () => {
  const account = { id: 5, login: 'ada', type: 'User' };
  const repository = {
    id: 11,
    name: 'course',
    full_name: 'octo/course',
    owner: { id: 6, login: 'octo' },
    default_branch: 'main',
  };
  const pull = {
    number: 2,
    merged: true,
    html_url: 'https://github.example/2',
    head: { ref: 'cutover/2025-tier-1/phase-4', sha: 'a'.repeat(40), repo: { id: 11 } },
    base: { ref: 'main' },
  };
  const common = { installation: { id: 3 }, repository, sender: account };
  const SOUND: readonly (readonly [string, object])[] = [
    [
      'issue_comment',
      {
        ...common,
        action: 'created',
        comment: { id: 9, body: '/migrate phase-4', user: account },
        issue: { number: 1, performed_via_github_app: { id: 7 }, user: account },
      },
    ],
    ['pull_request', { ...common, action: 'closed', pull_request: pull }],
    [
      'pull_request',
      { ...common, action: 'synchronize', pull_request: { ...pull, head: { ...pull.head, ref: 'topic' } } },
    ],
    ['installation', { ...common, action: 'created', repositories: [repository] }],
    [
      'installation_repositories',
      { ...common, action: 'added', repositories_added: [repository], repositories_removed: [] },
    ],
    ['check_run', { ...common, action: 'rerequested', check_run: { id: 1 } }],
    ['ping', { zen: 'a', hook_id: 1 }],
  ];

  test(
    'are answered, whatever they hold, and the server goes on',
    async () => {
      const world = await startWorld();
      const send = (event: string, body: string, signature: string) =>
        fetch(world.server.webhookUrl, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-github-event': event,
            'x-github-delivery': crypto.randomUUID(),
            'x-hub-signature-256': signature,
          },
          body,
        });
      const sign = (body: string) =>
        `sha256=${createHmac('sha256', world.github.app.webhookSecret).update(body).digest('hex')}`;
      const payload = fc.constantFrom(...SOUND).chain(([event, value]) =>
        fc.record({
          event: fc.oneof(
            { arbitrary: fc.constant(event), weight: 9 },
            fc.constantFrom('issues', 'nonesuch', '__proto__', 'toString'),
          ),
          body: fc.oneof(
            { arbitrary: faultyValues(value).map((made) => JSON.stringify(made) ?? ''), weight: 6 },
            faultyTexts(JSON.stringify(value), ['"', '{', '\\', '\0']),
          ),
          forged: fc.integer({ min: 0, max: 19 }).map((one) => one === 0),
        }),
      );
      let count = 0;
      try {
        await fc.assert(
          fc.asyncProperty(payload, async ({ event, body, forged }) => {
            count++;
            const { status } = await send(event, body, forged ? `sha256=${'0'.repeat(64)}` : sign(body));
            expect(status).toBeGreaterThanOrEqual(200);
            if (forged) expect(status).toBe(400);
          }),
          { numRuns: RUNS, seed: SEED },
        );
        await world.server.idle();
        expect((await fetch(`${world.server.url}/healthz`)).status).toBe(200);
        tried.set('webhooks', count);
      } finally {
        world.github.clearViolations();
        await world.stop();
      }
    },
    PATIENCE,
  );
});
