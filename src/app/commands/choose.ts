import { checkChoice } from '../../core/check-choice.js';
import { answerChoice, answerNothingChosen } from '../../render/answer-choice.js';
import type { RecordedChoice } from '../../render/tracking-state.js';
import { phaseOf } from '../desk.js';
import { refuse, unknownPhase } from '../reply.js';
import { notOffered, nowhereToRecord } from './choice-refusals.js';
import type { SlashCommand } from './command.js';

/** Takes another of the candidates that the migration offers for an old model. */
export const chooseCommand: SlashCommand = {
  name: 'choose',
  forms: ['choose OLD=NEW', 'choose OLD=NEW in phase-N'],
  description:
    'Has an old model become another of the candidates that the migration offers for it, in every phase or in one. The choice stands in the tracking issue, in the body of every pull request that it touches, and holds until it is taken back with `unchoose`. Where the configuration chooses for certain files or for a phase, that is more specific and goes first. Pull requests that are open follow when their phase is commanded again.',
  examples: [
    { line: '/migrate choose llama3.1:8b=qwen3:8b', does: 'has `llama3.1:8b` become `qwen3:8b` in every phase' },
    { line: '/migrate choose llama3.1:8b=qwen3:8b in phase-4', does: 'does so in phase 4 alone' },
  ],
  permission: 'write',
  async run(asked, desk) {
    const [model = '', target = ''] = (asked.argument ?? '').split('=');
    if (asked.phase !== undefined && phaseOf(desk.migration, asked.phase) === undefined)
      return refuse(asked.text, unknownPhase(desk.migration));
    const written = { model, target, ...(asked.phase === undefined ? {} : { phase: asked.phase }) };
    const checked = checkChoice(written, desk.migration);
    if (!checked.ok) return refuse(asked.text, notOffered(checked.problems));
    const before = await desk.choices();
    const made: RecordedChoice = { ...checked.choice, by: desk.askedBy };
    if (before.some((one) => isSamePlace(one, made) && one.target === made.target))
      return answerNothingChosen(asked.text, made);
    const replanned = await desk.recordChoices([...before.filter((one) => !isSamePlace(one, made)), made]);
    if (replanned === undefined) return refuse(asked.text, nowhereToRecord());
    return answerChoice(asked.text, made, replanned, await desk.standings());
  },
};

/** Whether two choices are for the same model in the same phases: the later takes the place of the earlier. */
export function isSamePlace(a: Pick<RecordedChoice, 'model' | 'phase'>, b: typeof a): boolean {
  return a.model === b.model && a.phase === b.phase;
}
