import { answerTotals } from '../../render/answers.js';
import type { Desk } from '../desk.js';
import { nothingAtAll, refuse } from '../reply.js';
import { type AnswerPart, PartlyFailed, stopOf } from '../work/partly-failed.js';
import type { SlashCommand } from './command.js';
import { partOf } from './phase.js';

/** The form that begins. */
export const CONFIRMED = 'all confirm';

/** Carries out every phase, after asking back. */
export const allCommand: SlashCommand = {
  name: 'all',
  forms: ['all', CONFIRMED],
  description:
    'Carries out every phase that has something to change, one pull request each. The first form shows the totals and changes nothing; it is the second that begins.',
  examples: [
    { line: '/migrate all', does: 'shows how many pull requests there would be, and how large' },
    { line: '/migrate all confirm', does: 'opens or updates all of them' },
  ],
  permission: 'write',
  async run(asked, desk) {
    const plan = await desk.plan();
    const pending = plan.phases.filter(({ counts }) => counts.changedFiles > 0).map(({ phase }) => phase.id);
    if (pending.length === 0) return refuse(asked.text, nothingAtAll());
    if (asked.form !== CONFIRMED) return answerTotals(asked.text, plan);
    return carryOutEach(desk, pending);
  },
};

/** One after the other; a phase that fails does not stop the next, unless GitHub asked to slow down. Throws `PartlyFailed` when any did. */
async function carryOutEach(desk: Desk, pending: readonly string[]): Promise<string> {
  const parts: AnswerPart[] = [];
  for (const phase of desk.migration.phases.filter(({ id }) => pending.includes(id))) {
    const command = `/migrate ${phase.id}`;
    const stop = stopOf(parts);
    if (stop !== undefined) {
      parts.push({ command, error: stop });
      continue;
    }
    try {
      parts.push(partOf(command, phase, await desk.carryOut(phase)));
    } catch (error) {
      parts.push({ command, error });
    }
  }
  if (parts.some((part) => 'error' in part)) throw new PartlyFailed(parts);
  const answers = parts.flatMap((part) => ('answer' in part ? [part.answer] : []));
  return answers.join('\n\n---\n\n');
}
