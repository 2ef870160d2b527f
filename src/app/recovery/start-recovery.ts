/** Sweeps shortly after the start and then on a schedule. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Swept } from './sweep.js';

/** Milliseconds after the start: webhooks that come at once go first. */
const FIRST = 2000;

export interface RecoveryParts {
  readonly log: Logger;
  /** Between the end of a sweep and the next. */
  readonly minutes: number;
  sweep(signal: AbortSignal): Promise<Swept>;
}

/** A schedule that runs. */
export interface Recovery {
  /** No further sweep; one under way ends at its next step. */
  stop(): void;
}

/** Starts the schedule. There is never more than one sweep at a time, and a failed one does not end the schedule. */
export function startRecovery(parts: RecoveryParts): Recovery {
  const ending = new AbortController();
  void repeat(parts, ending.signal);
  return { stop: () => ending.abort() };
}

async function repeat({ log, minutes, sweep }: RecoveryParts, signal: AbortSignal): Promise<void> {
  for (let wait = FIRST; ; wait = minutes * 60_000) {
    // What waits here must not keep a process alive.
    await sleep(wait, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted) return;
    const started = performance.now();
    try {
      const swept = await sweep(signal);
      log.info({ ...swept, milliseconds: Math.round(performance.now() - started) }, 'recovery: swept');
    } catch (error) {
      if (signal.aborted) return;
      log.error({ err: error }, 'recovery: the sweep failed; the next one tries again');
    }
  }
}
