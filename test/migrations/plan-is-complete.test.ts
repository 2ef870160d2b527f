import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { parseMigration } from '../../src/core/migration-file.js';
import { factsOfMigration, factsOfPlan } from './plan-facts.js';

const FOLDER = new URL('../../migrations/', import.meta.url);
const read = (name: string) => readFile(new URL(name, FOLDER), 'utf8');
const plan = await read('2025-tier-1.plan.md');
const written = await read('2025-tier-1.yml');
const catalogue = await read('models.yml');
const said = factsOfPlan(plan);

/** What the plan says and the migration in `text` does not hold. */
function missing(text: string): readonly string[] {
  const parsed = parseMigration({
    migration: { path: 'm.yml', text },
    catalogue: { path: 'models.yml', text: catalogue },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const held = new Set(factsOfMigration(parsed.migration));
  return said.filter((fact) => !held.has(fact));
}

describe('the bundled migration against the plan it was written from', () => {
  test('the plan is read whole: ten rows, every bullet, six phases, six patterns and the rest', () => {
    const count = (start: string) => said.filter((fact) => fact.startsWith(start)).length;
    expect(count('table Primary Model Replacements')).toBe(10);
    expect(count('table Capability Reference')).toBe(11);
    expect(count('table Reasoning Model Comparison')).toBe(4);
    expect(count('table Estimated Impact')).toBe(7);
    expect(count('phase: ')).toBe(6);
    expect(count('section of ')).toBe(17);
    expect(count('pattern: ')).toBe(6);
    expect(count('code of ')).toBe(6);
    expect(count('notes: ')).toBe(2);
    expect(count('note of ')).toBe(6);
    expect(count('execution of ')).toBe(14);
    expect(count('covers: ')).toBe(4);
    expect(count('bullet of ')).toBe((plan.match(/^- \[ \]/gm)?.length ?? 0) - count('execution of '));
  });

  test('holds every row, bullet, pattern, note, phase, section and table of the plan, word for word', () => {
    expect(missing(written)).toEqual([]);
  });

  test('claims nothing in the plan’s name that the plan does not say', () => {
    const parsed = parseMigration({
      migration: { path: 'm.yml', text: written },
      catalogue: { path: 'models.yml', text: catalogue },
    });
    if (!parsed.ok) throw new Error('the migration does not parse');
    const plans = new Set(said);
    expect(factsOfMigration(parsed.migration).filter((fact) => !plans.has(fact))).toEqual([]);
  });

  // biome-ignore lint/suspicious/noExplicitAny: the parsed YAML is taken apart on purpose
  const losses: readonly (readonly [string, (value: any) => void, RegExp])[] = [
    ['a row of the matrix', (value) => value.matrix.splice(7, 1), /^table Primary Model Replacements: Vision \(OCR\)/],
    ['a cell of the matrix', (value) => (value.matrix[0].plan.notes = 'fast'), /1M context, 4x faster/],
    [
      'a row of the capability reference',
      (value) => value['capability-reference'].rows.pop(),
      /^table Capability Reference: qwen3-embedding:8b/,
    ],
    [
      'a bullet of a section',
      (value) => value.phases[3].sections[3].checklist.splice(2, 1),
      /^bullet of 4\.4: Add note: DeepSeek-R1 lacks tool calling$/,
    ],
    [
      'a bullet of a whole phase',
      (value) => value.phases[5].checklist.pop(),
      /^bullet of Phase 6: Performance expectations/,
    ],
    [
      'a word of a bullet',
      (value) => (value.phases[0].sections[0].checklist[0].text = 'Update "Pull Models" section'),
      /^bullet of 1\.1: Update "Pull Recommended Models" section$/,
    ],
    ['a section', (value) => value.phases[4].sections.splice(2, 1), /^section of Phase 5: 5\.3 module-4\.3-mlops\/$/],
    [
      'the mark of a section',
      (value) => delete value.phases[3].sections[4].mark,
      /^section of Phase 4: 4\.5 .*Partially done/,
    ],
    [
      'the title of a phase',
      (value) => (value.phases[1].title = 'Domain 1'),
      /^phase: Phase 2: Domain 1 - Platform Foundations$/,
    ],
    ['a pattern', (value) => value.patterns.splice(5, 1), /^pattern: Pattern 6: Agent Tool Calling \(CRITICAL\)$/],
    ['a line of a pattern', (value) => value.patterns[0].new.pop(), /^code of Pattern 1: /],
    [
      'a critical note',
      (value) => value['critical-notes'][0].items.pop(),
      /^note of Models WITHOUT Tool Calling: `deepseek-ocr`/,
    ],
    [
      'a row of the reasoning comparison',
      (value) => value['reasoning-comparison'].rows.shift(),
      /^table Reasoning Model Comparison: QwQ-32B/,
    ],
    ['a row of the estimate', (value) => value.impact.rows.pop(), /^table Estimated Impact: \*\*Total\*\*/],
    [
      'a line of the execution checklist',
      (value) => value.execution[2].items.splice(2, 1),
      /^execution of Post-Migration: Update any broken links$/,
    ],
    ['a line of what it covers', (value) => value.covers.shift(), /^covers: \*\*50\+/],
    ['the approval', (value) => (value.approval = 'None.'), /^approval: Approval needed/],
  ];

  test.each(losses)('misses %s when it is taken out of the YAML', (_what, lose, expected) => {
    const value = parse(written);
    lose(value);
    const gone = missing(stringify(value));
    expect(gone).toContainEqual(expect.stringMatching(expected));
  });

  test('a phase taken out leaves a gap in the numbers, which is an error of the file', () => {
    const value = parse(written);
    value.phases.splice(1, 1);
    const parsed = parseMigration({
      migration: { path: 'm.yml', text: stringify(value) },
      catalogue: { path: 'models.yml', text: catalogue },
    });
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.message)).toContainEqual(
      'Phases are numbered 1, 2, 3 without gaps; here stands 3',
    );
  });
});
