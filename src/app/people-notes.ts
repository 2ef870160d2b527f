import type { PublishedPhase } from '../github/publish-phase.js';
import { amount } from '../render/amounts.js';

/** What the person should know about other people's commits on a phase's branch, one sentence each. */
export function peopleNotes(published: PublishedPhase | undefined): readonly string[] {
  const { people, replaced = [] } = published ?? {};
  const notes = replaced.map((number) => `Pull request ${number} was closed in favour of it; its branch stays`);
  if (people === undefined) return notes;
  const { commits, turnedBack, merged } = people;
  const stayed = `${amount(commits, 'commit')} of other people on its branch stayed`;
  notes.push(merged ? `${stayed}, and the default branch was merged into it` : stayed);
  if (turnedBack > 0)
    notes.push(`${amount(turnedBack, 'name')} that somebody turned back ${turnedBack === 1 ? 'was' : 'were'} kept`);
  return notes;
}
