import { answerStatus } from '../../render/answers.js';
import type { SlashCommand } from './command.js';

/** Says where every phase stands. */
export const statusCommand: SlashCommand = {
  name: 'status',
  forms: ['status'],
  description:
    'Says where every phase stands: not started, open, merged or closed, with a link to its pull request, and what is left to do in it. Brings the tracking issue up to date.',
  examples: [{ line: '/migrate status', does: 'lists the phases and their pull requests' }],
  permission: 'write',
  async run(asked, desk) {
    const answer = answerStatus(asked.text, await desk.plan(), await desk.standings());
    await desk.refresh();
    return answer;
  },
};
