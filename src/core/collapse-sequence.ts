/** The strings that stand beside a name in brackets of Python, and in the tuples and records around it: read by their brackets. */
import type { Scope } from './collapse-scope.js';
import { bracketsAround, partsBetween } from './companions/brackets.js';
import type { Place } from './place.js';
import type { Span } from './source.js';

const QUOTED = /^[rRbBuU]?(["'])([^"'\\\n]*)\1$/;
const KEYED = /^(?:["']([\w .-]+)["']\s*:|(\w+)\s*=(?!=))\s*/;

/** Characters of a statement that is read for each name in it: a table of hundreds is no choice. */
const LONGEST = 4000;

/** What stands in a pair of brackets. */
interface Sequence {
  readonly around: Span;
  readonly parts: readonly string[];
  /** Which of the parts holds the place. */
  readonly own: number;
}

/**
 * Strings without a keyword in the brackets that hold a name: arguments of one call, what a `Literal` allows. Lists, tuples and sets are
 * told by the grammar.
 */
export function inArguments(place: Place): Scope | undefined {
  const sequence = sequenceAt(place, 0);
  if (sequence === undefined || KEYED.test(sequence.parts[sequence.own] ?? '')) return undefined;
  const values = sequence.parts.flatMap((part) => QUOTED.exec(part)?.[2] ?? []);
  return { key: `arguments:${sequence.around.start}`, present: (_names, to) => values.includes(to) };
}

/** The same place in the other tuples or records of a sequence: choices with their labels. */
export function inRows(place: Place): Scope | undefined {
  const row = sequenceAt(place, 0);
  const outer = row === undefined ? undefined : sequenceAt(place, 1);
  if (row === undefined || outer === undefined || outer.parts.length < 2) return undefined;
  if (!outer.parts.every((part) => part.startsWith('(') || (part.startsWith('{') && isChoice(part)))) return undefined;
  const slot = KEYED.exec(row.parts[row.own] ?? '')?.[0] ?? `${row.own}`;
  const others = outer.parts.filter((_part, at) => at !== outer.own);
  return {
    key: `rows:${outer.around.start}:${slot}`,
    present: (_names, to) => others.some((part) => part.includes(`"${to}"`) || part.includes(`'${to}'`)),
  };
}

/** Keys of a record that is a choice and its label; a record with more is something of its own, which may well share a model. */
const OF_CHOICE =
  /^(?:label|title|display\w*|text|id|value|key|tag|model|model_id|description|provider|vendor|size\w*)$/i;

function isChoice(record: string): boolean {
  const keys = [...record.matchAll(/["']([\w .-]+)["']\s*:/g)].map(([, key]) => key ?? '');
  return keys.length > 0 && keys.every((key) => OF_CHOICE.test(key));
}

/** The brackets around a place, `level` pairs further out. */
function sequenceAt({ python, reference }: Place, level: number): Sequence | undefined {
  const inner = reference.site.texts[reference.site.layers.length - 1];
  if (inner === undefined || python?.token !== 'string' || (python.value ?? '') !== reference.surface) return undefined;
  if (python.statement.end - python.statement.start > LONGEST) return undefined;
  const { text, span } = inner;
  let around = bracketsAround(text, span.start, python.statement.start);
  for (let i = 0; i < level && around !== undefined; i++)
    around = bracketsAround(text, around.start, python.statement.start);
  if (around === undefined) return undefined;
  const spans = partsBetween(text, around.start, around.end);
  const own = spans.findIndex(({ start, end }) => start <= span.start && span.end <= end);
  return own < 0 ? undefined : { around, parts: spans.map(({ start, end }) => text.slice(start, end)), own };
}
