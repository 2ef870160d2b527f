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
}

/** Dies at the request with a key: before it is sent, or once it was carried out and the answer is on its way. */
export function makeKillSwitch(key?: RequestKey, when?: 'before' | 'after'): KillSwitch {
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
    async fetch(address, init) {
      if (dead) return never(address);
      const hit = key !== undefined && sameRequest(key, init?.method ?? 'GET', new URL(String(address)).pathname);
      if (hit) seen += 1;
      const dies = hit && seen === key.nth;
      if (dies && when === 'before') {
        kill();
        return never(address);
      }
      const answer = await fetch(address, init);
      if (dies) kill();
      return dead ? never(address) : answer;
    },
  };
}
