/** A box of the tracking issue that a person ticked: what its command would do, answered in a comment of the issue. */
import { answerConfigurationProblems } from '../../render/configuration-problems.js';
import { START_ALL, startedBy } from '../../render/tracking-boxes.js';
import { allCommand, CONFIRMED } from '../commands/all.js';
import { phaseCommand } from '../commands/phase.js';
import { ConfigurationBroken } from '../configuration-broken.js';
import type { Desk } from '../desk.js';
import { begun, notAllowed, refuse } from '../reply.js';
import type { RepositoryAccess } from '../repository-access.js';
import { boxTopic, type TickBox } from '../work.js';
import type { WorkDone } from './answer-commands.js';
import { withTick } from './begun-tick.js';
import { type AnswerPart, partsOf } from './partly-failed.js';
import { sayParts } from './say-parts.js';
import { MOST_TRIES, readTries } from './try-again.js';

/**
 * Does what a ticked box stands for: permission of the person who ticked it, an answer that says so, the work, the box empty again, the
 * answer as it came out. A box that was emptied before its turn does nothing. Whatever fails is said too; what may pass is tried again.
 */
export async function startByBox(work: TickBox, access: RepositoryAccess): Promise<WorkDone> {
  if (!work.ticked) return { result: `nothing begun: the box of ${work.box} was emptied again` };
  const said = await access.said(work.issue, boxTopic(work));
  const tries = said === undefined ? 0 : readTries(said)?.tries;
  if (tries === undefined) return { result: `answered already: the box of ${work.box}` };
  const { body, done } = await respond(work, access, tries);
  await access.emptyBox(work.issue, work.box);
  await access.say(work.issue, boxTopic(work), body);
  return done;
}

interface Response {
  readonly body: string;
  readonly done: WorkDone;
}

async function respond(work: TickBox, access: RepositoryAccess, tries: number): Promise<Response> {
  const ticked = `the box of ${startedBy(work.box)}, ticked by ${work.sender}`;
  try {
    if (!(await access.mayWrite(work.sender))) {
      const { what, next } = notAllowed();
      const said = { what: `${what} The box is empty again.`, next };
      return { body: refuse(ticked, said), done: { result: `refused: no permission for the box of ${work.box}` } };
    }
    if (tries < MOST_TRIES) await sayBegun(work, access, ticked, tries + 1);
    await access.prepare();
    const desk = access.desk(work.sender);
    desk.takeBox(work.box);
    return { body: await start(work, ticked, desk), done: { result: `answered: the box of ${work.box}` } };
  } catch (error) {
    if (error instanceof ConfigurationBroken) {
      const body = answerConfigurationProblems(ticked, error.problems);
      return { body, done: { result: 'refused: the configuration is not valid' } };
    }
    return sayFailed(work, partsOf(ticked, error), tries);
  }
}

/** From here on whoever finds the answer can go on. */
async function sayBegun(work: TickBox, access: RepositoryAccess, ticked: string, tries: number): Promise<void> {
  const body = withTick(refuse(ticked, begun()), { ...work, tries: { tries, notBefore: 0 } });
  await access.say(work.issue, boxTopic(work), body);
}

function sayFailed(work: TickBox, parts: readonly AnswerPart[], before: number): Response {
  const { said, error, again } = sayParts(parts, before);
  const body = said.map(({ answer }) => answer).join('\n\n---\n\n');
  if (again === undefined) return { body, done: { result: `failed: the box of ${work.box}`, error } };
  const result = `put off (attempt ${again.tries}): the box of ${work.box}`;
  return { body: withTick(body, { ...work, tries: again }), done: { result, error, again } };
}

/** Runs the command that the box stands for, quoted as `text`. */
function start({ box }: TickBox, text: string, desk: Desk): Promise<string> {
  if (box === START_ALL) return allCommand.run({ text, name: allCommand.name, form: CONFIRMED }, desk);
  const phase = startedBy(box) ?? '';
  return phaseCommand.run({ text, name: phaseCommand.name, form: 'phase-N', phase }, desk);
}
