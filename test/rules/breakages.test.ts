import { describe, expect, test } from '@jest/globals';
import { KEEP_CLASSES } from '../../src/core/classes/index.js';
import { RULES } from '../../src/rules/index.js';
import { BREAKAGES } from './breakages.js';
import { planOne } from './warn-text.js';

describe('every breakage is answered', () => {
  test('the table holds all forty-eight, each once', () => {
    const ids = Array.from({ length: 48 }, (_, i) => `B${String(i + 1).padStart(2, '0')}`);
    expect(BREAKAGES.map(({ id }) => id)).toEqual(ids);
  });

  test('each names rules and classes that exist, at least one of them', () => {
    const rules = new Set(RULES.map(({ name }) => name));
    const classes = new Set(KEEP_CLASSES.map(({ name }) => name));
    for (const one of BREAKAGES) {
      expect(one.rules.length + one.classes.length).toBeGreaterThan(0);
      expect([one.id, one.rules.filter((name) => !rules.has(name))]).toEqual([one.id, []]);
      expect([one.id, one.classes.filter((name) => !classes.has(name))]).toEqual([one.id, []]);
    }
  });

  test('each rule answers at least one breakage, or says why a name cannot be put there', () => {
    const used = new Set(BREAKAGES.flatMap(({ rules }) => rules));
    const alone = ['image-input-to-text-model', 'target-name-unresolvable'];
    expect(RULES.map(({ name }) => name).filter((name) => !used.has(name) && !alone.includes(name))).toEqual([]);
  });

  test.each(BREAKAGES.map((one) => [one.id, one.what, one] as const))('%s: %s', async (_id, _what, one) => {
    const plan = await planOne(one.path, one.text);
    const mended = plan.decisions.flatMap(({ companions }) => companions.map(({ rule }) => rule));
    const said = [...plan.warnings.map(({ rule }) => rule), ...plan.decisions.map(({ rule }) => rule), ...mended];
    const answers = [...one.rules, ...one.classes, ...(one.companions ?? [])];
    expect({ said, answered: said.some((rule) => answers.includes(rule)) }).toEqual({ said, answered: true });
  });
});
