/** Every request of a scenario by every fault, one at a time. */
import type { Migration } from '../../src/core/migration.js';
import { makePlainClient, makeRepeatingClient } from './clients.js';
import { differences } from './difference.js';
import { exempt } from './faults.js';
import type { RequestKey } from './request-key.js';
import { type Outcome, runScenario } from './run-scenario.js';
import type { Scenario } from './scenario.js';
import type { StateOnGitHub } from './state-of.js';

/** Both ways to send requests: each once, so that every fault reaches the app, and again as production does. */
export const CLIENTS = { plain: makePlainClient, repeating: makeRepeatingClient } as const;
export type ClientName = keyof typeof CLIENTS;

/** Characters of a line of the log that are shown. */
const LOGGED = 400;

/** What a run that nothing disturbs comes to. */
export interface Undisturbed {
  readonly scenario: Scenario;
  readonly migration: Migration;
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

/** Runs a scenario undisturbed; throws when it does not come to what it should. */
export async function runUndisturbed(scenario: Scenario, migration: Migration): Promise<Undisturbed> {
  const { state, requests } = await runScenario({ scenario, Octokit: makePlainClient(), migration });
  const missing = scenario.missing(state);
  if (missing !== undefined)
    throw new Error(`${scenario.name}: the undisturbed run did not come to ${missing}: ${JSON.stringify(state)}`);
  return { scenario, migration, state, requests };
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
      const result = await runCell(undisturbed, cell);
      results[index] = result;
      onResult(result);
    }
  }
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}

async function runCell({ scenario, migration, state }: Undisturbed, cell: Cell): Promise<Result> {
  const { key, injury, client } = cell;
  const reason = exempt(key, injury);
  if (reason !== undefined) return { ...cell, verdict: 'exempt', why: reason };
  const run = { scenario, Octokit: CLIENTS[client](), migration, at: key, injury, expected: state };
  const outcome = await runScenario(run);
  if (!outcome.befell) return { ...cell, verdict: 'not reached', why: 'the request was not made' };
  // The other client sends the same requests.
  const violations = client === 'plain' ? outcome.violations() : [];
  const why = violations.length > 0 ? violations.join('; ') : differenceOf(state, outcome);
  return { ...cell, verdict: why === '' ? 'same' : 'different', why };
}

function differenceOf(expected: StateOnGitHub, { state, log }: Outcome): string {
  const found = differences(state, expected);
  return found.length === 0 ? '' : [...found, ...log.map((line) => line.slice(0, LOGGED))].join('\n');
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
