import { describeFailure } from '../reply.js';
import type { SlashCommand } from './command.js';
import { carryOutEach } from './phase.js';
import { planTable } from './plan.js';

/** Carries out every phase, after asking back. */
export const allCommand: SlashCommand = {
  name: 'all',
  forms: ['all', 'all confirm'],
  description:
    'Carries out every phase that has something to change, one pull request each. The first form shows the totals and changes nothing; it is the second that begins.',
  examples: [
    { line: '/migrate all', does: 'shows how many pull requests there would be, and how large' },
    { line: '/migrate all confirm', does: 'opens or updates all of them' },
  ],
  permission: 'write',
  async run(asked, desk) {
    const plan = await desk.plan();
    const phases = plan.phases.filter((planned) => planned.counts.changedFiles > 0).map((planned) => planned.phase);
    if (phases.length === 0) return 'No phase has anything to rewrite in this repository, so there is nothing to open.';
    if (asked.form === 'all confirm') return carryOutEach(desk, phases, describeFailure);
    const requests = phases.length === 1 ? 'one pull request' : `${phases.length} pull requests`;
    return [
      `This would open or update ${requests}; nothing has been changed.`,
      planTable(plan),
      'Next: `/migrate all confirm` begins. Or one phase at a time: `/migrate phase-N`.',
    ].join('\n\n');
  },
};
