/** The choices that hold in a repository: those of its configuration and those of commands. */
import { createHash } from 'node:crypto';
import { checkChoice } from '../core/check-choice.js';
import type { Choice } from '../core/history.js';
import type { Migration } from '../core/migration.js';
import type { RecordedChoice } from '../render/tracking-state.js';

/**
 * Both in the order in which they are asked: those for paths, those for a phase, the others; of equals the command first. A recorded
 * choice that the migration does not offer (any more) does not hold.
 */
export function joinChoices(
  recorded: readonly RecordedChoice[],
  configured: readonly Choice[],
  migration: Migration,
): readonly Choice[] {
  const made = recorded
    .filter((one) => holds(one, migration))
    .map(({ by, ...choice }): Choice => ({ ...choice, origin: `by \`${by}\` with \`/migrate choose\`` }));
  const weight = ({ paths, phase }: Choice) => (paths === undefined ? 0 : 2) + (phase === undefined ? 0 : 1);
  return [...made, ...configured].sort((a, b) => weight(b) - weight(a));
}

/** Whether the migration offers what a person chose. */
export function holds(choice: RecordedChoice, migration: Migration): boolean {
  return checkChoice(choice, migration).ok;
}

/** Names the recorded choices that hold, in hexadecimal digits; nothing without any. */
export function digestOfChoices(choices: readonly Choice[], configured: readonly Choice[]): string | undefined {
  const made = choices.filter((one) => !configured.includes(one));
  if (made.length === 0) return undefined;
  const said = made.map(({ model, target, phase }) => [model, target, phase]);
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 12);
}
