/** What the repository's own checks said about the pull requests of the phases. */
import { GithubError, PermissionMissing } from '../github/errors.js';
import { type OwnChecks, readHeads, readOwnChecks, readStatuses } from '../github/read-checks.js';
import type { Finding, PhaseState, TrackingState } from '../render/tracking-state.js';
import type { RepositoryParts } from './repository-parts.js';
import { mayPass } from './work/try-again.js';

/**
 * Finds out whether the repository's own checks passed on each open or merged pull request. Asks only where the migration has a line that
 * they tick. One request for the heads of all pull requests, and two for each of them.
 */
export async function findChecks(
  { client, name, migration, app }: RepositoryParts,
  state: TrackingState,
  justPublished?: string,
): Promise<Finding | undefined> {
  const wanted = migration.execution.some(({ items }) => items.some(({ met }) => met === 'checks'));
  const pulls = Object.entries(state.phases).flatMap(([phase, known]) =>
    isMade(known) ? [[phase, known] as const] : [],
  );
  if (!wanted || pulls.length === 0) return undefined;
  const asked = pulls.filter(([phase]) => phase !== justPublished);
  let mayReadStatuses = true;
  async function checksOf(head: string): Promise<OwnChecks> {
    const runs = await readOwnChecks(client, name, head, app);
    if (!mayReadStatuses) return runs;
    try {
      return together(runs, await readStatuses(client, name, head));
    } catch (error) {
      if (!(error instanceof PermissionMissing)) throw error;
      mayReadStatuses = false;
      return runs;
    }
  }
  try {
    const heads =
      asked.length === 0
        ? new Map<number, string>()
        : await readHeads(
            client,
            name,
            asked.map(([, { pullRequest }]) => pullRequest.number),
          );
    const read: { readonly phase: string; readonly pull: number; readonly checks: OwnChecks }[] = [];
    for (const [phase, { pullRequest }] of asked) {
      const head = heads.get(pullRequest.number);
      if (head !== undefined) read.push({ phase, pull: pullRequest.number, checks: await checksOf(head) });
    }
    const fresh = pulls.flatMap(([phase, { pullRequest }]) =>
      phase === justPublished ? [{ phase, pull: pullRequest.number, checks: NO_CHECKS }] : [],
    );
    const found = judge([...read, ...fresh], pulls.length);
    return mayReadStatuses ? found : { ...found, details: [...(found.details ?? []), NO_STATUSES] };
  } catch (error) {
    // The line stays open; everything else of the issue can be said without it. Recovery sees that it was not read.
    if (!(error instanceof GithubError)) throw error;
    return { done: false, proof: 'the checks could not be read', ...(mayPass(error) ? { unread: true } : {}) };
  }
}

const NO_CHECKS: OwnChecks = { passed: 0, failed: [], pending: [] };

const NO_STATUSES =
  'commit statuses do not count here: this app may not read them until an owner accepts the permission `statuses=read`; check runs do count';

function together(a: OwnChecks, b: OwnChecks): OwnChecks {
  return {
    passed: a.passed + b.passed,
    failed: [...a.failed, ...b.failed],
    pending: [...a.pending, ...b.pending],
  };
}

type Made = PhaseState & Required<Pick<PhaseState, 'pullRequest'>>;

function isMade(known: PhaseState): known is Made {
  return known.pullRequest !== undefined && (known.status === 'open' || known.status === 'merged');
}

interface Read {
  readonly phase: string;
  readonly pull: number;
  readonly checks: OwnChecks;
}

function judge(read: readonly Read[], pulls: number): Finding {
  const sorted = [...read].sort((a, b) => (a.phase < b.phase ? -1 : 1));
  const details = sorted.flatMap(({ phase, pull, checks }) => {
    const where = `\`${phase}\`, pull request ${pull}`;
    if (checks.failed.length > 0) return [`${where}: failed ${named(checks.failed)}`];
    return checks.pending.length > 0 ? [`${where}: not finished ${named(checks.pending)}`] : [];
  });
  const without = sorted
    .filter(({ checks }) => isEmpty(checks))
    .map(({ pull }) => pull)
    .sort((a, b) => a - b);
  const none = `no check of the repository has run on pull request${without.length === 1 ? '' : 's'} ${without.join(', ')}; where there is none, run the scripts by hand`;
  const passed = read.length - details.length - without.length;
  const proof = `the repository's own checks passed on ${passed} of ${pulls} pull request${pulls === 1 ? '' : 's'} made so far`;
  const all = without.length === 0 ? details : [...details, none];
  return { done: passed === pulls, proof, ...(all.length === 0 ? {} : { details: all }) };
}

function isEmpty({ passed, failed, pending }: OwnChecks): boolean {
  return passed + failed.length + pending.length === 0;
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `\`${name.replaceAll('`', "'")}\``);
  return `${shown.join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}
