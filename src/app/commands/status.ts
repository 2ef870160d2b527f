import type { PhaseStanding } from '../desk.js';
import type { SlashCommand } from './command.js';

/** Says where every phase stands. */
export const statusCommand: SlashCommand = {
  name: 'status',
  forms: ['status'],
  description: 'Says where every phase stands: not begun, open, merged or closed, with a link to its pull request.',
  examples: [{ line: '/migrate status', does: 'lists the phases and their pull requests' }],
  permission: 'write',
  async run(_asked, desk) {
    const standings = await desk.standings();
    const waiting = standings.find((standing) => standing.state === 'none');
    const next = waiting === undefined ? [] : [`Next: \`/migrate ${waiting.phase.id}\`.`];
    return [standings.map(describeStanding).join('\n'), ...next].join('\n\n');
  },
};

function describeStanding({ phase, state, url }: PhaseStanding): string {
  const title = `- \`${phase.id}\` ${phase.title}: `;
  switch (state) {
    case 'none':
      return `${title}not begun`;
    case 'open':
      return `${title}open, waiting for review: ${url ?? ''}`;
    case 'merged':
      return `${title}merged: ${url ?? ''}`;
    case 'closed':
      return `${title}closed without merging: ${url ?? ''}`;
    default:
      return state satisfies never;
  }
}
