/** What the migration does not do: files outside every phase, models without a target, the plan's own errors. */
import type { RootContent } from 'mdast';
import type { FileProblem } from '../core/file-plan.js';
import type { Migration } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, collapsed, heading, item, list, number, paragraph, table, words } from './markdown.js';
import { begun, ended, groupBy, keyOf, largestFirst } from './phase-view.js';
import { sourceWords } from './warning-list.js';

/** Files that could not be read and are named. */
const UNREAD_SHOWN = 10;

/** References in files that no phase claims: counts by rule, and the files. */
export function outsidePart(plan: RepositoryPlan): Part {
  const part = claimedByNone(plan);
  const { unread = [] } = plan;
  if (unread.length === 0) return part;
  return { ...part, levels: part.levels.map((level) => () => [...level(), ...unreadBlocks(unread)]) };
}

/** Files outside every phase that could not be read, a few of them by name. */
function unreadBlocks(unread: readonly FileProblem[]): readonly RootContent[] {
  const shown = unread.slice(0, UNREAD_SHOWN);
  const rest = unread.length - shown.length;
  return [
    heading(2, words('What could not be read')),
    paragraph(
      words(`${amount(unread.length, 'file')} that no phase claims could not be read, so nothing is known of them.`),
    ),
    list(
      shown.map(({ path, message }) => item([paragraph(inertCode(path), words(': '), ...inertSentence(message, 300))])),
    ),
    ...(rest === 0 ? [] : [paragraph(words(`And ${amount(rest, 'file')} more.`))]),
  ];
}

function claimedByNone({ outside }: RepositoryPlan): Part {
  const rows = outside.flatMap((file) => file.rows);
  if (rows.length === 0) return { name: 'what no phase claims', levels: [() => []] };
  const groups = largestFirst(groupBy(rows, ({ rule, reason }) => keyOf(rule, reason)));
  const byRule = table(
    ['Why', 'References', 'Files'],
    groups.map((group) => [
      inertSentence(begun(group[0]?.reason ?? ''), 300),
      [words(number(group.length))],
      [words(number(new Set(group.map(({ path }) => path)).size))],
    ]),
    [1, 2],
  );
  const top: RootContent[] = [
    heading(2, words('What no phase claims')),
    paragraph(
      words(
        `Besides those of the phases, ${amount(rows.length, 'reference')} in ${amount(outside.length, 'file')} ${rows.length === 1 ? 'stays as it is' : 'stay as they are'}.`,
      ),
    ),
    byRule,
  ];
  const files = (limit: number): readonly RootContent[] => {
    const items = outside
      .slice(0, limit)
      .map((file) => item([paragraph(inertCode(file.path), words(`: ${number(file.rows.length)}`))]));
    const rest = outside.length - limit;
    const more = rest <= 0 ? [] : [paragraph(words(`And ${amount(rest, 'file')} more: see the ledger.`))];
    return [...top, ...collapsed('Files', [list(items), ...more])];
  };
  const limits = rowLimits(outside.length).filter((limit) => limit > 0);
  return {
    name: 'what no phase claims',
    eagerness: 1.5,
    levels: [...limits.map((limit) => () => files(limit)), () => top],
  };
}

/** Other models in scope that the plan has no target for. */
export function otherModelPart({ otherModels }: RepositoryPlan): Part {
  const name = 'the other models';
  if (otherModels.length === 0) return { name, levels: [() => []] };
  const sorted = [...otherModels].sort((a, b) => b.count - a.count);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  const top: RootContent[] = [
    heading(2, words('Other models')),
    paragraph(
      words(
        `${amount(total, 'place')} name ${amount(sorted.length, 'other model')} that the plan has no target for. They stay; the plan may have forgotten some.`,
      ),
    ),
  ];
  const rows = (limit: number): readonly RootContent[] => {
    const rest = sorted.slice(limit);
    return [
      ...top,
      table(
        ['Model', 'Places'],
        sorted.slice(0, limit).map(({ name: model, count }) => [[inertCode(model)], [words(number(count))]]),
        [1],
      ),
      ...(rest.length === 0
        ? []
        : [
            paragraph(
              words(
                `And ${amount(rest.length, 'name')} more in ${amount(
                  rest.reduce((sum, { count }) => sum + count, 0),
                  'place',
                )}.`,
              ),
            ),
          ]),
    ];
  };
  const limits = rowLimits(sorted.length).filter((limit) => limit > 0);
  return { name, eagerness: 1.5, levels: [...limits.map((limit) => () => rows(limit)), () => top] };
}

/** Statements of the plan that a source denies, and what is done instead. */
export function planErrorPart({ planErrors, catalogue }: Migration): Part {
  if (planErrors.length === 0) return { name: "the plan's errors", levels: [() => []] };
  const blocks = (detailed: boolean): readonly RootContent[] => [
    heading(2, words('Where the plan errs')),
    paragraph(
      words(
        `${amount(planErrors.length, 'statement')} of the plan ${planErrors.length === 1 ? 'is' : 'are'} denied by a source or incomplete. Each is listed with what was found and what is done instead.`,
      ),
    ),
    ...collapsed('What the plan says, what was found, what is done instead', [
      list(
        planErrors.map(({ says, finding, instead, sources }) =>
          item([
            paragraph(
              words('It says: '),
              ...inertSentence(ended(says)),
              ...(detailed ? [words(' Found: '), ...inertSentence(ended(finding))] : []),
              ...(instead === undefined ? [] : [words(' Done instead: '), ...inertSentence(begun(ended(instead)))]),
              ...(detailed ? sourceWords(sources, catalogue.sources) : []),
            ),
          ]),
        ),
      ),
    ]),
  ];
  return { name: "the plan's errors", eagerness: 0.8, levels: [() => blocks(true), () => blocks(false)] };
}
