import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../../src/core/decision.js';
import { sliceMap } from '../../src/core/embedded-text.js';
import { createEngine } from '../../src/core/engine.js';
import type { Format } from '../../src/core/format.js';
import { scanFile } from '../../src/core/scan-file.js';
import { siteDescriber } from '../../src/core/site-at.js';
import { verifyFile } from '../../src/core/verify.js';
import { sourceFile } from './planning.js';
import { smallMigration } from './small-migration.js';

const TEXT = 'alder2:7b and alder2:60b\n';

/** A format over whole texts that finds fault with a result that contains `bad`. */
function pickyFormat(bad: string): Format {
  return {
    name: 'picky',
    claims: () => true,
    open: (file) => ({
      units: [{ index: 0, language: 'plain', text: file.text, map: sliceMap(0, file.text.length) }],
      shielded: [],
    }),
    splice: (_file, unit, span, insert) => [{ span, expected: unit.text.slice(span.start, span.end), insert }],
    compare: (_before, after) => (after.includes(bad) ? [`it contains ${bad}`] : []),
  };
}

const engine = createEngine({ migration: smallMigration(), formats: [pickyFormat('')], languages: [], rules: [] });

function rewrite(start: number, surface: string, to: string, group: string, insert = to): Decision {
  return {
    references: [0],
    outcome: 'rewrite',
    rule: 'exact-id',
    reason: 'r',
    evidence: [],
    to: [to],
    candidates: [],
    companions: [],
    edits: [{ span: { start, end: start + surface.length }, expected: surface, insert }],
    group,
  };
}

function verify(bad: string, decisions: readonly Decision[], left: readonly Decision[] = []) {
  const file = sourceFile('a.txt', TEXT);
  const tables = { old: engine.oldNames, new: engine.newNames };
  const scanned = scanFile(file, pickyFormat(bad), tables, siteDescriber(engine.languageByName));
  return verifyFile(scanned, decisions, engine, () => left);
}

const small = rewrite(0, 'alder2:7b', 'birch:9b', 'a');
const large = rewrite(14, 'alder2:60b', 'oak:30b', 'b');

describe('verifying the edits of a file', () => {
  test('proved edits are applied', () => {
    const { after, problems, decisions } = verify('nothing', [small, large]);
    expect(after).toBe('birch:9b and oak:30b\n');
    expect(problems).toEqual([]);
    expect(decisions).toEqual([small, large]);
  });

  test.each([
    ['an old name', 'alder2:60b'],
    ['a new name that is not known to resolve', 'birch:9b-made_up'],
  ])('a companion that would bring %s drops its decision', (_what, to) => {
    const span = { start: 10, end: 13 };
    const companion = { unit: 0, span, surface: 'and', to, rule: 'r', reason: 'r' };
    const { after, decisions } = verify('nothing', [
      { ...small, companions: [companion], edits: [...small.edits, { span, expected: 'and', insert: to }] },
    ]);
    expect(after).toBe(TEXT);
    expect(decisions).toMatchObject([{ outcome: 'ask', rule: 'not-verified' }]);
    expect(decisions[0]?.reason).toContain(to);
  });

  test.each(['24 GB', 'Wren2Pipeline', 'birch:9b'])('a companion that brings %s is made', (to) => {
    const span = { start: 10, end: 13 };
    const companion = { unit: 0, span, surface: 'and', to, rule: 'r', reason: 'r' };
    const edits = [...small.edits, { span, expected: 'and', insert: to }];
    expect(verify('nothing', [{ ...small, companions: [companion], edits }]).after).toContain(to);
  });

  test('one that breaks the file is asked instead, the others stay', () => {
    const { after, decisions } = verify('oak', [small, large]);
    expect(after).toBe('birch:9b and alder2:60b\n');
    expect(decisions).toMatchObject([
      { outcome: 'rewrite' },
      { outcome: 'ask', rule: 'not-verified', candidates: ['oak:30b'], edits: [] },
    ]);
    expect(decisions[1]?.reason).toContain('it contains oak');
  });

  test('a group falls whole when one of its edits does', () => {
    const { after, decisions } = verify('oak', [small, { ...large, group: 'a' }]);
    expect(after).toBe(TEXT);
    expect(decisions.map((decision) => decision.outcome)).toEqual(['ask', 'ask']);
  });

  test('edits that overlap are not both made', () => {
    const { after, decisions } = verify('nothing', [small, rewrite(7, '7b and', 'oak:30b', 'c')]);
    expect(after).toBe('birch:9b and alder2:60b\n');
    expect(decisions.map((decision) => decision.outcome)).toEqual(['rewrite', 'ask']);
  });

  test('an edit that expects another text is not made', () => {
    expect(verify('nothing', [rewrite(1, 'alder2:7b', 'birch:9b', 'a')]).after).toBe(TEXT);
  });

  test('a name that the catalogue does not hold is never inserted', () => {
    const { after, decisions } = verify('nothing', [rewrite(0, 'alder2:7b', 'birch:9b-instruct', 'a')]);
    expect(after).toBe(TEXT);
    expect(decisions[0]?.reason).toContain('not a name that the catalogue knows');
  });

  test('a result that would be rewritten again is left alone and reported', () => {
    const { after, decisions, problems } = verify('nothing', [small], [small]);
    expect(after).toBe(TEXT);
    expect(decisions).toMatchObject([{ outcome: 'ask' }]);
    expect(problems).toEqual([]);
  });
});
