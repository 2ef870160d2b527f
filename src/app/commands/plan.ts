import { answerNothingToDo, answerPreview, answerStatus } from '../../render/answers.js';
import { phaseOf } from '../desk.js';
import { refuse, unknownPhase } from '../reply.js';
import type { SlashCommand } from './command.js';

/** Says what a phase, or all of them, would change. */
export const planCommand: SlashCommand = {
  name: 'plan',
  forms: ['plan', 'plan phase-N'],
  description: 'Says what would change, phase by phase or for one phase, and changes nothing.',
  examples: [
    { line: '/migrate plan', does: 'shows the counts of every phase' },
    { line: '/migrate plan phase-2', does: 'shows what the pull request of phase 2 would say' },
  ],
  permission: 'write',
  async run(asked, desk) {
    if (asked.phase === undefined) return answerStatus(asked.text, await desk.plan(), await desk.standings());
    if (phaseOf(desk.migration, asked.phase) === undefined) return refuse(asked.text, unknownPhase(desk.migration));
    const plan = (await desk.plan()).phases.find((one) => one.phase.id === asked.phase);
    if (plan === undefined) return refuse(asked.text, unknownPhase(desk.migration));
    if (plan.counts.changedFiles === 0) return answerNothingToDo(asked.text, plan);
    return answerPreview(asked.text, plan.phase.id, await desk.preview(plan));
  },
};
