import { answerHelp } from '../../render/answers.js';
import type { SlashCommand } from './command.js';

/** Makes the command that lists the commands, itself among them. */
export function makeHelpCommand(all: () => readonly SlashCommand[]): SlashCommand {
  return {
    name: 'help',
    forms: ['help'],
    description: 'Lists the commands.',
    examples: [{ line: '/migrate help', does: 'shows this list' }],
    permission: 'anyone',
    async run(asked) {
      return answerHelp(
        asked.text,
        all().map(({ forms, description, examples }) => ({
          usages: forms.map((form) => `/migrate ${form}`),
          description,
          examples: examples.map(({ line }) => line),
        })),
      );
    },
  };
}
