/** A lock that ends by itself unless it is renewed, seen from the one who holds it. */

/** A lease that is being kept. */
export interface Lease {
  /** Aborted once the lease may have ended: somebody else may do the work by now, so stop. */
  readonly signal: AbortSignal;
  /** Stops renewing. */
  release(): void;
}

export interface LeaseOptions {
  /** Renews the lock for `milliseconds` from when the server hears of it; false when it is not ours any more. */
  readonly renew: () => Promise<boolean>;
  readonly milliseconds: number;
}

/** The holder lets go a little before the server does: clocks do not run alike. */
const SAFE = 0.9;

/**
 * Renews the lock at once, and then three times in its length. Resolves to nothing when it is not ours. While renewing fails, the lease
 * ends by the holder's own clock, counted from when the last successful renewal was sent.
 */
export async function keepLease({ renew, milliseconds }: LeaseOptions): Promise<Lease | undefined> {
  const sent = performance.now();
  if (!(await renew())) return undefined;
  const controller = new AbortController();
  let expiry: NodeJS.Timeout;
  let released = false;

  function release(): void {
    released = true;
    clearTimeout(expiry);
    clearInterval(renewal);
  }
  function lose(why: string): void {
    if (released) return;
    release();
    controller.abort(new Error(why));
  }
  function holdFrom(time: number): void {
    clearTimeout(expiry);
    const left = Math.max(0, time + milliseconds * SAFE - performance.now());
    expiry = setTimeout(() => lose('the lock on the repository could not be renewed in time'), left);
  }
  async function renewAgain(): Promise<void> {
    const again = performance.now();
    const kept = await renew().catch(() => undefined);
    if (released || kept === undefined) return;
    if (kept) holdFrom(again);
    else lose('the lock on the repository was lost to another process');
  }
  const renewal = setInterval(() => void renewAgain(), milliseconds / 3);
  holdFrom(sent);
  return { signal: controller.signal, release };
}
