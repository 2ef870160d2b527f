import type { Companion } from '../decision.js';
import type { Span } from '../source.js';
import { bracketsAround } from './brackets.js';
import type { CompanionMaker, FileRewrites, Need, Rewrite } from './companion-maker.js';
import { spanInUnit } from './in-unit.js';
import { knownFact } from './known-fact.js';

const OPTION = /--tool-call-parser(?:["']?[ \t]*,[ \t]*["']|=|[ \t]+(?:\\\r?\n[ \t]*)?|["']\s*,\s*["'])["']?([\w.-]+)/g;

/** The tool parser of the server that is started with the name. */
export const toolParser = {
  name: 'tool-parser',
  doc: {
    changes: "the value of vLLM's `--tool-call-parser` in the command that serves the model",
    proof:
      "the value is the catalogue's for the old model, the new model's is known, and the command names one model; else it stays and a warning speaks",
  },
  make(file) {
    return file.rewrites.flatMap((rewrite): readonly Need[] => {
      const companion = parserOf(rewrite, file);
      return companion === undefined ? [] : [{ kind: 'edits', for: [rewrite.index], companions: [companion] }];
    });
  },
} satisfies CompanionMaker;

function parserOf({ place, old, target }: Rewrite, { context }: FileRewrites): Companion | undefined {
  const was = knownFact(old, 'vllmToolParser');
  const now = knownFact(target, 'vllmToolParser');
  if (!place.runs || was === undefined || now === undefined || was === now) return undefined;
  const command = commandOf(place);
  if (command === undefined) return undefined;
  const { unit } = place;
  const named = context.references.filter(
    (one) => one.unit === unit.index && one.span.start >= command.start && one.span.end <= command.end,
  );
  const matches = [...unit.text.slice(command.start, command.end).matchAll(OPTION)];
  const [match] = matches;
  if (named.length > 1 || match === undefined || matches.length > 1 || match[1] !== was) return undefined;
  const end = command.start + match.index + match[0].length;
  return {
    unit: unit.index,
    span: { start: end - was.length, end },
    surface: was,
    to: now,
    rule: 'tool-parser',
    reason: `calls of ${target.display[0] ?? target.id} are written in another way; vLLM reads them with \`${now}\``,
  };
}

/** The command, or the list of its words, that holds the name. Spans count offsets of the unit's text. */
function commandOf({ reference, shell, python, data }: Rewrite['place']): Span | undefined {
  const { layers, texts } = reference.site;
  if (shell !== undefined) {
    return spanInUnit(reference.site, layers.lastIndexOf(shell), shell.statement);
  }
  const depth = layers.length - 1;
  const at = texts[depth];
  if (at === undefined) return undefined;
  if (python?.token === 'string' && python.use.items.length > 1) {
    const around = bracketsAround(at.text, at.span.start, python.statement.start);
    return around === undefined || at.text[around.start] !== '['
      ? undefined
      : spanInUnit(reference.site, depth, around);
  }
  if (data?.value?.includes('--tool-call-parser')) {
    const start = at.text.indexOf(data.value);
    return start < 0 || at.text.indexOf(data.value, start + 1) >= 0 || start > at.span.start
      ? undefined
      : spanInUnit(reference.site, depth, { start, end: start + data.value.length });
  }
  return undefined;
}
