/** What is done to one request of a run. */
import { commonFaults, type FaultEffect } from '../../demo/github/faults.js';
import type { RequestKey } from './request-key.js';

/** Milliseconds that an app waits for an answer when requests stall, in place of the half minute of production. */
export const PATIENCE = 1500;
const STALL = 2500;

export type Injury =
  | { readonly kind: 'effect'; readonly effect: (key: RequestKey, now: number) => FaultEffect }
  | { readonly kind: 'kill'; readonly when: 'before' | 'after' };

function answer(status: number, message: string): FaultEffect {
  return { kind: 'answer', status, body: { message, documentation_url: 'https://docs.github.com/rest' } };
}

export const STALLED = 'stall';

/** The columns of the matrix, by name. */
export const INJURIES: Readonly<Record<string, Injury>> = {
  'drop before': { kind: 'effect', effect: () => commonFaults.droppedBefore },
  'drop after': { kind: 'effect', effect: () => commonFaults.droppedAfterApplying },
  'kill before': { kind: 'kill', when: 'before' },
  'kill after': { kind: 'kill', when: 'after' },
  '401': { kind: 'effect', effect: () => commonFaults.expiredToken },
  '403 secondary': { kind: 'effect', effect: () => commonFaults.secondaryLimit(1) },
  '403 primary': { kind: 'effect', effect: (_, now) => commonFaults.primaryLimit(Math.ceil(now / 1000)) },
  '404': { kind: 'effect', effect: () => commonFaults.notFound },
  '409': { kind: 'effect', effect: () => answer(409, 'Conflict') },
  '422': { kind: 'effect', effect: (key) => answer(422, unprocessable(key)) },
  '500': { kind: 'effect', effect: () => answer(500, 'Internal Server Error') },
  '502': { kind: 'effect', effect: () => commonFaults.serverError },
  [STALLED]: { kind: 'effect', effect: () => ({ kind: 'delay', ms: STALL }) },
};

/** The words that GitHub has for a request of this kind. */
function unprocessable({ operation }: RequestKey): string {
  if (operation === 'git/create-ref') return 'Reference already exists';
  if (operation === 'git/update-ref') return 'Update is not a fast forward';
  if (operation === 'pulls/create') return 'Validation Failed: A pull request already exists for octo:branch.';
  return 'Validation Failed';
}

/** Why a fault does not befall a request; nothing where it does. */
export function exempt({ operation }: RequestKey, injury: string): string | undefined {
  if (injury === '404' && operation === 'repos/get-collaborator-permission-level')
    return 'it is the answer for somebody who is no collaborator, who is refused';
  if (operation === 'codeload' && INJURIES[injury]?.kind === 'kill')
    return 'it is not sent through the client; the requests around it are killed';
  return undefined;
}
