/** Whether a document says in its own words what an insertion would add. */
import type { FamilyId, Model } from '../model.js';
import { meaningOf } from './cell-of.js';
import type { DocumentTable, MarkdownDocument } from './document.js';
import type { EnsureFacts } from './insertion.js';
import { mayName, namesIn, namesModel } from './names-in.js';
import { inOwnBlock, type OwnBlock } from './own-block.js';

/** Share of the models that a table must name to be the table that is asked for. */
const MOST = 0.6;

/**
 * A table of the document that names most of the models, row by row, and tells at least two of the wanted columns. Tables in blocks of
 * ours do not count.
 */
export function tableThatTells(
  document: MarkdownDocument,
  models: readonly Model[],
  columns: readonly string[],
  own: readonly OwnBlock[],
  facts: EnsureFacts,
): DocumentTable | undefined {
  const wanted = new Set(columns.slice(1).map(keyOfColumn));
  return document
    .tablesWhere((section) => mayName(section, facts))
    .find((table) => {
      if (inOwnBlock(own, table)) return false;
      const told = new Set(table.header.cells.map(keyOfColumn).filter((key) => wanted.has(key)));
      if (told.size < Math.min(2, wanted.size)) return false;
      const named = models.filter((model) =>
        table.rows.some(({ cells }) => cells.slice(0, 2).some((cell) => namesModel(cell, model, facts))),
      );
      return named.length >= Math.max(1, Math.ceil(models.length * MOST));
    });
}

function keyOfColumn(header: string): string {
  const meaning = meaningOf(header);
  switch (meaning.kind) {
    case 'capability':
      return meaning.capability;
    case 'number':
      return `number ${meaning.words}`;
    default:
      return meaning.kind;
  }
}

/** What a note says in general: which family lacks which ability. */
interface Claim {
  readonly families: ReadonlySet<FamilyId>;
  readonly abilities: readonly RegExp[];
}

const TOOLS = String.raw`\btool(?:s|[ -]call\w*|[ -]us\w+)?\b|\bfunction[ -]call\w*`;
const ABILITIES: readonly (readonly [RegExp, string])[] = [
  [new RegExp(TOOLS, 'i'), TOOLS],
  [/\bagent(?:s|ic)?\b/i, String.raw`\bagent(?:s|ic)?\b`],
  [/\bimages?\b|\bvision\b/i, String.raw`\bimages?\b|\bvision\b`],
  [/\bcommercial/i, String.raw`\bcommercial\w*`],
  [/\bfill[ -]in|\binfill/i, String.raw`\bfill[ -]in\w*|\binfill\w*|\bfim\b`],
];
const NO = String.raw`(?:(?<!\bneed )\bnot?(?! only| just| need| requir)\b|n't\b(?! need| requir| only| just)|n’t\b(?! need| requir)|\bcannot\b|\black(?:s|ing)?\b|\bwithout\b|\bnever\b|\bunsupported\b|\bunable\b|\bavoid\b|❌)`;

/** The line of a document that makes the point of a note, in its own words. */
export function lineThatSays(
  document: MarkdownDocument,
  note: string,
  own: readonly OwnBlock[],
  facts: EnsureFacts,
): { readonly at: number; readonly text: string } | undefined {
  const claim = claimOf(note, facts);
  const inTable = claim === undefined ? undefined : rowThatDenies(document, claim, own, facts);
  if (inTable !== undefined) return inTable;
  const words = sameWords(note);
  for (const { at, text } of logicalLines(document)) {
    if (inOwnBlock(own, { start: at, end: at }) || text.length > 4000) continue;
    const says =
      sameWords(text).includes(words) ||
      (claim !== undefined && sentencesOf(text).some((sentence) => makesClaim(sentence, claim, facts)));
    if (says) return { at, text: text.trim() };
  }
  return undefined;
}

