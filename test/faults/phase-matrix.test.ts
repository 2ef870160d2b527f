/** A part of the matrix that `npm run faults` runs whole: every other request with its answer lost, the others with another fault in turn. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Migration } from '../../src/core/migration.js';
import { INJURIES } from './faults.js';
import { cellsOf, renderMatrix, runCells, runUndisturbed, type Undisturbed } from './phase-matrix.js';
import { loadScenario } from './phase-scenario.js';

const LOST = 'drop after';
/** Those that do not cost seconds each; the whole matrix has all of them. */
const OTHERS = Object.keys(INJURIES).filter((name) => ![LOST, '401', '403 secondary', 'stall'].includes(name));
const PATIENCE = 600_000;

describe('a phase from the installation to the answer', () => {
  let migration: Migration;
  let undisturbed: Undisturbed;
  beforeAll(async () => {
    migration = await loadScenario();
    undisturbed = await runUndisturbed(migration);
  }, PATIENCE);

  test('comes to one of each when nothing disturbs it', () => {
    const { trackingIssues, pullRequests, checkRuns, commits, refs } = undisturbed.state;
    expect([trackingIssues.length, pullRequests.length, checkRuns.length]).toEqual([1, 1, 1]);
    expect(commits).toEqual([1]);
    expect(Object.keys(refs)).toHaveLength(2);
    expect(undisturbed.requests.length).toBeGreaterThan(30);
  });

  test(
    'comes to the same whichever request is disturbed',
    async () => {
      const lost = cellsOf(undisturbed, [LOST], ['plain']).filter((_, at) => at % 2 === 1);
      const turns = undisturbed.requests.flatMap((_, at) => {
        if (at % 2 === 1) return [];
        const injury = OTHERS[(at / 2) % OTHERS.length] ?? LOST;
        return cellsOf(undisturbed, [injury], [at % 4 === 0 ? 'repeating' : 'plain']).slice(at, at + 1);
      });
      const results = await runCells(migration, undisturbed, [...lost, ...turns]);
      const wrong = results.filter(({ verdict }) => verdict === 'different' || verdict === 'not reached');
      if (wrong.length > 0) throw new Error(`${renderMatrix(wrong)}\n\n${wrong.map(({ why }) => why).join('\n')}`);
      expect(results.filter(({ verdict }) => verdict === 'same').length).toBeGreaterThan(30);
    },
    PATIENCE,
  );
});
