/** What a person must choose: the places that were left alone for it, with their candidates. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { LedgerRow } from '../core/ledger.js';
import { type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, heading, paragraph, table, words } from './markdown.js';
import { groupBy, keyOf, type PhaseView } from './phase-view.js';
import { placeLinks } from './place-link.js';

/** The part of a body with the questions; says nothing where there are none. */
export function questionPart(view: PhaseView): Part {
  const asks = view.rows.filter((row) => row.outcome === 'ask');
  const name = 'the questions';
  if (asks.length === 0) return { name, levels: [() => []] };
  const groups = [...groupBy(asks, (row) => keyOf(row.path, row.group, row.surface, row.reason)).values()];
  const top: RootContent[] = [
    heading(3, words(`To choose (${asks.length})`)),
    paragraph(words('These places were left as they are, because only a person can know what they should say.')),
  ];
  const levels = rowLimits(groups.length).flatMap((limit, index) =>
    limit === 0 ? [] : [() => [...top, ...questionBlocks(view, groups, limit, index === 0 ? 8 : 3, index < 5)]],
  );
  return { name, eagerness: 0.5, levels: [...levels, () => [...top, ...byReason(asks)]] };
}

function questionBlocks(
  view: PhaseView,
  groups: readonly (readonly LedgerRow[])[],
  limit: number,
  places: number,
  links: boolean,
): readonly RootContent[] {
  const rows = groups.slice(0, limit).flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const where = placeLinks(
      group.map((row) => view.placeOfRow(row)),
      view.context,
      places,
      links,
    );
    return [[where, [inertCode(first.surface)], namesOf(first.candidates), inertSentence(first.reason, 300)]];
  });
  const rest = groups.slice(limit).flat();
  return [
    table(['Where', 'It says', 'Candidates', 'What to consider'], rows),
    ...(rest.length === 0 ? [] : [paragraph(words(restSentence(rest)))]),
  ];
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
  const rows = [...groupBy(asks, (row) => row.rule)].map(([rule, group]) => [
    [inertCode(rule)],
    [words(String(group.length))],
  ]);
  return [
    table(['Rule', 'Places'], rows, [1]),
    paragraph(words('There are too many to list here: see the annotations of the check run, or the ledger.')),
  ];
}
