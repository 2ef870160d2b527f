/**
 * Suppression comments: `cutover: keep` in the host language's comment syntax, with an optional reason. On its own line it covers the
 * next line; at the end of a line it covers that line.
 */
import type { Unit } from './format.js';
import type { Span } from './source.js';

/** A suppression comment. */
export interface Suppression {
  readonly unit: number;
  readonly span: Span;
  /** The lines it covers, in the unit's text. */
  readonly covers: Span;
  readonly reason: string;
}

const COMMENT = /(#|\/\/|<!--|--|;|%)[ \t]*cutover:[ \t]*keep\b[ \t:—-]*([^\n]*?)(?:-->)?[ \t]*(?=\r?\n|$)/gi;

/** Finds the suppression comments of a unit. */
export function findSuppressions(unit: Unit): readonly Suppression[] {
  if (!/cutover:/i.test(unit.text)) return [];
  return [...unit.text.matchAll(COMMENT)].map((match) => {
    const span = { start: match.index, end: match.index + match[0].length };
    const lineStart = unit.text.lastIndexOf('\n', span.start - 1) + 1;
    const alone = unit.text.slice(lineStart, span.start).trim() === '';
    const lineEnd = endOfLine(unit.text, span.end);
    const covers = alone
      ? { start: lineStart, end: endOfLine(unit.text, lineEnd + 1) }
      : { start: lineStart, end: lineEnd };
    return { unit: unit.index, span, covers, reason: (match[2] ?? '').trim() };
  });
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
