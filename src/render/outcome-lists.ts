/** What was rewritten into what, and what was kept and why. */
import type { PhrasingContent, RootContent, TableRow } from 'mdast';
import type { LedgerRow } from '../core/ledger.js';
import { makeOnce, type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, heading, item, list, number, paragraph, table, tableRow, words } from './markdown.js';
import { begun, chunks, ended, groupBy, keyOf, largestFirst, type PhaseView } from './phase-view.js';
import { placeLink, placeLinks } from './place-link.js';
import { restWords } from './rest-words.js';

/** The part of a body with what was rewritten: old, new, and how often. */
export function rewrittenPart(view: PhaseView): Part {
  const name = 'what was rewritten';
  const rows = view.rows.filter((row) => row.outcome === 'rewrite' || row.outcome === 'companion');
  if (rows.length === 0) return { name, levels: [() => []] };
  const names = rows.filter((row) => row.outcome === 'rewrite').length;
  const companions = rows.length - names;
  const groups = largestFirst(groupBy(rows, (row) => keyOf(row.outcome, row.surface, row.to ?? '', row.rule)));
  const besides =
    companions === 0
      ? ''
      : `, and ${amount(companions, 'other edit')} that ${companions === 1 ? 'goes' : 'go'} with them`;
  const top: RootContent[] = [heading(2, words('Rewritten')), paragraph(words(`${amount(names, 'name')}${besides}.`))];
  const levels = rowLimits(groups.length).filter((limit) => limit > 0);
  const rowOf = makeOnce(rewrittenRow);
  return {
    name,
    levels: [...levels.map((limit) => () => [...top, ...rewrittenBlocks(groups, limit, rowOf)]), () => top],
  };
}

function rewrittenBlocks(
  groups: readonly (readonly LedgerRow[])[],
  limit: number,
  rowOf: (group: readonly LedgerRow[]) => TableRow,
): readonly RootContent[] {
  const rest = groups.slice(limit).flat();
  const left = `And ${amount(rest.length, 'place')} more in ${amount(filesIn(rest), 'file')}: see the diff, or the ledger.`;
  return [
    table(['Old', 'New', 'Rule', 'Places', 'Files'], groups.slice(0, limit).map(rowOf), [3, 4]),
    ...(rest.length === 0 ? [] : [paragraph(words(left))]),
  ];
}

function rewrittenRow(group: readonly LedgerRow[]): TableRow {
  const { surface = '', to = '', rule = '' } = group[0] ?? {};
  return tableRow([
    surface === '' ? [words('nothing')] : [inertCode(surface)],
    insertedWords(surface, to),
    [inertCode(rule)],
    [words(number(group.length))],
    [words(number(filesIn(group)))],
  ]);
}

/** What is new at a place: of a block that is inserted its name, which its first line gives. */
function insertedWords(surface: string, to: string): PhrasingContent[] {
  const block = surface === '' ? /^\s*<!-- cutover:begin ([\w-]+) -->/.exec(to)?.[1] : undefined;
  return block === undefined ? [inertCode(to)] : [words('a block of text: '), inertCode(block)];
}

/** The part of a body with what was kept, by the rule that kept it, with some of the places. */
export function keptPart(view: PhaseView): Part {
  const name = 'what was kept';
  const kept = view.rows.filter((row) => row.outcome === 'keep');
  if (kept.length === 0) return { name, levels: [() => []] };
  const groups = largestFirst(groupBy(kept, (row) => row.rule));
  const top: RootContent[] = [
    heading(2, words('Kept')),
    paragraph(
      words(
        `${amount(kept.length, 'name')} ${kept.length === 1 ? 'stays' : 'stay'} as ${kept.length === 1 ? 'it is' : 'they are'}, each for a reason.`,
      ),
    ),
  ];
  const levels = [12, 5, 3, 1, 0].map((samples) => () => [
    ...top,
    list(groups.flatMap((group) => keptItem(view, group, samples))),
  ]);
  const title = 'Kept';
  return {
    name,
    eagerness: 1.2,
    levels: [...levels, () => [...top, paragraph(...restWords(view, title))]],
    overflow: { topic: 'kept', title, pieces: () => groups.flatMap((group) => keptPieces(view, group)) },
  };
}

/** Rows of one table of a comment. */
const ROWS_A_PIECE = 60;

/** All that a rule kept, table by table. */
function keptPieces(view: PhaseView, group: readonly LedgerRow[]): readonly (readonly RootContent[])[] {
  const top = paragraph(inertCode(group[0]?.rule ?? ''), words(` (${number(group.length)}):`));
  return chunks(group, ROWS_A_PIECE).map((rows, index) => [
    ...(index === 0 ? [top] : []),
    table(
      ['Where', 'It says', 'Why it stays'],
      rows.map((row) => [
        placeLink(view.placeOfRow(row), view.context, false),
        [inertCode(row.surface)],
        inertSentence(begun(row.reason), 300),
      ]),
    ),
  ]);
}

function keptItem(view: PhaseView, group: readonly LedgerRow[], samples: number) {
  const first = group[0];
  if (first === undefined) return [];
  const reasons = new Set(group.map((row) => row.reason)).size;
  const places = group.map((row) => view.placeOfRow(row));
  return [
    item([
      paragraph(
        inertCode(first.rule),
        words(` (${number(group.length)}): `),
        ...inertSentence(begun(ended(first.reason)), 300),
        ...(reasons === 1 ? [] : [words(` ${number(reasons)} reasons of this kind in all.`)]),
        ...(samples === 0 ? [] : [words(' '), ...placeLinks(places, view.context, samples), words('.')]),
      ),
    ]),
  ];
}

function filesIn(rows: readonly LedgerRow[]): number {
  return new Set(rows.map((row) => row.path)).size;
}
