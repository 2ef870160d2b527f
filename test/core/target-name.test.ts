import { describe, expect, test } from '@jest/globals';
import type { Model } from '../../src/core/model.js';
import { insertableNames, targetName } from '../../src/core/target-name.js';

function served(...names: readonly string[]): Model {
  return {
    id: 'birch:9b',
    family: 'birch',
    side: 'new',
    display: ['Birch 9B'],
    otherNames: { api: names },
    capabilities: {},
    numbers: {},
    facts: {},
  };
}

describe('the name at an interface keeps the route that clients put before it', () => {
  const named = {
    family: 'alder2',
    models: ['alder2:7b'],
    strength: 'exact',
    registry: 'api',
    form: 'default',
  } as const;
  test.each([
    ['grove/alder-2', ['birch-9', 'grove/birch-9'], { ok: true, name: 'grove/birch-9' }],
    ['alder-2', ['woods/birch-9', 'birch-9'], { ok: true, name: 'birch-9' }],
    ['grove/alder-2', ['birch-9', 'woods/birch-9'], { ok: true, name: 'woods/birch-9' }],
    ['grove/alder-2', ['birch-9'], { ok: false, missing: 'registry', offer: 'birch-9' }],
    ['alder-2', ['woods/birch-9'], { ok: false, missing: 'registry', offer: 'woods/birch-9' }],
    ['alder-2', [], { ok: false, missing: 'registry' }],
  ] as const)('%s among %j', (surface, names, expected) => {
    expect(targetName({ ...named, surface }, served(...names))).toEqual(expected);
  });
});

test('every name of an interface may be inserted, for each has a route of its own', () => {
  expect(insertableNames(served('birch-9', 'woods/birch-9'))).toEqual(['Birch 9B', 'birch-9', 'woods/birch-9']);
});
