/** Why a choice is not made or not taken back, and what to do about it. */
import type { Problem } from '../../core/problem.js';
import type { RecordedChoice } from '../../render/tracking-state.js';
import type { Refusal } from '../reply.js';

/** What the migration does not offer. */
export function notOffered(problems: readonly Problem[]): Refusal {
  const said = problems.map(({ message, suggestion }) =>
    suggestion === undefined ? `${message}.` : `${message}. ${suggestion}`,
  );
  return {
    what: `${said.join(' ')} Nothing was chosen.`.replaceAll('"', '`'),
    next: 'the tracking issue lists the candidates under “Which model becomes which”.',
  };
}

/** There is no tracking issue. */
export function nowhereToRecord(): Refusal {
  return {
    what: 'Choices are written into the tracking issue, and this repository has none, so nothing was chosen.',
    next: 'choose in `.github/cutover.yml` instead, or open the tracking issue with any command in an issue where issues are on.',
  };
}

/** Nothing of the kind was chosen. */
export function neverChosen(model: string, phase: string | undefined, made: readonly RecordedChoice[]): Refusal {
  const where = phase === undefined ? 'for every phase' : `for ${phase}`;
  const named = made.map((one) => `\`${one.model}${one.phase === undefined ? '' : ` in ${one.phase}`}\``);
  return {
    what: `No choice for \`${model}\` was made ${where} with a command, so nothing was taken back.`,
    next:
      named.length === 0
        ? 'what the configuration chooses is changed in `.github/cutover.yml`.'
        : `\`/migrate unchoose\` takes back ${named.join(', ')}.`,
  };
}
