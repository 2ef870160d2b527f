/** Progress on standard error: a bar on a terminal, now and then a plain line elsewhere, nothing for a run of less than a second. */
import type { Progress } from '../core/ports.js';
import type { World } from './world.js';

/** A running display. */
export interface ProgressDisplay {
  readonly report: Progress;
  /** Takes the bar away; to be called before anything else is printed. */
  end(): void;
}

const QUIET_MS = 1000;
const REDRAW_MS = 100;
const LINE_MS = 5000;
const BAR_COLUMNS = 24;

const STAGES = { list: 'Listing', read: 'Reading', plan: 'Planning', write: 'Writing' } as const;

/** Starts a display; the time counts from here. */
export function startProgress(world: Pick<World, 'err' | 'now' | 'errColumns'>): ProgressDisplay {
  const columns = world.errColumns;
  let next = world.now() + QUIET_MS;
  let drawn = false;
  return {
    report(event) {
      const now = world.now();
      if (now < next) return;
      const { stage, done, total, path = '' } = event;
      if (columns === undefined) {
        world.err(`${STAGES[stage]}: ${countOf(stage, done, total)}\n`);
        next = now + LINE_MS;
      } else {
        const bar = stage === 'plan' || stage === 'write' ? `${barOf(done, total)} ` : '';
        const line = `${STAGES[stage]} ${bar}${countOf(stage, done, total)} ${printable(path)}`;
        world.err(`\r\u001b[2K${[...line].slice(0, columns - 1).join('')}`);
        drawn = true;
        next = now + REDRAW_MS;
      }
    },
    end() {
      if (drawn) world.err('\r\u001b[2K');
      drawn = false;
    },
  };
}

/** While reading nobody knows how many files will have a hit. */
function countOf(stage: keyof typeof STAGES, done: number, total: number): string {
  if (stage === 'list') return '';
  return stage === 'read' ? `${done} files with a hit` : `${done} of ${total} files`;
}

function barOf(done: number, total: number): string {
  const full = total === 0 ? BAR_COLUMNS : Math.round((done / total) * BAR_COLUMNS);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_COLUMNS - full)}]`;
}

/** A path may hold anything; a terminal must not obey it. */
function printable(path: string): string {
  return path.replace(/\p{Cc}/gu, '?');
}