/** The lines of a document; those of one paragraph or list item are one. */
function logicalLines(document: MarkdownDocument): readonly { readonly at: number; readonly text: string }[] {
  const { text } = document;
  const fences = document.fencesWhere(() => true);
  const lines: { at: number; text: string }[] = [];
  let at = 0;
  let open = false;
  let fence = 0;
  for (const line of text.split('\n')) {
    while ((fences[fence]?.end ?? Number.POSITIVE_INFINITY) < at) fence++;
    const inFence = (fences[fence]?.start ?? Number.POSITIVE_INFINITY) <= at;
    const words = inFence ? line : line.replace(/^[\s>]+/, '');
    const starts = inFence || !open || /^(?:[-*+#|<]|\d+[.)]\s)/.test(words);
    const last = lines.at(-1);
    if (starts || last === undefined) lines.push({ at, text: words });
    else last.text = `${last.text.trimEnd()} ${words}`;
    open = !inFence && words.trim() !== '' && !/^[#|]/.test(words);
    at += line.length + 1;
  }
  return lines;
}

function claimOf(note: string, facts: EnsureFacts): Claim | undefined {
  const families = namesIn(note, facts)
    .slice(0, 1)
    .map((name) => name.family);
  const lead = sentencesOf(note).slice(0, 2).join(' ');
  const abilities = ABILITIES.flatMap(([said, pattern]) => (said.test(lead) ? [pattern] : []));
  const denied = new RegExp(NO, 'i').test(lead);
  if (families.length === 0 || abilities.length === 0 || !denied) return undefined;
  const ability = `(?:${abilities.join('|')})`;
  return {
    families: new Set(families),
    abilities: [
      new RegExp(`${NO}[^.;|]{0,40}?${ability}`, 'i'),
      new RegExp(`${ability}[^.;|]{0,24}?(?:${NO}|\\bunstable\\b|\\bunavailable\\b|\\bmissing\\b)`, 'i'),
    ],
  };
}

/** Whether a sentence denies the ability of the claim's model, and not of another one that it names in between. */
function makesClaim(sentence: string, { families, abilities }: Claim, facts: EnsureFacts): boolean {
  const names = namesIn(sentence, facts);
  if (!names.some((name) => families.has(name.family))) return false;
  const bare = blankNames(sentence, names);
  return abilities.some((ability) => {
    const found = ability.exec(bare);
    if (found === null) return false;
    const nearest = names.filter((name) => name.span.start <= found.index).at(-1) ?? names[0];
    const inside = names.filter(
      (name) => name.span.start >= found.index && name.span.end <= found.index + found[0].length,
    );
    return [...(inside.length > 0 ? inside : nearest === undefined ? [] : [nearest])].every((name) =>
      families.has(name.family),
    );
  });
}

function blankNames(text: string, names: readonly { readonly span: { start: number; end: number } }[]): string {
  let blanked = text;
  for (const { span } of names)
    blanked = blanked.slice(0, span.start) + 'x'.repeat(span.end - span.start) + blanked.slice(span.end);
  return blanked;
}

/** A row about the claim's model with a no under a header that names the ability. */
function rowThatDenies(
  document: MarkdownDocument,
  { families, abilities }: Claim,
  own: readonly OwnBlock[],
  facts: EnsureFacts,
): { readonly at: number; readonly text: string } | undefined {
  const { text } = document;
  for (const { header, rows, ...table } of document.tablesWhere((section) => mayName(section, facts))) {
    if (inOwnBlock(own, table)) continue;
    for (const row of rows) {
      if (!namesIn(row.cells[0] ?? '', facts).some((name) => families.has(name.family))) continue;
      const no = row.cells.findIndex((cell, column) =>
        abilities.some((ability) =>
          ability.test(`${/^\s*(?:❌|no\b|none\b)/i.test(cell) ? 'no ' : ''}${header.cells[column] ?? ''}`),
        ),
      );
      if (no > 0) return { at: row.start, text: text.slice(row.start, row.end).trim() };
    }
  }
  return undefined;
}

function sentencesOf(line: string): readonly string[] {
  return line.split(/(?<=[!?])\s+|(?<=(?<!\b(?:e\.g|i\.e|vs))\.)\s+(?=[^a-z])/).filter((sentence) => sentence !== '');
}

function sameWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
