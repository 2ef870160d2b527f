/** Ends an app inside this process as hard as a kill would: from one request on nothing of it goes on. */
import type { Fetch } from '../../src/app/timed-fetch.js';
import { type RequestKey, sameRequest } from './request-key.js';

export interface KillSwitch {
  /** What the app sends its requests with. */
  readonly fetch: Fetch;
  /** Resolves when the app is dead. */
  readonly killed: Promise<'killed'>;
  isDead(): boolean;
  kill(): void;
  /** Has it die at the request with a key, counted from now: before it is sent, or once it was carried out and the answer is on its way. */
  arm(key: RequestKey, when: 'before' | 'after'): void;
}

/** A switch that is not armed. */
export function makeKillSwitch(): KillSwitch {
  let armed: { readonly key: RequestKey; readonly when: 'before' | 'after' } | undefined;
  let seen = 0;
  let dead = false;
  let tell: (what: 'killed') => void = () => {};
  const killed = new Promise<'killed'>((resolve) => {
    tell = resolve;
  });
  function kill(): void {
    dead = true;
    tell('killed');
  }
  /** What the dead wait for. Only who waits for a token is told: the library lets all apps of a process wait together. */
  const never = async (address: unknown): Promise<Response> => {
    if (String(address).endsWith('/access_tokens')) throw new Error('killed');
    return new Promise(() => {});
  };
  return {
    killed,
    kill,
    isDead: () => dead,
    arm(key, when) {
      armed = { key, when };
      seen = 0;
    },
    async fetch(address, init) {
      if (dead) return never(address);
      const hit =
        armed !== undefined && sameRequest(armed.key, init?.method ?? 'GET', new URL(String(address)).pathname);
      if (hit) seen += 1;
      const dies = hit && seen === armed?.key.nth;
      if (dies && armed?.when === 'before') {
        kill();
        return never(address);
      }
      const answer = await fetch(address, init);
      if (dies) kill();
      return dead ? never(address) : answer;
    },
  };
}
