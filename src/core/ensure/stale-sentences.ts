/** Sentences and totals near an insertion that it makes false. */
import type { Span } from '../source.js';
import { lineStart, type MarkdownDocument } from './document.js';
import { headingBefore, ownContent } from './find-section.js';
import type { InsertionEdit, InsertionPlace } from './insertion.js';
import { inOwnBlock, type OwnBlock } from './own-block.js';

const NUMBER = String.raw`(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})`;
const STATEMENTS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      String.raw`\b(?:the|these|those|all|only|following)\s+(?:[\w-]+\s+)?${NUMBER}\s+(?:[\w-]+\s+){0,2}(?:models?|llms?)\b`,
      'i',
    ),
    'counts the models',
  ],
  [
    new RegExp(
      String.raw`\b${NUMBER}\s+(?:[\w-]+\s+){0,2}(?:models?|llms?)\b(?=[^.\n]{0,40}(?:\bbelow\b|\babove\b|\bfollow|:))`,
      'i',
    ),
    'counts the models',
  ],
  [
    /\b(?:all|both|each|every)\s+(?:of\s+)?(?:(?:the|these|those)\s+)?(?:[\w.-]+\s+){0,3}(?:models?|llms?)\b/i,
    'speaks of all models',
  ],
  [/\btotals?\b[^\n]{0,60}?\d\s*(?:GB|GiB|TB)\b/i, 'gives a total'],
  [/\d\s*(?:GB|GiB|TB)\b[^\n]{0,30}\b(?:in total|altogether|combined|for all)\b/i, 'gives a total'],
];

/** The places in the section around `anchor` that may not be true any more once `edits` are made. */
export function madeFalse(
  document: MarkdownDocument,
  anchor: Span,
  edits: readonly InsertionEdit[],
  own: readonly OwnBlock[],
): readonly InsertionPlace[] {
  if (edits.length === 0) return [];
  const { text } = document;
  const index = headingBefore(document, anchor.start);
  const section =
    index < 0 ? { start: 0, end: document.headings[0]?.start ?? text.length } : ownContent(document, index);
  const places: InsertionPlace[] = [];
  let at = lineStart(text, section.start);
  for (const line of text.slice(at, section.end).split('\n')) {
    const found = STATEMENTS.map(([pattern, what]) => ({ match: pattern.exec(line.slice(0, 500)), what })).find(
      ({ match }) => match !== null,
    );
    if (found?.match && !inOwnBlock(own, { start: at, end: at }))
      places.push({
        offset: at + found.match.index,
        note: `${found.what} and may not be true with the one that was added: “${line.trim().slice(0, 120)}”`,
      });
    at += line.length + 1;
  }
  return places;
}
