/** A branch as it would be without the edits of a plan: what people did on it, on the base alone. */
import type { FilePlan } from './file-plan.js';
import type { TurnedBack } from './history.js';
import { diffLines, type LineHunk, moveLine, splitLines } from './line-diff.js';
import { mergeLines } from './merge-lines.js';
import type { SourceReader } from './ports.js';
import type { RepoPath } from './source.js';

/** A branch without edits of ours, for a plan that shows the whole of a phase. */
export interface UndoneEdits {
  /** The reader with the edits undone in what it reads. */
  overlay(reader: SourceReader): SourceReader;
  /** What was turned back, with the lines that it stands on once the edits are undone. */
  move(back: readonly TurnedBack[]): readonly TurnedBack[];
  /** The plans of `whole` where they end in the branch's text as `left` leaves it, and those of `left` elsewhere. */
  choose(whole: readonly FilePlan[], left: readonly FilePlan[]): readonly FilePlan[];
}

interface Undone {
  readonly text: string;
  readonly hunks: readonly LineHunk[];
}

/**
 * Undoes the edits that `planned` makes to the base, in the texts of `branch`, where they stand as planned. Lines that somebody changed
 * since stay as they are.
 */
export function undoEdits(planned: readonly FilePlan[], branch: readonly FilePlan[]): UndoneEdits {
  const byPath = new Map(planned.filter((file) => file.after !== file.before).map((file) => [file.path, file]));
  const undone = new Map<RepoPath, Undone>();
  for (const { path, before: now } of branch) {
    const file = byPath.get(path);
    if (file === undefined) continue;
    const { text } = mergeLines(file.after, now, file.before);
    if (text !== now) undone.set(path, { text, hunks: diffLines(splitLines(now), splitLines(text)) });
  }
  return {
    overlay: (reader) => ({
      ...reader,
      async *read(stems, onProblem, always) {
        for await (const file of reader.read(stems, onProblem, always)) {
          const text = undone.get(file.path)?.text;
          yield text === undefined ? file : { ...file, text };
        }
      },
    }),
    move: (back) =>
      back.map((one) => {
        const hunks = undone.get(one.path)?.hunks;
        if (hunks === undefined || one.line === undefined) return one;
        return { ...one, line: (moveLine(hunks, one.line - 1) ?? one.line - 1) + 1 };
      }),
    choose(whole, left) {
      const known = new Map(whole.map((file) => [file.path, file]));
      return left.map((file) => {
        const shown = known.get(file.path);
        return shown?.after === file.after ? shown : file;
      });
    },
  };
}
