/** What people chose in the place of the first candidate, as far as a phase is touched by it. */
import type { ListItem, RootContent } from 'mdast';
import { type Part, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, heading, item, list, paragraph, words } from './markdown.js';
import { groupBy, keyOf, largestFirst, type PhaseView } from './phase-view.js';

interface Chosen {
  readonly old: string;
  readonly target: string;
  /** "chosen in …", as the evidence of the decision says it. */
  readonly said: string;
}

/** The part of a body with the choices that decided in it; says nothing where none did. */
export function chosenPart({ plan }: PhaseView): Part {
  const name = 'the choices of people';
  const chosen = plan.files.flatMap(({ decisions, references }) =>
    decisions.flatMap(({ evidence, target, references: decided }): Chosen[] => {
      const said = evidence.find(({ text }) => text.startsWith('chosen '))?.text;
      if (said === undefined || target === undefined) return [];
      return decided.map((index) => ({ old: references[index]?.models.join(', ') ?? '', target, said }));
    }),
  );
  if (chosen.length === 0) return { name, levels: [() => []] };
  const groups = largestFirst(groupBy(chosen, ({ old, target, said }) => keyOf(old, target, said)));
  const items = groups.flatMap((group) => (group[0] === undefined ? [] : [chosenItem(group[0], group.length)]));
  const top: RootContent = heading(2, words('Chosen by people'));
  const limits = rowLimits(items.length).filter((limit) => limit > 0);
  return {
    name,
    eagerness: 0.5,
    levels: limits.map((limit) => () => [
      top,
      list(items.slice(0, limit)),
      ...(limit >= items.length ? [] : [paragraph(words(`And ${amount(items.length - limit, 'choice')} more.`))]),
    ]),
  };
}

function chosenItem({ old, target, said }: Chosen, count: number): ListItem {
  return item([
    paragraph(
      inertCode(old),
      words(' becomes '),
      inertCode(target),
      words(` at ${amount(count, 'place')}, `),
      ...inertSentence(said),
      words('.'),
    ),
  ]);
}
