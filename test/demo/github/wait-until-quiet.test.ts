import { expect, test } from '@jest/globals';
import { waitUntilQuiet } from '../../../demo/github/wait-until-quiet.js';

/** Keeps this process from doing anything else. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test('what begins while this process is at something else for long is waited for', async () => {
  let busy = 0;
  let ended = false;
  setImmediate(() => {
    block(120);
    busy = 1;
    setTimeout(() => {
      busy = 0;
      ended = true;
    }, 60);
  });
  await waitUntilQuiet({ busy: () => busy, total: () => 0 }, 50, 5000);
  expect(ended).toBe(true);
});

test('what begins and ends between two looks is noticed', async () => {
  let total = 0;
  const more = setInterval(() => (total < 20 ? total++ : clearInterval(more)), 5);
  await waitUntilQuiet({ busy: () => 0, total: () => total }, 50, 5000);
  expect(total).toBe(20);
});

test('what never ends is told', async () => {
  await expect(waitUntilQuiet({ busy: () => 1, total: () => 0 }, 10, 30)).rejects.toThrow('still busy after 30 ms');
});
