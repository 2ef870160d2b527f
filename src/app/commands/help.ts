import type { SlashCommand } from './command.js';

/** Makes the command that lists the commands, itself among them. */
export function makeHelpCommand(others: () => readonly SlashCommand[]): SlashCommand {
  return {
    name: 'help',
    forms: ['help'],
    description: 'Lists the commands.',
    examples: [{ line: '/migrate help', does: 'shows this list' }],
    permission: 'anyone',
    async run() {
      return renderHelp(others());
    },
  };
}

/** The commands as a table, and where they work. */
export function renderHelp(commands: readonly SlashCommand[]): string {
  const rows = commands.flatMap((command) =>
    command.examples.map((example) => `| \`${example.line}\` | ${example.does} |`),
  );
  return [
    ['| Command | What it does |', '|---|---|', ...rows].join('\n'),
    'A command is a line of its own in a comment on the tracking issue or on the pull request of a phase, by someone who may write to the repository.',
  ].join('\n\n');
}
