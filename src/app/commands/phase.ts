import type { Phase } from '../../core/migration.js';
import { answerNothingToDo, answerPhase } from '../../render/answers.js';
import { changesNote, unverifiedNote, warningsNote } from '../describe-counts.js';
import { type CarriedOut, phaseOf } from '../desk.js';
import { failureOf, refuse, unknownPhase } from '../reply.js';
import { type AnsweredPart, PartlyFailed } from '../work/partly-failed.js';
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
    return sayCarriedOut(asked.text, phase, await desk.carryOut(phase));
  },
};

/** Says what carrying out a phase came to. Throws `PartlyFailed` where the tracking issue does not show it. */
export function sayCarriedOut(command: string, phase: Phase, carriedOut: CarriedOut): string {
  const part = partOf(command, phase, carriedOut);
  if ('error' in part) throw new PartlyFailed([part]);
  return part.answer;
}

/** What carrying out a phase came to; with an error where the tracking issue does not show it. */
export function partOf(command: string, phase: Phase, carriedOut: CarriedOut): AnsweredPart {
  const answer = answerCarriedOut(command, phase, carriedOut);
  const { untracked } = carriedOut;
  return untracked === undefined ? { command, answer } : { command, answer, error: untracked };
}

function answerCarriedOut(command: string, phase: Phase, { plan, pullRequest, notes, untracked }: CarriedOut): string {
  if (pullRequest === undefined) return answerNothingToDo(command, plan);
  const counted = [changesNote(plan.counts), warningsNote(plan.counts), unverifiedNote(plan.problems)];
  const late =
    untracked && `The tracking issue does not show it yet: ${failureOf(untracked).what} It is brought up to date later`;
  const said = [...counted, ...notes, late].filter((note) => note !== undefined);
  return answerPhase(command, phase.id, pullRequest, pullRequest.outcome, said);
}
