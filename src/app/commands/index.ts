/** The slash commands, in the order of the help. */
import type { Asked } from '../parse-command.js';
import { allCommand } from './all.js';
import { chooseCommand } from './choose.js';
import type { SlashCommand } from './command.js';
import { explainCommand } from './explain.js';
import { makeHelpCommand } from './help.js';
import { phaseCommand } from './phase.js';
import { planCommand } from './plan.js';
import { recreateCommand } from './recreate.js';
import { statusCommand } from './status.js';
import { unchooseCommand } from './unchoose.js';

const helpCommand = makeHelpCommand(() => commands);

export const commands: readonly SlashCommand[] = [
  phaseCommand,
  planCommand,
  statusCommand,
  allCommand,
  recreateCommand,
  explainCommand,
  chooseCommand,
  unchooseCommand,
  helpCommand,
];

/** The command that was asked for. */
export function findCommand(asked: Asked): SlashCommand {
  const command = commands.find((one) => one.name === asked.name);
  if (command === undefined) throw new Error(`no command is called ${asked.name}`);
  return command;
}
