/** Every hit of a plain text search for the families' stems is in the ledger or among the look-alikes, exactly once. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createEngine, type Engine, formatOf } from '../../src/core/engine.js';
import { placeInFile } from '../../src/core/place-in-file.js';
import { scanFile } from '../../src/core/scan-file.js';
import { siteDescriber } from '../../src/core/site-at.js';
import type { SourceFile } from '../../src/core/source.js';
import { FORMATS } from '../../src/formats/index.js';
import { LANGUAGES } from '../../src/languages/index.js';
import { readBundledMigration } from '../../src/local/bundled-migrations.js';
import { createTreeReader } from '../../src/local/tree-reader.js';
import { planRepository } from '../../src/run-phase.js';
import { notebook, sourceFile } from '../core/planning.js';
import { runs } from './logic.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEMO = join(ROOT, 'demo/curriculum');
const CORPUS = join(process.env.CUTOVER_CORPUS ?? join(ROOT, '../shared/corpus'), 'tree');

const parsed = await readBundledMigration('2025-tier-1');
if (!parsed.ok) throw new Error('the bundled migration has faults');
const { migration } = parsed;
const engine = createEngine({ migration, formats: FORMATS, languages: LANGUAGES, rules: [] });

/** Hits whose first character is not in exactly one found place; and found places in which no hit begins. */
function missesIn(file: SourceFile, { oldNames, newNames, languageByName }: Engine): readonly string[] {
  const tables = { old: oldNames, new: newNames };
  const scanned = scanFile(file, formatOf(engine, file.path), tables, siteDescriber(languageByName));
  const spans = [...scanned.references, ...scanned.lookAlikes]
    .flatMap((one) => {
      const unit = scanned.units[one.unit];
      return unit === undefined ? [] : [placeInFile(file, unit, one.span).span];
    })
    .sort((a, b) => a.start - b.start);
  const misses: string[] = [];
  const covered = new Set<number>();
  let next = 0;
  for (const hit of file.text.matchAll(new RegExp(oldNames.stems, 'gi'))) {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= hit.index) next++;
    const over = spans.slice(next, next + 3).filter((span) => span.start <= hit.index && hit.index < span.end);
    for (let i = next; i < next + over.length; i++) covered.add(i);
    if (over.length !== 1) misses.push(`${file.path}:${hit.index} ${hit[0]} is found ${over.length} times`);
  }
  spans.forEach((span, index) => {
    if (!covered.has(index)) misses.push(`${file.path}:${span.start} holds no hit`);
  });
  return misses;
}

async function missesInFolder(folder: string): Promise<readonly string[]> {
  const misses: string[] = [];
  const problems: string[] = [];
  let files = 0;
  for await (const file of createTreeReader({ folder }).read(engine.oldNames.stems, (path) => problems.push(path))) {
    files++;
    misses.push(...missesIn(file, engine));
  }
  expect(problems).toEqual([]);
  expect(files).toBeGreaterThan(5);
  return misses;
}

describe('a plain text search', () => {
  test('finds nothing in the sample curriculum that is not found once', async () => {
    expect(await missesInFolder(DEMO)).toEqual([]);
  }, 60_000);

  (existsSync(CORPUS) ? test : test.skip)(
    'finds nothing in the curriculum beside the checkout either',
    async () => {
      expect(await missesInFolder(CORPUS)).toEqual([]);
    },
    60_000,
  );

  test('of what is found, each reference has one row of the ledger', async () => {
    const plan = await planRepository({ reader: createTreeReader({ folder: DEMO }), migration, phases: 'all' });
    for (const file of [...plan.phases.flatMap((phase) => phase.files), ...plan.outside]) {
      expect(
        file.rows
          .filter((row) => row.outcome !== 'companion')
          .map((row) => row.surface)
          .sort(),
      ).toEqual(file.references.map((reference) => reference.surface).sort());
    }
  });

  const STEMS = ['llama3.1', 'Llama 3.1', 'LLAMA_3_1', 'deepseek-r1', 'R1-Distill', 'Qwen2.5-Coder', 'nomic', 'llava'];
  const MORE = ['flux', 'FLUX.1', 'sdxl', 'Stable Diffusion', 'stable-diffusion-xl', 'meta-llama/', 'ollama', 'FLUX.2'];
  const GLUE = [
    ' ',
    '-',
    '_',
    '.',
    '/',
    ':',
    ':8b',
    ':70b',
    '-8B-Instruct',
    '8B',
    '(8B)',
    'x',
    '1',
    '\n',
    '"',
    '`',
    '#',
  ];
  const word = fc.constantFrom(...STEMS, ...MORE, ...GLUE, ...GLUE, 'models--', 'https://', '.md', '|', '{', ', ', 'é');
  const noise = fc.array(word, { minLength: 1, maxLength: 24 }).map((all) => all.join(''));

  test.each(['a.md', 'a.py', 'a.txt', 'a.sh', 'a.yaml', 'Dockerfile'])(
    'finds nothing in made-up text that is not found once: %s',
    (path) => {
      fc.assert(
        fc.property(noise, (text) => {
          expect(missesIn(sourceFile(path, text), engine)).toEqual([]);
        }),
        runs(150),
      );
    },
  );

  test('finds nothing in made-up notebooks that is not found once', () => {
    fc.assert(
      fc.property(noise, noise, noise, (code, said, shown) => {
        const outputs = [{ output_type: 'stream', name: 'stdout', text: [shown.replaceAll('\n', ' ')] }];
        const text = notebook({ type: 'code', source: code, outputs }, { type: 'markdown', source: said });
        expect(missesIn(sourceFile('a.ipynb', text), engine)).toEqual([]);
      }),
      runs(100),
    );
  });
});
