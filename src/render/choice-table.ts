/** Which new model takes the place of which old one in which role, what else is offered, and what people chose. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { Decision } from '../core/decision.js';
import type { Choice } from '../core/history.js';
import type { Migration } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, heading, number, paragraph, table, tableRow, words } from './markdown.js';
import { phaseNumbers } from './phase-state.js';
import { groupBy, keyOf, largestFirst } from './phase-view.js';
import type { RecordedChoice, TrackingContext, TrackingState } from './tracking-state.js';

/** One reference that is rewritten, as far as the choice goes. */
interface Chosen {
  readonly old: string;
  readonly role: string;
  readonly target: string;
  readonly phase: string;
  readonly evidence: string;
}

/** The part of the tracking issue with the choices; says nothing where nothing is rewritten and nothing was chosen. */
export function choicePart(plan: RepositoryPlan, state: TrackingState, context: TrackingContext): Part {
  const chosen = plan.phases.flatMap(({ phase, files }) =>
    files.flatMap((file) =>
      file.decisions.flatMap((decision) =>
        chosenBy(decision, (index) => file.references[index]?.models ?? [], phase.id),
      ),
    ),
  );
  const made = madeBlocks(state.choices ?? [], context.choices ?? []);
  if (chosen.length === 0 && made.length === 0) return { name: 'the choices', levels: [() => []] };
  const groups = largestFirst(
    groupBy(chosen, ({ old, role, target, evidence }) =>
      keyOf(old, role, target, isDecisive(evidence) ? evidence : ''),
    ),
  );
  const top: RootContent[] = [
    heading(2, words('Which model becomes which')),
    ...howToChoose(groups, context.migration),
  ];
  const limits = rowLimits(groups.length).filter((limit) => limit > 0);
  return {
    name: 'the choices',
    levels: [
      ...limits.map((limit) => () => [...top, ...choiceBlocks(plan, groups, limit, context.migration), ...made]),
      () => [...top, ...made],
    ],
  };
}

function howToChoose(groups: readonly (readonly Chosen[])[], migration: Migration): readonly RootContent[] {
  const said =
    'The role of a place decides: what the value flows into, else the section of the plan, else the path. Where a file or module uses one of the candidates for the same job already, that one is taken.';
  const open = groups
    .flatMap(([first]) => first ?? [])
    .map(({ old, target, role }) => ({ old, other: alternateFor(old, target, role, migration) }))
    .find(({ other }) => other !== undefined);
  if (open?.other === undefined) return [paragraph(words(said))];
  const example = `${open.old}=${open.other}`;
  return [
    paragraph(
      words(`${said} To take another of the candidates, comment `),
      inertCode(`/migrate choose ${example}`),
      words(', or for one phase '),
      inertCode(`/migrate choose ${example} in ${groups[0]?.[0]?.phase ?? 'phase-1'}`),
      words('.'),
    ),
  ];
}

/** Another candidate for the same role. */
function alternateFor(old: string, target: string, role: string, { replacements }: Migration): string | undefined {
  const row = replacements.find(({ from }) => from.includes(old));
  return row?.to.find(({ model, roles }) => model !== target && roles.some((one) => one === role))?.model;
}

/** The other candidates of the row of an old model. */
function othersFor(old: string, target: string, { replacements }: Migration): readonly string[] {
  const row = replacements.find(({ from }) => from.includes(old));
  return (row?.to ?? []).map(({ model }) => model).filter((model) => model !== target);
}

function chosenBy(
  decision: Decision,
  modelsOf: (reference: number) => readonly string[],
  phase: string,
): readonly Chosen[] {
  if (decision.outcome !== 'rewrite') return [];
  return decision.references.map((reference, nth) => ({
    old: modelsOf(reference).join(', '),
    role: decision.role ?? 'general',
    target: decision.target ?? decision.to?.[nth] ?? '',
    phase,
    evidence: decision.evidence.map(({ text }) => text).find(isDecisive) ?? decision.evidence[0]?.text ?? 'general',
  }));
}

/** What says why this candidate and no other was taken. */
function isDecisive(text: string): boolean {
  return text.startsWith('chosen ') || text.startsWith('does this job ');
}

function choiceBlocks(
  plan: RepositoryPlan,
  groups: readonly (readonly Chosen[])[],
  limit: number,
  migration: Migration,
): readonly RootContent[] {
  const rows = groups.slice(0, limit).flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    return [
      tableRow([
        [inertCode(first.old)],
        [words(first.role)],
        [inertCode(first.target)],
        [words(number(group.length))],
        [
          words(
            phaseNumbers(
              plan,
              group.map(({ phase }) => phase),
            ),
          ),
        ],
        inertSentence(first.evidence, 160),
        listed(othersFor(first.old, first.target, migration)),
      ]),
    ];
  });
  const rest = groups.slice(limit).flat().length;
  return [
    table(['Old', 'Role', 'New', 'Places', 'Phases', 'For example because', 'Other candidates'], rows, [3]),
    ...(rest === 0 ? [] : [paragraph(words(`And ${amount(rest, 'place')} more: see the ledger.`))]),
  ];
}

function listed(names: readonly string[]): PhrasingContent[] {
  if (names.length === 0) return [words('none')];
  return names.flatMap((name, index) => [...(index === 0 ? [] : [words(', ')]), inertCode(name)]);
}

/** What people chose: with commands, which can be taken back here, and in the configuration. */
function madeBlocks(recorded: readonly RecordedChoice[], inForce: readonly Choice[]): readonly RootContent[] {
  const configured = inForce.filter(({ origin }) => origin.startsWith('in '));
  if (recorded.length + configured.length === 0) return [];
  const rows = [
    ...recorded.map((one) => [
      choiceCell(one),
      [words(one.phase ?? 'every phase')],
      [inertCode(one.by), words(', with a command')],
      [inertCode(`/migrate ${undoLine(one)}`)],
    ]),
    ...configured.map((one) => [
      choiceCell(one),
      [words(one.phase ?? 'every phase'), ...(one.paths ?? []).flatMap((glob) => [words(', '), inertCode(glob)])],
      inertSentence(one.origin),
      [words('edit the file')],
    ]),
  ];
  return [heading(3, words('Chosen by people')), table(['Choice', 'Holds in', 'Made by', 'Undone by'], rows)];
}

function choiceCell({ model, target }: Pick<Choice, 'model' | 'target'>): PhrasingContent[] {
  return [inertCode(model), words(' becomes '), inertCode(target)];
}

/** The command that takes a choice back, without `/migrate`. */
export function undoLine({ model, phase }: Pick<RecordedChoice, 'model' | 'phase'>): string {
  return `unchoose ${model}${phase === undefined ? '' : ` in ${phase}`}`;
}
