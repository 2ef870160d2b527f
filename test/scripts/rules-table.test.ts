import { describe, expect, test } from '@jest/globals';
import { classRows, warningRows } from '../../scripts/generate-rules-table.js';

describe('no rule without a reason to be', () => {
  test('every class and every warning has a fixture in which it holds', () => {
    const bare = [...classRows(), ...warningRows()].filter(({ fixtures }) => fixtures.holds.length === 0);
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  test('one that never spoke in a real curriculum has a fixture in which it must not, too', () => {
    const quiet = [...classRows(), ...warningRows()].filter(({ fired }) => fired === 0);
    expect(quiet.filter(({ fixtures }) => fixtures.not.length === 0).map(({ name }) => name)).toEqual([]);
  });
});
