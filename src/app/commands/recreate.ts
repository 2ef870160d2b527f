import type { Phase } from '../../core/migration.js';
import type { Outlook } from '../../github/start-over.js';
import { amount } from '../../render/amounts.js';
import { answerOutlook } from '../../render/answer-outlook.js';
import { answerNothingToDo } from '../../render/answers.js';
import { phaseOf } from '../desk.js';
import { refuse, unknownPhase } from '../reply.js';
import type { SlashCommand } from './command.js';
import { sayCarriedOut } from './phase.js';

const CONFIRMED = 'recreate phase-N confirm';

/** Begins a phase anew, after asking back. */
export const recreateCommand: SlashCommand = {
  name: 'recreate',
  forms: ['recreate phase-N', CONFIRMED],
  description:
    'Begins phase N anew: on a new branch from the default branch, `…/phase-4-r2`, with a new pull request. It is the way back after the pull request was closed or its branch has gone astray. The branch before stays with everything that was committed to it; its pull request, when it is still open, is closed with a comment. What people turned back is proposed again. The first form says what would happen and changes nothing; it is the second that begins. Nothing is begun where the pull request is already what a new one would be.',
  examples: [
    { line: '/migrate recreate phase-4', does: 'says which branch and pull request would be left behind' },
    { line: '/migrate recreate phase-4 confirm', does: 'opens a new pull request of phase 4 on a new branch' },
  ],
  permission: 'write',
  async run(asked, desk) {
    const phase = phaseOf(desk.migration, asked.phase);
    if (phase === undefined) return refuse(asked.text, unknownPhase(desk.migration));
    if (asked.form === CONFIRMED) return sayCarriedOut(asked.text, phase, await desk.carryOut(phase, true));
    const outlook = await desk.outlook(phase);
    if (outlook.pullRequest === undefined) return refuse(asked.text, nothingToLeave(phase));
    const plan = (await desk.plan()).phases.find((one) => one.phase.id === phase.id);
    if (plan === undefined) return refuse(asked.text, unknownPhase(desk.migration));
    if (plan.counts.changedFiles === 0) return answerNothingToDo(asked.text, plan);
    return answerOutlook(asked.text, phase.id, sayOutlook(outlook, plan.counts.changedFiles));
  },
};

function nothingToLeave({ id }: Phase) {
  return {
    what: `\`${id}\` has no pull request yet, so there is nothing to begin anew.`,
    next: `\`/migrate ${id}\` begins it.`,
  };
}

/** What would happen, a sentence each. */
function sayOutlook({ pullRequest, next, people, branchGone }: Outlook, files: number): readonly string[] {
  const made = `A new branch \`${next}\` would be made from the default branch, with ${amount(files, 'changed file')}, and a new pull request opened.`;
  if (pullRequest === undefined) return [made];
  const { number, state, branch } = pullRequest;
  const left =
    people === 0 ? '' : `, with ${amount(people, 'commit')} of other people that would not be in the new one`;
  return [
    state === 'open'
      ? `Pull request ${number} would be closed with a comment.`
      : `Pull request ${number} is ${state === 'merged' ? 'merged' : 'closed'} and would stay so.`,
    branchGone ? `Its branch \`${branch}\` is gone already.` : `Its branch \`${branch}\` would stay as it is${left}.`,
    made,
    'What people turned back would be proposed again.',
  ];
}
