/** Warnings for a body: those that say the same are one item with its places. */
import type { ListItem, PhrasingContent, RootContent } from 'mdast';
import type { Severity, Warning } from '../core/warning.js';
import { makeOnce, type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence, isActive } from './inert-code.js';
import { amount, bold, collapsed, heading, item, link, list, number, paragraph, words } from './markdown.js';
import { begun, ended, groupBy, keyOf, largestFirst, type PhaseView } from './phase-view.js';
import { placeLinks } from './place-link.js';

/** Most places of one warning that are listed. */
const MOST_PLACES = 12;

/** The part of a body with the warnings of some severities; says nothing where there are none. */
export function warningPart(
  view: PhaseView,
  severities: readonly Severity[],
  title: string,
  options: { readonly eagerness: number; readonly name: string; readonly depth?: 2 | 3 },
): Part {
  const groups = groupWarnings(view.warnings.filter(({ severity }) => severities.includes(severity)));
  if (groups.length === 0) return { name: options.name, levels: [() => []] };
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  const top: RootContent[] = [heading(options.depth ?? 3, words(`${title} (${number(total)})`))];
  const long = makeOnce((group: readonly Warning[]) => warningItem(view, group, MOST_PLACES));
  const short = makeOnce((group: readonly Warning[]) => warningItem(view, group, 2));
  const levels = rowLimits(groups.length, 1).map((limit, index) => () => [
    ...top,
    ...warningBlocks(groups, limit, index < 3 ? long : short),
  ]);
  const { eagerness, name } = options;
  return {
    eagerness,
    name,
    levels: [
      ...levels,
      () => [
        ...top,
        paragraph(words(`${amount(total, 'warning')}: each is an annotation of the check run, on its line.`)),
      ],
    ],
  };
}

/** Warnings that say the same, worst first, then the most frequent. */
function groupWarnings(warnings: readonly Warning[]): readonly (readonly Warning[])[] {
  const rank = { critical: 0, warning: 1, note: 2 };
  const groups = groupBy(warnings, (one) => keyOf(one.severity, one.rule, one.message, one.advice));
  return [...largestFirst(groups)].sort((a, b) => rankOf(a) - rankOf(b));
  function rankOf(group: readonly Warning[]): number {
    return rank[group[0]?.severity ?? 'note'];
  }
}

function warningBlocks(
  groups: readonly (readonly Warning[])[],
  limit: number,
  itemOf: (group: readonly Warning[]) => readonly ListItem[],
): readonly RootContent[] {
  const rest = groups.slice(limit).reduce((sum, group) => sum + group.length, 0);
  const items = groups.slice(0, limit).flatMap(itemOf);
  return [
    list(items),
    ...(rest === 0
      ? []
      : [paragraph(words(`And ${amount(rest, 'warning')} more: see the annotations of the check run.`))]),
  ];
}

function warningItem(view: PhaseView, group: readonly Warning[], limit: number): readonly ListItem[] {
  const first = group[0];
  if (first === undefined) return [];
  const places = group.map((one) => view.placeOfWarning(one));
  const lines: PhrasingContent[] = [
    bold(first.severity),
    words(' '),
    inertCode(first.rule),
    words(group.length === 1 ? ' at ' : ` at ${number(group.length)} places: `),
    ...placeLinks(places, view.context, limit),
    words('. '),
    ...inertSentence(begun(ended(first.message))),
    words(' What to do: '),
    ...inertSentence(ended(first.advice)),
    ...sourceWords(first.sources, view.context.migration.catalogue.sources),
  ];
  return [item([paragraph(...lines)])];
}

/** The sources of a fact: their keys, as links where they are addresses that nobody is notified by. */
export function sourceWords(keys: readonly string[], sources: Readonly<Record<string, string>>): PhrasingContent[] {
  if (keys.length === 0) return [];
  const shown = keys.flatMap((key, index) => [...(index === 0 ? [] : [words(', ')]), ...sourceNode(key, sources[key])]);
  return [words(keys.length === 1 ? ' Source: ' : ' Sources: '), ...shown, words('.')];
}

function sourceNode(key: string, where: string | undefined): PhrasingContent[] {
  return [where !== undefined && isSilentAddress(where) ? link(where, inertCode(key)) : inertCode(key)];
}

/** The part of a body that says where each source is, once; folded away. */
export function sourcePart(keys: readonly string[], sources: Readonly<Record<string, string>>): Part {
  const known = [...new Set(keys)].sort().flatMap((key) => {
    const where = sources[key];
    return where === undefined
      ? []
      : [item([paragraph(...sourceNode(key, where), words(': '), ...inertSentence(where))])];
  });
  const blocks = known.length === 0 ? [] : collapsed(`Sources (${known.length})`, [list(known)]);
  return { name: 'the sources', eagerness: 2, levels: [() => blocks, () => []] };
}

/** Whether a text is one address that makes no cross-reference: not an issue, a pull request, a discussion or a commit. */
function isSilentAddress(text: string): boolean {
  return (
    /^https?:\/\/[^\s<>()\\]+$/.test(text) && isActive(text) && !/\/(issues|pulls?|discussions|commit)\//.test(text)
  );
}
