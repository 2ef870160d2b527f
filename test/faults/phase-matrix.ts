/** Every request of the phase scenario by every fault, one at a time. */
import { isDeepStrictEqual } from 'node:util';
import type { Migration } from '../../src/core/migration.js';
import { makePlainClient, makeRepeatingClient } from './clients.js';
import { exempt } from './faults.js';
import { type PhaseOutcome, runPhaseScenario } from './phase-scenario.js';
import type { RequestKey } from './request-key.js';
import type { StateOnGitHub } from './state-of.js';

/** Both ways to send requests: each once, so that every fault reaches the app, and again as production does. */
export const CLIENTS = { plain: makePlainClient, repeating: makeRepeatingClient } as const;
export type ClientName = keyof typeof CLIENTS;

/** What a run that nothing disturbs comes to. */
export interface Undisturbed {
  readonly state: StateOnGitHub;
  readonly requests: readonly RequestKey[];
}

/** One field of the matrix. */
export interface Cell {
  readonly request: number;
  readonly key: RequestKey;
  readonly injury: string;
  readonly client: ClientName;
}

/** What a field came to. */
export interface Result extends Cell {
  /** `exempt`: does not apply, for the reason given. */
  readonly verdict: 'same' | 'different' | 'exempt' | 'not reached';
  readonly why: string;
}

/** Runs the scenario undisturbed; throws when it does not come to what it should. */
export async function runUndisturbed(migration: Migration): Promise<Undisturbed> {
  const { state, requests } = await runPhaseScenario({ Octokit: makePlainClient(), migration });
  const { trackingIssues, pullRequests, checkRuns } = state;
  if (trackingIssues.length !== 1 || pullRequests.length !== 1 || checkRuns.length !== 1)
    throw new Error(`the undisturbed run did not come to one of each: ${JSON.stringify(state)}`);
  return { state, requests };
}

/** All fields for some faults and clients, request by request. */
export function cellsOf(
  { requests }: Undisturbed,
  injuries: readonly string[],
  clients: readonly ClientName[],
): readonly Cell[] {
  return requests.flatMap((key, index) =>
    injuries.flatMap((injury) => clients.map((client) => ({ request: index + 1, key, injury, client }))),
  );
}

/** Runs the fields, some at a time: much of a run is waiting. Results come in the order of the fields. */
export async function runCells(
  migration: Migration,
  undisturbed: Undisturbed,
  cells: readonly Cell[],
  {
    atATime = 4,
    onResult = () => {},
  }: { readonly atATime?: number; readonly onResult?: (result: Result) => void } = {},
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = cells.entries();
  async function work(): Promise<void> {
    for (const [index, cell] of waiting) {
      const result = await runCell(migration, undisturbed, cell);
      results[index] = result;
      onResult(result);
    }
  }
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}

async function runCell(migration: Migration, undisturbed: Undisturbed, cell: Cell): Promise<Result> {
  const { key, injury, client } = cell;
  const reason = exempt(key, injury);
  if (reason !== undefined) return { ...cell, verdict: 'exempt', why: reason };
  const run = { Octokit: CLIENTS[client](), migration, at: key, injury, expected: undisturbed.state };
  const outcome = await runPhaseScenario(run);
  if (!outcome.befell) return { ...cell, verdict: 'not reached', why: 'the request was not made' };
  // The other client sends the same requests.
  const violations = client === 'plain' ? outcome.violations() : [];
  const why = violations.length > 0 ? violations.join('; ') : differenceOf(undisturbed.state, outcome);
  return { ...cell, verdict: why === '' ? 'same' : 'different', why };
}

function differenceOf(expected: StateOnGitHub, { state, log }: PhaseOutcome): string {
  if (isDeepStrictEqual(state, expected)) return '';
  const parts = (Object.keys(expected) as (keyof StateOnGitHub)[]).filter(
    (part) => !isDeepStrictEqual(state[part], expected[part]),
  );
  return parts
    .map((part) => `${part}: ${JSON.stringify(state[part])}\n  instead of ${JSON.stringify(expected[part])}`)
    .concat(log)
    .join('\n');
}

const SIGNS: Readonly<Record<Result['verdict'], string>> = {
  same: '=',
  different: 'X',
  exempt: '-',
  'not reached': '?',
};

/** The matrix for people: a row a request, a column a fault; one sign a client. */
export function renderMatrix(results: readonly Result[]): string {
  const injuries = [...new Set(results.map(({ injury }) => injury))];
  const rows = new Map<number, Result[]>();
  for (const result of results) rows.set(result.request, [...(rows.get(result.request) ?? []), result]);
  const lines = [...rows].map(([request, row]) => {
    const operation = `${row[0]?.key.operation ?? ''} #${row[0]?.key.nth ?? ''}`;
    const signs = injuries.map((injury) => {
      const found = row.filter((result) => result.injury === injury);
      return found
        .map(({ verdict }) => SIGNS[verdict])
        .join('')
        .padEnd(injury.length);
    });
    return `${String(request).padStart(3)}  ${operation.padEnd(46)}  ${signs.join('  ')}`;
  });
  const count = (verdict: Result['verdict']) => results.filter((result) => result.verdict === verdict).length;
  return [
    `     ${'request'.padEnd(46)}  ${injuries.join('  ')}`,
    ...lines,
    '',
    `${results.length} fields: ${count('same')} ended in the state of the undisturbed run (=), ${count('different')} did not (X), ${count('exempt')} do not apply (-), ${count('not reached')} were not reached (?)`,
  ].join('\n');
}
