/** The comments of a Python text, found once, and those that stand near a place. */
import type { PythonStatements } from '../core/python-statements.js';
import { indexLines, type LineIndex, positionAt, type Span } from '../core/source.js';

/** Comments by 1-based line. */
export interface Comments {
  readonly lines: LineIndex;
  readonly byLine: ReadonlyMap<number, { readonly text: string; readonly alone: boolean }>;
}

/** Comment lines above a place that are read, so that a page of comments stays cheap. */
const MOST_LINES = 8;

/** The comments of a text by their lines. */
export function indexComments({ text, comments }: PythonStatements): Comments {
  const lines = indexLines(text);
  const byLine = new Map<number, { text: string; alone: boolean }>();
  for (const { start, end } of comments) {
    const { line, col } = positionAt(lines, start);
    byLine.set(line, {
      text: text
        .slice(start, end)
        .replace(/^#+\s?/, '')
        .trimEnd(),
      alone: text.slice(start - col, start).trim() === '',
    });
  }
  return { lines, byLine };
}

/**
 * The comment lines right above the statement and right above the place's own line, and those at the end of the place's line and of the
 * statement's first and last line; each once, in order.
 */
export function commentsNear(comments: Comments, offset: number, statement: Span): readonly string[] {
  if (comments.byLine.size === 0) return [];
  const line = positionAt(comments.lines, offset).line;
  const first = positionAt(comments.lines, statement.start).line;
  const last = positionAt(comments.lines, Math.max(statement.start, statement.end - 1)).line;
  const near = new Set<number>();
  for (const start of new Set([first, line])) {
    for (let above = start - 1; start - above <= MOST_LINES && comments.byLine.get(above)?.alone === true; above--)
      near.add(above);
  }
  for (const end of [first, line, last]) if (comments.byLine.get(end)?.alone === false) near.add(end);
  if (first !== line || comments.byLine.get(line)?.alone === true) near.add(line);
  return [...near].sort((a, b) => a - b).flatMap((at) => comments.byLine.get(at)?.text ?? []);
}
