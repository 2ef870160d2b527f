/** Where the rest of a shortened part is. */
import type { PhrasingContent } from 'mdast';
import { words } from './markdown.js';
import type { PhaseView } from './phase-view.js';

/** "see the comment “Files” below", or the ledger where no comments are posted. `besides` is another place that has it. */
export function restWords({ context }: Pick<PhaseView, 'context'>, title: string, besides?: string): PhrasingContent[] {
  const place = context.followUps === true ? `the comment “${title}” below` : 'the ledger';
  return [words(`see ${besides === undefined ? '' : `${besides}, or `}${place}.`)];
}
