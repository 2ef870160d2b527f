/** A box that stands ticked though nobody's work for it is left: the process that had it died. */
import { startedBy } from '../../render/tracking-boxes.js';
import { refuse } from '../reply.js';
import type { RepositoryAccess } from '../repository-access.js';
import type { LostTick } from '../work.js';
import type { WorkDone } from './answer-commands.js';

/**
 * Empties the box and says so. GitHub does not tell afterwards who ticked it, so nothing is begun on anybody's behalf. Where the work was
 * done after all, the box is empty and nothing is said.
 */
export async function returnTick(work: LostTick, access: RepositoryAccess): Promise<WorkDone> {
  if (!(await access.emptyBox(work.issue, work.box))) return { result: `the box of ${work.box} is empty` };
  const said = {
    what: 'This box was ticked while I was not there, and GitHub does not tell by whom, so nothing was begun and the box is empty again.',
    next: 'tick it once more.',
  };
  await access.say(work.issue, lostTopic(work), refuse(`the box of ${startedBy(work.box)}`, said));
  return { result: `tick given back: ${work.box}` };
}

/** One comment a sweep and box. */
function lostTopic({ delivery, box }: LostTick): string {
  return `lost-${box}-${delivery}`.replace(/[^A-Za-z0-9/.]+/g, '-').replace(/-$/, '');
}
