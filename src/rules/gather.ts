/** One finding a place: places close together in one unit become one finding that says how many there are. */
import { isMended } from '../core/mended.js';
import type { DecidedFile, Finding } from '../core/rule.js';
import { indexLines, positionAt } from '../core/source.js';

/** Lines over which places of one kind are one place. */
const CLOSE = 10;

/** A finding before it is gathered; places with the same `key` belong together. */
export interface Draft extends Finding {
  readonly key: string;
}

/** Gathers findings: of those with the same key within a few lines of one unit the first stays and says how many there are. */
export function gather(file: DecidedFile, drafts: readonly Draft[]): readonly Finding[] {
  return gatherWithin(file, drafts, () => CLOSE);
}

/** Gathers findings like {@link gather}, but a code cell of a notebook is one place. */
export function gatherCells(file: DecidedFile, drafts: readonly Draft[]): readonly Finding[] {
  return gatherWithin(file, drafts, (unit) =>
    file.units[unit]?.cell?.type === 'code' ? Number.POSITIVE_INFINITY : CLOSE,
  );
}

function gatherWithin(
  file: DecidedFile,
  drafts: readonly Draft[],
  reach: (unit: number) => number,
): readonly Finding[] {
  const groups: { readonly draft: Draft; readonly line: number; count: number }[] = [];
  const lines = new Map<number, ReturnType<typeof indexLines>>();
  const open = new Map<string, (typeof groups)[number]>();
  for (const draft of inOrder(drafts)) {
    if (isMended(file.decisions, draft.unit, draft.span)) continue;
    const index = lines.get(draft.unit) ?? indexLines(file.units[draft.unit]?.text ?? '');
    lines.set(draft.unit, index);
    const { line } = positionAt(index, draft.span.start);
    const key = `${draft.unit}:${draft.key}`;
    const last = open.get(key);
    if (last !== undefined && line - last.line <= reach(draft.unit)) {
      last.count++;
      continue;
    }
    const group = { draft, line, count: 1 };
    groups.push(group);
    open.set(key, group);
  }
  return groups.map(({ draft, count }) =>
    finding(draft, count, reach(draft.unit) === CLOSE ? 'within the next lines' : 'in this cell'),
  );
}

/** Gathers findings over a whole file: of those with the same key the first given stays and says how many there are. */
export function gatherFile(drafts: readonly Draft[]): readonly Finding[] {
  const groups = new Map<string, { readonly draft: Draft; count: number }>();
  for (const draft of once(drafts)) {
    const group = groups.get(draft.key);
    if (group === undefined) groups.set(draft.key, { draft, count: 1 });
    else group.count++;
  }
  return [...groups.values()].map(({ draft, count }) => finding(draft, count, 'in this file'));
}

function inOrder(drafts: readonly Draft[]): readonly Draft[] {
  return once(drafts).toSorted((a, b) => a.unit - b.unit || a.span.start - b.span.start);
}

/** A place that was found twice for one key, once. */
function once(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Set<string>();
  return drafts.filter(({ unit, span, key }) => {
    const place = `${unit}:${span.start}:${key}`;
    return seen.has(place) ? false : seen.add(place);
  });
}

function finding({ key: _key, ...draft }: Draft, count: number, where: string): Finding {
  const message = draft.message.charAt(0).toUpperCase() + draft.message.slice(1);
  return { ...draft, message: count === 1 ? message : `${message} (${count} places ${where}.)` };
}
