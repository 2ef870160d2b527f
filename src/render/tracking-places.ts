/** Every place that waits for a person, with its line, folded away: what is decided before a phase starts is decided there. */
import type { ListItem, PhrasingContent, RootContent } from 'mdast';
import type { LedgerRow } from '../core/ledger.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { type Part, rowLimits } from './fit.js';
import { inertCode } from './inert-code.js';
import { amount, bold, collapsed, item, list, number, paragraph, words } from './markdown.js';
import { asksOf } from './open-questions.js';
import { groupBy, keyOf } from './phase-view.js';
import type { TrackingState } from './tracking-state.js';

/** The part with the places; says nothing where there are none. Lines are those of the default branch. */
export function placePart(plan: RepositoryPlan, state: TrackingState): Part {
  const name = 'the places to decide';
  const phases = plan.phases
    .filter(({ phase }) => state.phases[phase.id]?.status !== 'merged')
    .map((one) => ({ phase: one.phase, asks: asksOf(one) }))
    .filter(({ asks }) => asks.length > 0);
  const total = phases.reduce((sum, { asks }) => sum + asks.length, 0);
  const blocks = (limit: number): readonly RootContent[] => {
    let room = limit;
    const listed = phases.flatMap(({ phase, asks }): readonly RootContent[] => {
      const shown = asks.slice(0, room);
      room -= shown.length;
      if (shown.length === 0) return [];
      return [
        paragraph(bold(`Phase ${phase.number}`)),
        list([...groupBy(shown, ({ path }) => path).values()].map(fileItem)),
      ];
    });
    const rest = total - limit;
    const more = paragraph(
      words(`And ${amount(rest, 'place')} more; `),
      inertCode(`/migrate plan ${phases.at(-1)?.phase.id ?? 'phase-1'}`),
      words(' lists those of a phase.'),
    );
    const label = rest <= 0 ? amount(total, 'place') : `${number(limit)} of ${amount(total, 'place')}`;
    return collapsed(`${label}, line by line`, [...listed, ...(rest <= 0 ? [] : [more])]);
  };
  const limits = rowLimits(total).filter((limit) => limit > 0);
  return { name, eagerness: 2, levels: [...limits.map((limit) => () => blocks(limit)), () => []] };
}

/** A file with its lines; what a line says several times is said once. */
function fileItem(rows: readonly LedgerRow[]): ListItem {
  const lines = [...groupBy(rows, ({ line, cell }) => keyOf(String(line), String(cell))).values()];
  return item([
    paragraph(
      inertCode(rows[0]?.path ?? ''),
      words(': '),
      ...lines.flatMap((some, index) => [words(index === 0 ? '' : '; '), ...lineWords(some)]),
    ),
  ]);
}

function lineWords(rows: readonly LedgerRow[]): PhrasingContent[] {
  const [{ line, cell } = { line: 0 }] = rows;
  const names = [...groupBy(rows, ({ surface }) => surface)].flatMap(([surface, some], index) => [
    words(index === 0 ? '' : ', '),
    inertCode(surface, 60),
    words(some.length === 1 ? '' : ` (${some.length} times)`),
  ]);
  return [words(`line ${line}${cell === undefined ? '' : ` (cell ${cell})`} `), ...names];
}
