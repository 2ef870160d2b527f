/** Which new model was chosen for which old one in which role. */
import type { RootContent } from 'mdast';
import type { Decision } from '../core/decision.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, heading, number, paragraph, table, words } from './markdown.js';
import { groupBy, keyOf, largestFirst } from './phase-view.js';

/** One reference that is rewritten, as far as the choice goes. */
interface Chosen {
  readonly old: string;
  readonly role: string;
  readonly target: string;
  readonly phase: string;
  readonly evidence: string;
}

/** The part of the tracking issue with the choices; says nothing where nothing is rewritten. */
export function choicePart(plan: RepositoryPlan): Part {
  const chosen = plan.phases.flatMap(({ phase, files }) =>
    files.flatMap((file) =>
      file.decisions.flatMap((decision) =>
        chosenBy(decision, (index) => file.references[index]?.models ?? [], phase.id),
      ),
    ),
  );
  if (chosen.length === 0) return { name: 'the choices', levels: [() => []] };
  const groups = largestFirst(groupBy(chosen, ({ old, role, target }) => keyOf(old, role, target)));
  const top: RootContent[] = [
    heading(2, words('Choices')),
    paragraph(
      words(
        'The new model that each old one becomes, by the role of the place. A role is read from what the value flows into, else from the section of the plan, else from the path.',
      ),
    ),
  ];
  const limits = rowLimits(groups.length).filter((limit) => limit > 0);
  return {
    name: 'the choices',
    levels: [...limits.map((limit) => () => [...top, ...choiceBlocks(groups, limit)]), () => top],
  };
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
    evidence: decision.evidence[0]?.text ?? 'no evidence: general',
  }));
}

function choiceBlocks(groups: readonly (readonly Chosen[])[], limit: number): readonly RootContent[] {
  const rows = groups.slice(0, limit).flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const phases = [...new Set(group.map(({ phase }) => phase))];
    return [
      [
        [inertCode(first.old)],
        [words(first.role)],
        [inertCode(first.target)],
        [words(number(group.length))],
        [words(phases.join(', '))],
        inertSentence(first.evidence, 160),
      ],
    ];
  });
  const rest = groups.slice(limit).flat().length;
  return [
    table(['Old', 'Role', 'New', 'Places', 'Phases', 'For example because'], rows, [3]),
    ...(rest === 0 ? [] : [paragraph(words(`And ${amount(rest, 'place')} more: see the ledger.`))]),
  ];
}
