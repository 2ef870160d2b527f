/** A box of the tracking issue that a person ticked: what its command would do, answered in a comment of the issue. */
import { answerConfigurationProblems } from '../../render/configuration-problems.js';
import { START_ALL, startedBy } from '../../render/tracking-boxes.js';
import { allCommand, CONFIRMED } from '../commands/all.js';
import { phaseCommand } from '../commands/phase.js';
import { ConfigurationBroken } from '../configuration-broken.js';
import type { Desk } from '../desk.js';
import { failureOf, notAllowed, refuse } from '../reply.js';
import type { RepositoryAccess } from '../repository-access.js';
import { boxTopic, type TickBox } from '../work.js';
import type { WorkDone } from './answer-commands.js';
import { partsOf } from './partly-failed.js';

/**
 * Does what a ticked box stands for: permission of the person who ticked it, the work, the box empty again, one comment. A box that
 * was emptied before its turn does nothing. Whatever fails is said too.
 */
export async function startByBox(work: TickBox, access: RepositoryAccess): Promise<WorkDone> {
  if (!work.ticked) return { result: `nothing begun: the box of ${work.box} was emptied again` };
  const topic = boxTopic(work);
  if (await access.wasSaid(work.issue, topic)) return { result: `answered already: the box of ${work.box}` };
  const { body, done } = await respond(work, access);
  await access.emptyBox(work.issue, work.box);
  await access.say(work.issue, topic, body);
  return done;
}

async function respond(
  work: TickBox,
  access: RepositoryAccess,
): Promise<{ readonly body: string; readonly done: WorkDone }> {
  const ticked = `the box of ${startedBy(work.box)}, ticked by ${work.sender}`;
  try {
    if (!(await access.mayWrite(work.sender))) {
      const { what, next } = notAllowed();
      const said = { what: `${what} The box is empty again.`, next };
      return { body: refuse(ticked, said), done: { result: `refused: no permission for the box of ${work.box}` } };
    }
    await access.prepare();
    const desk = access.desk(work.sender);
    desk.takeBox(work.box);
    return { body: await start(work, ticked, desk), done: { result: `answered: the box of ${work.box}` } };
  } catch (error) {
    if (error instanceof ConfigurationBroken) {
      const body = answerConfigurationProblems(ticked, error.problems);
      return { body, done: { result: 'refused: the configuration is not valid' } };
    }
    const parts = partsOf(ticked, error).map((part) =>
      'answer' in part ? part.answer : refuse(part.command, failureOf(part.error)),
    );
    return { body: parts.join('\n\n---\n\n'), done: { result: `failed: the box of ${work.box}`, error } };
  }
}

/** Runs the command that the box stands for, quoted as `text`. */
function start({ box }: TickBox, text: string, desk: Desk): Promise<string> {
  if (box === START_ALL) return allCommand.run({ text, name: allCommand.name, form: CONFIRMED }, desk);
  const phase = startedBy(box) ?? '';
  return phaseCommand.run({ text, name: phaseCommand.name, form: 'phase-N', phase }, desk);
}
