/**
 * A megabyte without a line feed, or of nothing but line feeds. How long it takes is measured by bench/adversarial.ts; what is counted here
 * is the text that the classes and rules are asked about, and the places that the languages are asked for: neither grows with the file.
 */
import { expect, test } from '@jest/globals';
import { findNames } from '../../src/core/find-names.js';
import { tabulateNames } from '../../src/core/name-table.js';
import { linesAround, lineWithoutNames, placeOf } from '../../src/core/place.js';
import { scanFile } from '../../src/core/scan-file.js';
import { siteDescriber } from '../../src/core/site-at.js';
import { markdownTree, pythonTree } from '../../src/core/syntax.js';
import { FORMATS } from '../../src/formats/index.js';
import { planText, sourceFile } from '../core/planning.js';
import { SMALL_CATALOGUE, smallMigration } from '../core/small-migration.js';

const PIECES = [' ', '"', '`', '#', '[', '1', '1,', '-', '- ', '(', '\\', '<', '\n', 'alder', 'é', 'a/', 'a_', '[a]('];
const tables = { old: tabulateNames(SMALL_CATALOGUE, 'old'), new: tabulateNames(SMALL_CATALOGUE, 'new') };

function megabyte(piece: string): string {
  return piece.repeat(Math.ceil(1_000_000 / piece.length));
}

test.each(PIECES)('a name among a megabyte of %j is asked about with a few lines of its own', (piece) => {
  const text = `${megabyte(piece)} alder2:7b ${megabyte(piece)}`;
  const plain = FORMATS.at(-1);
  if (plain === undefined) throw new Error('no formats');
  let asked = 0;
  const languages = new Map([
    [
      'plain',
      {
        name: 'plain',
        aliases: [],
        open: () => ({
          at() {
            asked++;
            return { layer: { language: 'plain' as const } };
          },
        }),
      },
    ],
  ]);
  const scanned = scanFile(sourceFile('a.txt', text), plain, tables, siteDescriber(languages));
  const reference = scanned.references.find((one) => one.surface === 'alder2:7b');
  if (reference === undefined) throw new Error('the name was not found');
  const place = placeOf(reference, { ...scanned, migration: smallMigration() });
  expect(asked).toBe(scanned.references.length);
  expect(place.line.length).toBeLessThan(2100);
  expect(place.line.slice(place.inLine.start, place.inLine.end)).toBe('alder2:7b');
  expect(lineWithoutNames(place).length).toBeLessThan(2100);
  expect(linesAround(place, 2, 6).join('\n').length).toBeLessThan(11_000);
});

test('the search for names ends on a long run of almost-names', () => {
  for (const piece of ['alder', 'alder2', 'alder-2-', 'grove/', 'finch_', 'models--'])
    expect(Array.isArray(findNames(megabyte(piece).slice(0, 300_000), tables.old))).toBe(true);
});

test('the grammars end on what makes them go back over it: blanks, half-open links, a run of one sign', () => {
  expect(markdownTree(`a${megabyte(' ')}b`).length).toBe(1_000_002);
  expect(markdownTree(`a ${megabyte('[a](')}`).length).toBe(1_000_002);
  expect(pythonTree(`a ${megabyte('<')}`).length).toBe(1_000_002);
});

test('a value that one line prints again and again is followed to its end', () => {
  const { after } = planText('a.py', `M = "alder2:7b"\nprint(${'M, '.repeat(200_000)})\n`);
  expect(after.startsWith('M = "alder2:7b')).toBe(false);
});
