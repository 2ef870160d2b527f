import type { Phase } from '../../core/migration.js';
import { answerNothingToDo, answerPhase } from '../../render/answers.js';
import { changesNote, unverifiedNote, warningsNote } from '../describe-counts.js';
import { type CarriedOut, phaseOf } from '../desk.js';
import { refuse, unknownPhase } from '../reply.js';
import type { SlashCommand } from './command.js';

/** Carries out one phase. */
export const phaseCommand: SlashCommand = {
  name: 'phase',
  forms: ['phase-N'],
  description:
    'Carries out phase N: rewrites what is sure, and opens the one pull request of the phase, or updates it. The pull request lists what was kept and what a person must decide. Nothing is pushed when nothing has changed since the last time.',
  examples: [{ line: '/migrate phase-4', does: 'opens or updates the pull request of phase 4' }],
  permission: 'write',
  async run(asked, desk) {
    const phase = phaseOf(desk.migration, asked.phase);
    if (phase === undefined) return refuse(asked.text, unknownPhase(desk.migration));
    return answerCarriedOut(asked.text, phase, await desk.carryOut(phase));
  },
};

/** Says what carrying out a phase came to. `command` is what the person wrote. */
export function answerCarriedOut(command: string, phase: Phase, { plan, pullRequest, notes }: CarriedOut): string {
  if (pullRequest === undefined) return answerNothingToDo(command, phase.id, plan.counts.references.ask);
  const counted = [changesNote(plan.counts), warningsNote(plan.counts), unverifiedNote(plan.problems)];
  const said = [...counted, ...notes].filter((note) => note !== undefined);
  return answerPhase(command, phase.id, pullRequest, pullRequest.outcome, said);
}
