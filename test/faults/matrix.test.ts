/**
 * A part of the matrices that `npm run faults` runs whole. Of the first: every other request with its answer lost, the others with another
 * fault in turn. Of the others: every other write, the last one too, with its answer lost or the process killed in turn.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadMigration } from '../../src/app/load-migration.js';
import type { Migration } from '../../src/core/migration.js';
import { INJURIES } from './faults.js';
import { type Cell, cellsOf, renderMatrix, runCells, runUndisturbed, type Undisturbed } from './matrix.js';
import { scenarios } from './scenarios/index.js';

const LOST = 'drop after';
/** Those that do not cost seconds each; the whole matrix has all of them. */
const OTHERS = Object.keys(INJURIES).filter((name) => ![LOST, '401', '403 secondary', 'stall'].includes(name));
const PATIENCE = 600_000;

describe.each(scenarios)('where $about', (scenario) => {
  let migration: Migration;
  let undisturbed: Undisturbed;
  beforeAll(async () => {
    migration = await loadMigration('2025-tier-1');
    undisturbed = await runUndisturbed(scenario, migration);
  }, PATIENCE);

  test(
    'GitHub comes to the same whichever request is disturbed',
    async () => {
      const cells = scenario.name === 'phase' ? everyRequest(undisturbed) : everyOtherWrite(undisturbed);
      const results = await runCells(undisturbed, cells);
      const wrong = results.filter(({ verdict }) => verdict === 'different' || verdict === 'not reached');
      if (wrong.length > 0) throw new Error(`${renderMatrix(wrong)}\n\n${wrong.map(({ why }) => why).join('\n')}`);
      expect(results.filter(({ verdict }) => verdict === 'same').length).toBeGreaterThan(cells.length / 2);
    },
    PATIENCE,
  );
});

function everyRequest(undisturbed: Undisturbed): readonly Cell[] {
  const lost = cellsOf(undisturbed, [LOST], ['plain']).filter((_, at) => at % 2 === 1);
  const turns = undisturbed.requests.flatMap((_, at) => {
    if (at % 2 === 1) return [];
    const injury = OTHERS[(at / 2) % OTHERS.length] ?? LOST;
    return cellsOf(undisturbed, [injury], [at % 4 === 0 ? 'repeating' : 'plain']).slice(at, at + 1);
  });
  return [...lost, ...turns];
}

/** Tokens are no writes. */
function everyOtherWrite(undisturbed: Undisturbed): readonly Cell[] {
  const { requests } = undisturbed;
  const writes = requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/access_tokens'));
  const some = writes.filter((_, at) => (writes.length - at) % 2 === 1);
  return some.flatMap((key, nth) => {
    const injury = nth % 2 === 0 ? LOST : 'kill after';
    return cellsOf(undisturbed, [injury], ['plain']).filter((cell) => cell.key === key);
  });
}
