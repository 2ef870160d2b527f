/** The reference whose variable a call gives as its model: a limit beside `model=GENERATOR` is one of what GENERATOR holds. */
import type { Span } from '../core/source.js';
import type { Standing } from './model-after.js';

/** A variable that a call, or a request's body, takes as its model. */
const MODEL = /\bmodel(?:_id|_name)?["']?\s*[:=]\s*([A-Za-z_][\w.]*)/g;
/** How far from a hit its call is read, in characters. */
const BEFORE = 500;
const BEHIND = 200;

/** The owner of a hit by the variable that its call names. `span` counts offsets of the unit; the text begins at `start` there. */
export function namedOwner(text: string, start: number, owners: readonly Standing[], span: Span): Standing | undefined {
  const at = { start: span.start - start, end: span.end - start };
  const word = modelOfCall(text, at);
  if (word === undefined) return undefined;
  const earlier = owners.filter(({ reference }) => reference.span.start < span.start);
  return earlier.findLast((one) => holds(one, word)) ?? throughAlias(text.slice(0, at.start), earlier, word);
}

function modelOfCall(text: string, at: Span): string | undefined {
  const before =
    text
      .slice(Math.max(0, at.start - BEFORE), at.start)
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const behind = text.slice(at.end, at.end + BEHIND).split(/\n\s*\n/)[0] ?? '';
  const word = [...before.matchAll(MODEL)].at(-1)?.[1] ?? [...behind.matchAll(MODEL)][0]?.[1];
  return word?.split('.').at(-1);
}

/** Whether a reference is what a variable is assigned, or the default of a parameter of that name. */
function holds({ reference }: Standing, word: string): boolean {
  const python = reference.site.layers.find((layer) => layer.language === 'python');
  if (python?.language !== 'python') return false;
  const { assigned, parameter } = python.use;
  return parameter?.name === word || /(\w+)(?:\[.*)?$/.exec(assigned ?? '')?.[1] === word;
}

/** A parameter or variable that takes its value from another one: `def ask(text, model=DEFAULT)`. */
function throughAlias(before: string, owners: readonly Standing[], word: string): Standing | undefined {
  const aliases = [...before.matchAll(new RegExp(`\\b${word}(?:\\s*:\\s*[\\w.]{1,40})?\\s*=\\s*([A-Za-z_]\\w*)`, 'g'))];
  const alias = aliases.findLast(([, name]) => name !== word)?.[1];
  return alias === undefined ? undefined : owners.findLast((one) => holds(one, alias));
}
