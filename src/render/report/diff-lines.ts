/** A diff as data: lines before and after with the pieces of them that changed, and the lines around them. */
import type { ChangeSet, Edit } from '../../core/edit.js';
import { indexLines, type LineIndex, positionAt } from '../../core/source.js';

/** A piece of a line; `edit` marks what was taken out or put in, `ask` a name that a person must choose for. */
export interface Part {
  readonly text: string;
  readonly mark?: 'edit' | 'ask';
}

export type Line = readonly Part[];

/** Lines `from` to `from + old.length - 1` (1-based, before the edits) that gave way to others. */
export interface Block {
  readonly from: number;
  readonly old: readonly Line[];
  readonly new: readonly Line[];
}

/** A line of the diff with its number before and after; or lines that are not shown. */
export type DiffLine =
  | { readonly kind: 'same'; readonly old: number; readonly new: number; readonly parts: Line }
  | { readonly kind: 'old'; readonly old: number; readonly parts: Line }
  | { readonly kind: 'new'; readonly new: number; readonly parts: Line }
  | { readonly kind: 'gap'; readonly count: number };

/** Lines of context around a change. */
export const CONTEXT = 3;

/** The changed lines of a text, from the very edits that change it: nothing is guessed. */
export function blocksOf(before: string, changes: ChangeSet): readonly Block[] {
  const index = indexLines(before);
  return gatherEdits(index, changes.edits).map((group) => makeBlock(before, index, group));
}

interface EditGroup {
  readonly first: number;
  /** Smaller than `first` where whole lines are inserted and none is touched. */
  last: number;
  readonly edits: Edit[];
}

/** Edits whose lines touch one another belong together. */
function gatherEdits(index: LineIndex, edits: readonly Edit[]): readonly EditGroup[] {
  const groups: EditGroup[] = [];
  for (const edit of edits) {
    const at = positionAt(index, edit.span.start);
    const whole = edit.expected === '' && edit.insert.endsWith('\n') && at.col === 0;
    const last = whole ? at.line - 1 : positionAt(index, edit.span.end).line;
    const group = groups.at(-1);
    if (group === undefined || at.line > group.last) groups.push({ first: at.line, last, edits: [edit] });
    else {
      group.edits.push(edit);
      group.last = Math.max(group.last, last);
    }
  }
  return groups;
}

function makeBlock(before: string, index: LineIndex, { first, last, edits }: EditGroup): Block {
  const old: Part[] = [];
  const fresh: Part[] = [];
  let at = index.starts[first - 1] ?? before.length;
  for (const { span, expected, insert } of edits) {
    const text = before.slice(at, span.start);
    old.push({ text }, { text: expected, mark: 'edit' });
    fresh.push({ text }, { text: insert, mark: 'edit' });
    at = span.end;
  }
  const rest = { text: before.slice(at, Math.max(at, index.starts[last] ?? before.length)) };
  return trimBlock({ from: first, old: linesOf([...old, rest]), new: linesOf([...fresh, rest]) });
}

/** Pieces of a text as lines without their ends; what is empty is left out, and so is the empty line behind a last line end. */
function linesOf(parts: readonly Part[]): readonly Line[] {
  const lines: Part[][] = [[]];
  for (const part of parts) {
    part.text.split(/\r\n|\r|\n/).forEach((text, nth) => {
      if (nth > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ ...part, text });
    });
  }
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/** A block without lines at its ends that read the same before and after. */
function trimBlock({ from, old, new: fresh }: Block): Block {
  let head = 0;
  const most = Math.min(old.length, fresh.length);
  while (head < most && textOf(old[head]) === textOf(fresh[head])) head++;
  let tail = 0;
  while (tail < most - head && textOf(old[old.length - 1 - tail]) === textOf(fresh[fresh.length - 1 - tail])) tail++;
  return {
    from: from + head,
    old: old.slice(head, old.length - tail),
    new: fresh.slice(head, fresh.length - tail),
  };
}

function textOf(line: Line | undefined): string {
  return (line ?? []).map(({ text }) => text).join('');
}

/** What is to be shown of a text besides its changes. */
export interface Around {
  /** 1-based lines before the edits that have something to say. */
  readonly noted: ReadonlySet<number>;
  /** The line `n` (1-based) before the edits. */
  readonly lineAt: (n: number) => Line;
  readonly lineCount: number;
}

/** The diff of a text: its blocks and noted lines with {@link CONTEXT} lines around them, gaps for the rest. */
export function diffLines(blocks: readonly Block[], { noted, lineAt, lineCount }: Around): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  const ranges = shownRanges(blocks, noted, lineCount);
  let next = 0;
  let shift = 0;
  let shown = 0;
  for (const [start, end] of ranges) {
    if (start > shown + 1) lines.push({ kind: 'gap', count: start - shown - 1 });
    for (let n = start; n <= end + 1; n++) {
      const block = blocks[next];
      if (block !== undefined && block.from === n) {
        block.old.forEach((parts, i) => {
          lines.push({ kind: 'old', old: n + i, parts });
        });
        block.new.forEach((parts, i) => {
          lines.push({ kind: 'new', new: n + i + shift, parts });
        });
        shift += block.new.length - block.old.length;
        next++;
        n += block.old.length - 1;
      } else if (n <= end) lines.push({ kind: 'same', old: n, new: n + shift, parts: lineAt(n) });
    }
    shown = end;
  }
  if (lines.length > 0 && shown < lineCount) lines.push({ kind: 'gap', count: lineCount - shown });
  return lines;
}

/** Ranges of lines (inclusive, before the edits) that are shown, in order, apart from one another. */
function shownRanges(
  blocks: readonly Block[],
  noted: ReadonlySet<number>,
  lineCount: number,
): readonly (readonly [number, number])[] {
  const wanted = [
    ...blocks.map(({ from, old }): [number, number] => [from - CONTEXT, from + old.length - 1 + CONTEXT]),
    ...[...noted].map((line): [number, number] => [line - CONTEXT, line + CONTEXT]),
  ].sort((a, b) => a[0] - b[0]);
  const ranges: [number, number][] = [];
  for (const [from, to] of wanted) {
    const range: [number, number] = [Math.max(1, from), Math.min(lineCount, to)];
    const last = ranges.at(-1);
    if (last !== undefined && range[0] <= last[1] + 2) last[1] = Math.max(last[1], range[1]);
    else ranges.push(range);
  }
  return ranges;
}
