/** The questions of a phase that opens no pull request: nothing else would name their lines. Lines are those of the default branch. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { LedgerRow } from '../core/ledger.js';
import type { PhasePlan } from '../core/phase-plan.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, paragraph, table, words } from './markdown.js';

/** The rows of a phase that wait for a person. */
export function asksOf({ files }: PhasePlan): readonly LedgerRow[] {
  return files.flatMap(({ rows }) => rows.filter(({ outcome }) => outcome === 'ask'));
}

/** A table of at most `limit` questions, and how many there are besides; nothing where there are none. */
export function questionBlocks(asks: readonly LedgerRow[], limit: number): readonly RootContent[] {
  if (asks.length === 0) return [];
  const rest = asks.length - limit;
  return [
    table(['Where', 'It says', 'Candidates', 'What to consider'], asks.slice(0, limit).map(questionCells)),
    ...(rest <= 0
      ? []
      : [
          paragraph(
            words(`And ${amount(rest, 'place')} more; `),
            inertCode('cutover plan --ledger FILE'),
            words(' lists them all.'),
          ),
        ]),
  ];
}

function questionCells({ path, line, cell, surface, candidates, reason }: LedgerRow): PhrasingContent[][] {
  return [
    [inertCode(`${path}:${line}`), words(cell === undefined ? '' : ` (cell ${cell})`)],
    [inertCode(surface)],
    candidates.length === 0
      ? [words('–')]
      : candidates.flatMap((name, index) => [words(index === 0 ? '' : ', '), inertCode(name)]),
    inertSentence(reason, 300),
  ];
}

/** How a person settles a question: `on` says where the line is edited. */
export function settleWords(on: string): PhrasingContent[] {
  return [
    words(`write the name you want on its line, ${on}; to keep the old name, put `),
    inertCode('cutover: keep'),
    words(' with a reason into a comment on its line'),
  ];
}
