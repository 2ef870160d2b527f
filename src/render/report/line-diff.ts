/** The changed lines of two texts of which only the texts are known: the sources of a notebook's cell. */
import { diffArrays } from 'diff';
import type { Block, Line, Part } from './diff-lines.js';

/** Most changes that are searched for; texts that differ more are shown as replaced. */
const MOST_CHANGES = 400;

/** The blocks in which `after` differs from `before`, with the names in them that changed. */
export function blocksBetween(before: readonly string[], after: readonly string[]): readonly Block[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: MOST_CHANGES });
  if (changes === undefined) return [{ from: 1, old: before.map(plainLine), new: after.map(plainLine) }];
  const blocks: Block[] = [];
  let line = 1;
  let old: readonly string[] = [];
  let fresh: readonly string[] = [];
  const close = () => {
    if (old.length + fresh.length > 0) blocks.push(pairLines(line - old.length, old, fresh));
    old = [];
    fresh = [];
  };
  for (const { added, removed, value } of changes) {
    if (added) fresh = [...fresh, ...value];
    else if (removed) old = [...old, ...value];
    else close();
    if (!added) line += value.length;
  }
  close();
  return blocks;
}

function plainLine(text: string): Line {
  return text === '' ? [] : [{ text }];
}

/** Lines that stand for one another are compared piece by piece. */
function pairLines(from: number, old: readonly string[], fresh: readonly string[]): Block {
  if (old.length !== fresh.length) return { from, old: old.map(plainLine), new: fresh.map(plainLine) };
  const pairs = old.map((text, i) => markBetween(text, fresh[i] ?? ''));
  return { from, old: pairs.map(([line]) => line), new: pairs.map(([, line]) => line) };
}

/** A name with its dots, colons and slashes is one piece: half a model's name is no news. */
const PIECES = /[\p{L}\p{N}_.:/-]+|\s+|[^\p{L}\p{N}_.:/\s-]/gu;

function markBetween(old: string, fresh: string): readonly [Line, Line] {
  const changes = diffArrays(old.match(PIECES) ?? [], fresh.match(PIECES) ?? [], { maxEditLength: 100 });
  if (changes === undefined) return [plainLine(old), plainLine(fresh)];
  const before: Part[] = [];
  const after: Part[] = [];
  for (const { added, removed, value } of changes) {
    const text = value.join('');
    if (removed) before.push({ text, mark: 'edit' });
    else if (added) after.push({ text, mark: 'edit' });
    else {
      before.push({ text });
      after.push({ text });
    }
  }
  return [before, after];
}
