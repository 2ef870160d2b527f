/** How to go on from a phase's pull request: the commands, how to turn something back, where the rules stand. */
import type { PhrasingContent, RootContent } from 'mdast';
import { CONFIGURATION_PATH } from '../core/configuration.js';
import { phaseControls } from './context.js';
import { inertCode, inertSentence } from './inert-code.js';
import { heading, item, list, paragraph, words } from './markdown.js';
import { ended, type PhaseView } from './phase-view.js';

/** The last part of a body. */
export function continuingBlocks({ plan, context }: PhaseView): readonly RootContent[] {
  const controls = context.controls ?? phaseControls(plan.phase.id);
  const point = (...said: PhrasingContent[]) => item([paragraph(...said)]);
  return [
    heading(2, words('How to continue')),
    list([
      ...controls.map(({ command, does }) => point(inertCode(command), words(' '), ...inertSentence(ended(does)))),
      point(
        words(
          'To turn one edit back, write the old name on its line again, in a commit of your own on this branch. To take a suggestion, press its button in the diff.',
        ),
      ),
      point(
        words('To keep a name for good, put '),
        inertCode('cutover: keep'),
        words(' with a reason into a comment on its line, on the default branch.'),
      ),
      point(
        words('What this repository wants done otherwise (other models, files to keep, labels, reviewers) stands in '),
        inertCode(CONFIGURATION_PATH),
        words(' on the default branch.'),
      ),
      point(
        words('The ledger has every place with its outcome and the reason: '),
        inertCode(`cutover plan . --phase ${plan.phase.number} --ledger FILE`),
        words(' in a checkout writes it.'),
      ),
      ...(context.backupTag === undefined
        ? []
        : [
            point(
              words('The state before the first phase is kept under the tag '),
              inertCode(context.backupTag),
              words('.'),
            ),
          ]),
    ]),
  ];
}
