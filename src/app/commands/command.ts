/** What a slash command is. A new one is a file beside this one and a line in `index.ts`. */
import type { Desk } from '../desk.js';
import type { Asked, Grammar } from '../parse-command.js';

/** `write`: only people who may write to the repository. `anyone`: everybody who may comment. */
export type Permission = 'write' | 'anyone';

export interface Example {
  /** As one types it. */
  readonly line: string;
  /** What it does, a clause that begins with a verb: "opens the pull request of phase 4". */
  readonly does: string;
}

/** A command: its forms are the grammar that comments are read by, and what the help shows. */
export interface SlashCommand extends Grammar {
  /** What it does, in whole sentences. */
  readonly description: string;
  readonly examples: readonly Example[];
  /** Checked once, before `run`. */
  readonly permission: Permission;
  /** Does the work and returns the answer, in Markdown. */
  run(asked: Asked, desk: Desk): Promise<string>;
}
