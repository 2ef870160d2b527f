/** A migration and a catalogue may come from a repository that nobody knows. */
import { describe, expect, test } from '@jest/globals';
import { createEngine } from '../../src/core/engine.js';
import { NO_PRIOR } from '../../src/core/history.js';
import { NO_INCUMBENTS } from '../../src/core/incumbents.js';
import { parseMigration } from '../../src/core/migration-file.js';
import { planFile } from '../../src/core/plan-file.js';
import { FORMATS } from '../../src/formats/index.js';
import { LANGUAGES } from '../../src/languages/index.js';
import { RULES } from '../../src/rules/index.js';
import { CATALOGUE, MIGRATION } from './migration-file-fixture.js';

function parse(migration = MIGRATION, catalogue = CATALOGUE) {
  return parseMigration({
    migration: { path: 'm.yml', text: migration },
    catalogue: { path: 'c.yml', text: catalogue },
  });
}

function problems(migration?: string, catalogue?: string): readonly string[] {
  const parsed = parse(migration, catalogue);
  return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
}

function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}

describe('what has an end', () => {
  test.each([
    [
      'entries of a list',
      MIGRATION.replace('fixtures: []', `fixtures: [${repeat(501, (n) => `"f${n}",`)}]`),
      'at most 500 entries',
    ],
    ['characters of a text', MIGRATION.replace('A small plan', 'x'.repeat(10_001)), 'at most 10000 characters'],
    ['characters of an id', MIGRATION.replace('id: small', `id: ${'x'.repeat(61)}`), 'at most 60 characters'],
    ['characters of a glob', MIGRATION.replace('"docs/**"', `"${'x'.repeat(401)}"`), 'at most 400 characters'],
    [
      'phases',
      MIGRATION.replace(
        /phases:[\s\S]*approval/,
        `phases:\n${repeat(100, (n) => `  - {number: ${n + 1}, title: a, sections: [{id: s${n}, title: a, scope: {include: ["a"]}}]}\n`)}approval`,
      ),
      'at most 99 entries',
    ],
    [
      'globs in all',
      MIGRATION.replace(
        'checklist:',
        `checklist:\n${repeat(5, (n) => `          - {text: a, met-by: report, files: [${repeat(450, (m) => `"f${n}x${m}",`)}]}\n`)}`,
      ),
      'at most 2000 globs',
    ],
  ])('%s', (_, migration, said) => {
    expect(migration).not.toBe(MIGRATION);
    expect(problems(migration).join('\n')).toContain(said);
  });

  test.each([
    [
      'names',
      CATALOGUE.replace('variants: [chat]', `variants: [${repeat(501, (n) => `v${n},`)}]`),
      'at most 500 entries',
    ],
    ['stems', CATALOGUE.replace('stems: [ada]', `stems: [${repeat(21, (n) => `ada${n},`)}]`), 'at most 20 entries'],
    ['characters of a name', CATALOGUE.replace('Ada 7B', 'x'.repeat(201)), 'at most 200 characters'],
    [
      'families',
      CATALOGUE.replace(
        'models:',
        `${repeat(100, (n) => `  f${n}: {side: old, display: [F${n}], stems: [fam${n}], organisations: [], variants: [], not-names: []}\n`)}models:`,
      ),
      'at most 100',
    ],
  ])('%s of a catalogue', (_, catalogue, said) => {
    expect(catalogue).not.toBe(CATALOGUE);
    expect(problems(undefined, catalogue).join('\n')).toContain(said);
  });

  test.each(['a', 'ad', '""', '"a--b"', '"ada "', '"(a+)+$"', '".*"', '"a|b"', '"\\n\\n\\n"'])(
    'a stem is no %s',
    (stem) => {
      expect(problems(undefined, CATALOGUE.replace('stems: [ada]', `stems: [${stem}]`)).join('\n')).toContain(
        'tem has three',
      );
    },
  );
});

test('what reads as an expression is a word', () => {
  const hostile = '(a+)+$';
  const catalogue = CATALOGUE.replace(
    'organisations: [adas]',
    `organisations: ["${hostile}"]\n    vendor: "${hostile}"`,
  )
    .replace('not-names: []', `not-names: ["${hostile}", "AdaPipeline("]`)
    .replace('variants: [chat]', `variants: ["${hostile}", "["]`)
    .replace('display: [Ada 7B]', `display: [Ada 7B, "Ada ${hostile}"]`);
  const migration = MIGRATION.replace(
    'met-by: rewrite\n            models: ["ada:7b"]',
    `met-by: report\n            look-for: ["${hostile}", "["]`,
  );
  const parsed = parse(migration, catalogue);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const engine = createEngine({ migration: parsed.migration, formats: FORMATS, languages: LANGUAGES, rules: RULES });
  const text = `Use ada:7b, by ${'a'.repeat(20_000)}!\n\n\`\`\`bash\nollama pull ada:7b # ${'a'.repeat(20_000)}!\n\`\`\`\n`;
  const file = { path: 'guide/a.md', mode: '100644' as const, blob: '', size: text.length, text };
  const plan = planFile(file, engine, { prior: NO_PRIOR, inFile: NO_INCUMBENTS, inModule: NO_INCUMBENTS });
  expect(plan.after.includes('ollama pull bob:9b')).toBe(true);
});

describe('a text made to have many faults is answered', () => {
  test.each([
    ['unknown keys', repeat(5000, (n) => `key${n}: 1\n`)],
    ['keys that stand twice', 'a: 1\n'.repeat(20_000)],
    ['unknown models', `matrix:\n${repeat(50, (n) => `- from: [${repeat(100, (m) => `m${n}x${m},`)}]\n`)}`],
    ['brackets', '['.repeat(50_000)],
    ['maps in maps', 'a: '.concat('{a: '.repeat(20_000))],
    ['aliases of aliases', `a: &a [${'x,'.repeat(99)}]\nb: &b [${'*a,'.repeat(99)}]\nc: [${'*b,'.repeat(99)}]\n`],
  ])(
    '%s',
    (_, text) => {
      expect(problems(text).length).toBeGreaterThan(0);
    },
    30_000,
  );
});
