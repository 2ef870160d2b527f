import type { GithubClient } from '../../github/client.js';
import { type FailedDelivery, listFailedDeliveries, redeliver } from '../../github/deliveries.js';
import { GithubError } from '../../github/errors.js';

/** How often one event is asked for in the life of this process: one that fails for ever must not be asked for for ever. */
const MOST_TIMES = 5;
/** Milliseconds by which a look reaches back behind the one before: GitHub may list an attempt late. */
const MARGIN = 15 * 60_000;

/** Asks GitHub for the webhooks that did not arrive; returns how many were asked for. */
export type AskAgain = (since: Date, now: Date, signal: AbortSignal) => Promise<number>;

/**
 * Makes the part of a sweep that asks for failed webhooks again, at most `most` a sweep and each attempt once. After everything was
 * asked for, later sweeps read the new deliveries only.
 * @param client authenticated as the app itself
 */
export function makeAskAgain(client: () => Promise<GithubClient>, most: number): AskAgain {
  const asked = new Map<string, { readonly attempt: number; readonly times: number }>();
  let done: Date | undefined;

  function isDue({ guid, attempt }: FailedDelivery): boolean {
    const before = asked.get(guid);
    return before === undefined || (before.attempt < attempt && before.times < MOST_TIMES);
  }

  return async (since, now, signal) => {
    const own = await client();
    const from = done === undefined || done < since ? since : done;
    const { failed, complete } = await listFailedDeliveries(own, from);
    const due = failed.filter(isDue);
    let count = 0;
    for (const delivery of due.slice(0, most)) {
      signal.throwIfAborted();
      await redeliver(own, delivery).catch(skipIfRefused);
      asked.set(delivery.guid, { attempt: delivery.attempt, times: (asked.get(delivery.guid)?.times ?? 0) + 1 });
      count += 1;
    }
    if (complete && due.length <= most) done = new Date(now.getTime() - MARGIN);
    return count;
  };
}

/** GitHub does not deliver everything again: too old, or the hook was changed. */
function skipIfRefused(error: unknown): void {
  if (error instanceof GithubError && (error.fault === 'not-found' || error.fault === 'rejected')) return;
  throw error;
}
