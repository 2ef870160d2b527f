/** Rows of a table that say what a model is: who made it, when, under what terms, how much it reads, what it cannot do. */
import type { Place } from '../place.js';

/** Headers of what is stated for a model, each with what a cell below it must hold to state it. */
const STATED: readonly (readonly [header: RegExp, cell: RegExp])[] = [
  [
    /\b(?:context(?: (?:window|length|size))?|window|max(?:imum)? context)\b/i,
    /^\D{0,3}(?:\d[\d.]*\s*[KM]\b|\d{4,}|\d{1,3},\d{3}\b)/i,
  ],
  [/\blicen[cs]e\b/i, /\w{2}/],
  [/\b(?:maker|vendor|made by|developer|developed by|company|creator)\b/i, /^\W*[A-Z]\w/],
  [/\b(?:released?|release date|launch(?:ed)?|(?:knowledge )?cut-?off)\b/i, /\b(?:19|20)\d\d\b/],
  [
    /\b(?:tools?(?:[- ]?(?:use|calls?|calling|support))?|function[- ]call\w*|vision|images?|multi-?modal|thinking|reasoning|agents?|agentic|json)\b/i,
    /^\W*(?:no|none|unsupported|not (?:supported|available))(?:\W*$|\s*[(,;–—-])|^[❌✗✘✖]/i,
  ],
  [
    /^/,
    /\b(?:no|without) (?:native )?(?:tools?|tool[- ]?(?:calling|support|use)|function[- ]calling)\b(?! (?:needed|required))/i,
  ],
];

/** Marks of what works and what does not. */
const MARK = /^\W*[✅❌✓✗✔✘✖⚠☑]/u;

/** Whether the row, or below a name in the head the column, states such a fact of the model. */
export function isFactRow({ markdown }: Place): boolean {
  const table = markdown?.block === 'table' ? markdown.table : undefined;
  if (table === undefined) return false;
  if (table.inHeader) return table.column > 0 && (table.below ?? []).filter((cell) => MARK.test(cell)).length >= 2;
  return table.row.some(
    (cell, at) =>
      at !== table.column &&
      STATED.some(([header, stated]) => header.test(table.header[at] ?? '') && stated.test(cell)),
  );
}
