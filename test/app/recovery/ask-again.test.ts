import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeAskAgain } from '../../../src/app/recovery/ask-again.js';
import { appClient } from '../../demo/github/lab.js';
import { type Lab, REPOSITORY, startLab } from '../../github/lab.js';

let lab: Lab;
beforeEach(async () => {
  // There is nobody to deliver to: every webhook fails.
  lab = await startLab({ 'a.md': 'a\n' });
  const maria = lab.github.asUser('maria', REPOSITORY);
  const issue = maria.openIssue('One');
  for (const body of ['a', 'b', 'c', 'd']) maria.comment(issue, body);
  await lab.github.waitUntilIdle();
});
afterEach(() => lab.github.stop());

const never = new AbortController().signal;

function makeAsk(most: number) {
  const ask = makeAskAgain(async () => appClient(lab.github), most);
  return () => ask(new Date(0), new Date(lab.github.now()), never);
}

function attempts(): number {
  return lab.github.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/attempts')).length;
}

function failedEvents(): number {
  return new Set(lab.github.deliveries().map(({ guid }) => guid)).size;
}

test('every failed webhook is asked for, so many a sweep, the rest at the next', async () => {
  const all = failedEvents();
  expect(all).toBeGreaterThan(3);
  const ask = makeAsk(3);
  expect(await ask()).toBe(3);
  await lab.github.waitUntilIdle();
  for (let asked = 3; asked < all; asked += 3) {
    await ask();
    await lab.github.waitUntilIdle();
  }
  const asked = lab.github.deliveries().filter(({ redelivery }) => redelivery);
  expect(new Set(asked.map(({ guid }) => guid)).size).toBe(all);
});

test('one that fails for ever is asked for five times', async () => {
  const all = failedEvents();
  const ask = makeAsk(100);
  for (let sweep = 0; sweep < 8; sweep++) {
    await ask();
    await lab.github.waitUntilIdle();
  }
  expect(attempts()).toBe(5 * all);
});

test('an attempt that is still under way is not asked for a second time', async () => {
  const all = failedEvents();
  lab.github.webhooks.hold();
  const ask = makeAsk(100);
  expect(await ask()).toBe(all);
  expect(await ask()).toBe(0);
});

test('a delivery that GitHub does not give again does not stop the others', async () => {
  const path = '/app/hook/deliveries/{delivery_id}/attempts';
  lab.github.faults.add({
    method: 'POST',
    path,
    effect: { kind: 'answer', status: 404, body: { message: 'Not Found' } },
  });
  await makeAsk(100)();
  expect(attempts()).toBe(failedEvents());
});
