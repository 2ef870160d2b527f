import type { Companion } from '../decision.js';
import { namesWithin } from '../place.js';
import type { Site } from '../site.js';
import type { Span } from '../source.js';
import { bracketsAround } from './brackets.js';
import type { CompanionMaker, FileRewrites, Need, Rewrite } from './companion-maker.js';
import { lineAt, spanInUnit } from './in-unit.js';
import { knownFact } from './known-fact.js';

const OPTION =
  /--tool-call-parser(?:=|[ \t]+(?:\\\r?\n[ \t]*)?|["']\s*,\s*|["']?[ \t]*\r?\n[ \t]*-[ \t]+)["']?([\w.-]+)/g;
/** How far a list of words may reach before the name, in characters. */
const LIST_REACH = 600;

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
  const named = namesWithin(context, unit.index, command.start, command.end).filter((one) => 'strength' in one);
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
  return data === undefined ? undefined : commandInData(reference.site, depth, at, data.value);
}

/** A value that is the whole command, or the list whose items are its words. */
function commandInData(
  site: Site,
  depth: number,
  { text, span }: { readonly text: string; readonly span: Span },
  value: string | undefined,
): Span | undefined {
  if (value?.includes('--tool-call-parser')) {
    const start = text.lastIndexOf(value, span.start);
    return start < 0 || start + value.length < span.end
      ? undefined
      : spanInUnit(site, depth, { start, end: start + value.length });
  }
  const from = text.lastIndexOf('\n', Math.max(0, span.start - LIST_REACH)) + 1;
  const around = bracketsAround(text, span.start, from);
  if (around !== undefined) return text[around.start] === '[' ? spanInUnit(site, depth, around) : undefined;
  const items = itemsAround(text, span.start);
  return items === undefined ? undefined : spanInUnit(site, depth, items);
}

/** The lines `- …` around an offset that are items of one list of a mapping. */
function itemsAround(text: string, offset: number): Span | undefined {
  const own = lineAt(text, offset);
  const mark = /^[ \t]*- /.exec(text.slice(own.start, own.end))?.[0];
  if (mark === undefined) return undefined;
  let { start, end } = own;
  while (start > 0 && text.startsWith(mark, lineAt(text, start - 1).start)) start = lineAt(text, start - 1).start;
  for (
    let next = text.indexOf('\n', end) + 1;
    next > 0 && text.startsWith(mark, next);
    next = text.indexOf('\n', end) + 1
  )
    end = lineAt(text, next).end;
  return { start, end };
}
