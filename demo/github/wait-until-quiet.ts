import { setTimeout as sleep } from 'node:timers/promises';

/** What is looked at to tell whether anything goes on. */
export interface Activity {
  /** How much is under way. */
  busy(): number;
  /** How much there ever was: what began and ended between two looks shows here. */
  total(): number;
}

/** Milliseconds between two looks. */
const LOOK = 5;

/**
 * Resolves once nothing was seen to go on for a while. Looks count, not time alone: while this process is at something else for long,
 * nothing is seen. Rejects when it stays busy.
 */
export async function waitUntilQuiet({ busy, total }: Activity, quietMs: number, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  const looks = Math.ceil(quietMs / LOOK);
  let seen = total();
  let quiet = 0;
  while (quiet < looks) {
    await sleep(LOOK);
    quiet = busy() > 0 || total() !== seen ? 0 : quiet + 1;
    seen = total();
    if (quiet < looks && performance.now() > deadline)
      throw new Error(`GitHub on loopback was still busy after ${withinMs} ms`);
  }
}
