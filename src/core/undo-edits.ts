/** A branch as it would be without our edits: what people did on it, on the base alone. */
import type { FilePlan } from './file-plan.js';
import type { EarlierEdit, TurnedBack } from './history.js';
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
  /**
   * One plan a file, each ending in the text that the branch is left with: that of the base where nobody else touched the file, else that
   * of `whole`, else what is left to do.
   */
  choose(whole: readonly FilePlan[]): readonly FilePlan[];
}

interface Undone {
  readonly text: string;
  readonly hunks: readonly LineHunk[];
}

/**
 * Undoes edits in the texts of a branch where they stand as they were made; lines that somebody changed since stay as they are.
 * @param base the files of the base as the phase plans them
 * @param earlier what our commits on the branch did besides, the latest last
 * @param left the files of the branch as what is left to do plans them
 */
export function undoEdits(
  base: readonly FilePlan[],
  earlier: ReadonlyMap<RepoPath, readonly EarlierEdit[]>,
  left: readonly FilePlan[],
): UndoneEdits {
  const planned = new Map(base.map((file) => [file.path, file]));
  const undone = new Map<RepoPath, Undone>();
  for (const { path, before: now } of left) {
    const plan = planned.get(path);
    const edits = [...(plan === undefined ? [] : [plan]), ...(earlier.get(path) ?? [])];
    const text = edits.reduceRight((rest, edit) => mergeLines(edit.after, rest, edit.before).text, now);
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
    choose(whole) {
      const shown = new Map(whole.map((file) => [file.path, file]));
      return left.map((file) => {
        const fitting = [planned.get(file.path), shown.get(file.path)].find((one) => one?.after === file.after);
        return fitting ?? file;
      });
    },
  };
}
