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

const MARK = /(?:#|\/\/|<!--|--|;|%)[ \t]{0,8}cutover:[ \t]{0,8}keep\b/gi;

/** Finds the suppression comments of a unit. */
export function findSuppressions(unit: Unit): readonly Suppression[] {
  const { text } = unit;
  if (!/cutover:/i.test(text)) return [];
  const found: Suppression[] = [];
  for (const match of text.matchAll(MARK)) {
    if (match.index < (found.at(-1)?.span.end ?? 0)) continue;
    const lineStart = text.lastIndexOf('\n', match.index - 1) + 1;
    const lineEnd = endOfLine(text, match.index);
    const said = text.slice(match.index + match[0].length, lineEnd).trim();
    const reason = (said.endsWith('-->') ? said.slice(0, -3) : said).replace(/^[:—-]+/, '').trim();
    const alone = text.slice(lineStart, match.index).trim() === '';
    const covers = { start: lineStart, end: alone ? endOfLine(text, lineEnd + 1) : lineEnd };
    found.push({ unit: unit.index, span: { start: match.index, end: lineEnd }, covers, reason });
  }
  return found;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
