/** `docs/commands.md`, generated from the list of commands. */

import type { SlashCommand } from './commands/command.js';
import { commands } from './commands/index.js';

/** The whole document. */
export function renderCommandsDocument(): string {
  const parts = [
    '<!-- Generated from src/app/commands. Do not edit: npm run generate -->',
    '# Commands',
    'A command is a line of its own in a comment, at the start of the line: `/migrate phase-4`. It is taken in the tracking issue and in the pull request of a phase, by someone who may write to the repository; bots are ignored. Lines in quotations, code fences, inline code and HTML comments are not commands. A comment may hold several; they are carried out in order.',
    'Every command is answered: first with 👀 on the comment, then with a comment that says what was done, or why it was not and what to do next.',
    ...commands.map(renderCommand),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderCommand(command: SlashCommand): string {
  const examples = command.examples.map((example) => `- \`${example.line}\` ${example.does}.`);
  return [
    `## ${command.forms.map((form) => `\`/migrate ${form}\``).join(', ')}`,
    command.description,
    command.permission === 'write' ? 'For people who may write to the repository.' : 'For everybody who may comment.',
    examples.join('\n'),
  ].join('\n\n');
}
