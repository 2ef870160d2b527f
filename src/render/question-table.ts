/** What a person must choose: the places that were left alone for it, with their candidates. */
import type { PhrasingContent, RootContent, TableRow } from 'mdast';
import type { LedgerRow } from '../core/ledger.js';
import { makeOnce, type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, heading, number, paragraph, table, tableRow, words } from './markdown.js';
import { settleWords } from './open-questions.js';
import { groupBy, keyOf, type PhaseView } from './phase-view.js';
import { placeLinks } from './place-link.js';

/** Most places of one question that are listed, and how often the table gets shorter before its links go. */
const MOST_PLACES = 6;
const LINKED_LEVELS = 5;

/** The part of a body with the questions; says nothing where there are none. */
export function questionPart(view: PhaseView): Part {
  const asks = view.rows.filter((row) => row.outcome === 'ask');
  const name = 'the questions';
  if (asks.length === 0) return { name, levels: [() => []] };
  const groups = [...groupBy(asks, (row) => keyOf(row.path, row.group, row.surface, row.reason)).values()];
  const top: RootContent[] = [
    heading(3, words(`To choose (${number(asks.length)})`)),
    paragraph(
      words(
        'These places were left as they are, because only a person can know what they should say. To settle one, take the suggestion on its line, where there is one; else ',
      ),
      ...settleWords('in a commit of your own to this branch'),
      words(' on the default branch.'),
    ),
  ];
  const linked = makeOnce((group: readonly LedgerRow[]) => questionRow(view, group, true));
  const plain = makeOnce((group: readonly LedgerRow[]) => questionRow(view, group, false));
  const limits = rowLimits(groups.length).filter((limit) => limit > 0);
  const levels = limits.map((limit, index) => () => [
    ...top,
    ...questionBlocks(groups, limit, index < LINKED_LEVELS ? linked : plain),
  ]);
  return { name, eagerness: 0.5, levels: [...levels, () => [...top, ...byReason(asks)]] };
}

function questionBlocks(
  groups: readonly (readonly LedgerRow[])[],
  limit: number,
  rowOf: (group: readonly LedgerRow[]) => TableRow,
): readonly RootContent[] {
  const rest = groups.slice(limit).flat();
  return [
    table(['Where', 'It says', 'Candidates', 'What to consider'], groups.slice(0, limit).map(rowOf)),
    ...(rest.length === 0 ? [] : [paragraph(words(restSentence(rest)))]),
  ];
}

function questionRow(view: PhaseView, group: readonly LedgerRow[], links: boolean): TableRow {
  const places = group.map((row) => view.placeOfRow(row));
  const { surface = '', candidates = [], reason = '' } = group[0] ?? {};
  return tableRow([
    placeLinks(places, view.context, MOST_PLACES, links),
    [inertCode(surface)],
    namesOf(candidates),
    inertSentence(reason, 300),
  ]);
}

function restSentence(rest: readonly LedgerRow[]): string {
  const files = new Set(rest.map((row) => row.path)).size;
  return `And ${amount(rest.length, 'place')} more in ${amount(files, 'file')}: see the annotations of the check run, or the ledger.`;
}

function namesOf(names: readonly string[]): PhrasingContent[] {
  if (names.length === 0) return [words('–')];
  return names.flatMap((name, index) => [...(index === 0 ? [] : [words(', ')]), inertCode(name)]);
}

/** The shortest form: how many for which rule. */
function byReason(asks: readonly LedgerRow[]): readonly RootContent[] {
  const rows = [...groupBy(asks, (row) => row.rule)].map(([rule, group]) =>
    tableRow([[inertCode(rule)], [words(number(group.length))]]),
  );
  return [
    table(['Rule', 'Places'], rows, [1]),
    paragraph(words('There are too many to list here: see the annotations of the check run, or the ledger.')),
  ];
}
