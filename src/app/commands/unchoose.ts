import { canonicalModel } from '../../core/check-choice.js';
import { answerUnchosen } from '../../render/answer-choice.js';
import { refuse } from '../reply.js';
import { neverChosen, nowhereToRecord } from './choice-refusals.js';
import { isSamePlace } from './choose.js';
import type { SlashCommand } from './command.js';

/** Takes a choice back. */
export const unchooseCommand: SlashCommand = {
  name: 'unchoose',
  forms: ['unchoose OLD', 'unchoose OLD in phase-N'],
  description:
    'Takes back what `choose` chose for an old model, in every phase or in one: the candidate is found again by the role of each place.',
  examples: [
    { line: '/migrate unchoose llama3.1:8b', does: 'takes back the choice that holds in every phase' },
    { line: '/migrate unchoose llama3.1:8b in phase-4', does: 'takes back the choice for phase 4' },
  ],
  permission: 'write',
  async run(asked, desk) {
    const model = canonicalModel(asked.argument ?? '', desk.migration);
    const place = { model, ...(asked.phase === undefined ? {} : { phase: asked.phase }) };
    const before = await desk.choices();
    const known = before.find((one) => isSamePlace(one, place));
    if (known === undefined) return refuse(asked.text, neverChosen(model, asked.phase, before));
    const replanned = await desk.recordChoices(before.filter((one) => one !== known));
    if (replanned === undefined) return refuse(asked.text, nowhereToRecord());
    return answerUnchosen(asked.text, known, replanned, await desk.standings());
  },
};
