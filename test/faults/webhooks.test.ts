/**
 * Webhooks that come five times at once, again, late, in another order or not at all: the end is always the same. Each disturbance befalls
 * one event here; `npm run faults -- webhooks` tries all on all.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadMigration } from '../../src/app/load-migration.js';
import type { Migration } from '../../src/core/migration.js';
import type { StateOnGitHub } from './state-of.js';
import { DISTURBANCES, EVENTS, runWebhookScenario } from './webhook-scenario.js';

const PATIENCE = 300_000;

/** Each disturbance with one of the events in turn. */
const ONE_EACH = DISTURBANCES.flatMap((disturbance, at) =>
  EVENTS.slice(at % EVENTS.length, (at % EVENTS.length) + 1).map((event) => ({ event, disturbance })),
);

describe('webhooks', () => {
  let migration: Migration;
  let expected: StateOnGitHub;
  beforeAll(async () => {
    migration = await loadMigration('2025-tier-1');
    expected = await runWebhookScenario({ migration });
  }, PATIENCE);

  test('that come as they should end in one of each', () => {
    expect(expected.trackingIssues).toHaveLength(1);
    expect(expected.pullRequests).toHaveLength(1);
    expect(expected.checkRuns).toHaveLength(1);
  });

  test.each(ONE_EACH)(
    'of $event, $disturbance',
    async ({ event, disturbance }) => {
      expect(await runWebhookScenario({ migration, event, disturbance, expected })).toEqual(expected);
    },
    PATIENCE,
  );
});
