/**
 * Follows a value from where it stands to what it flows into: through variables, attributes, parameters, dictionary keys, argument
 * parsers and loops, in a script, in a fence, and across the cells of one notebook in order.
 *
 *     MODEL = os.getenv("M", "…")        the value is assigned to MODEL
 *     llm = Chat(model=MODEL)            MODEL flows into Chat, and through it into llm
 *     create_agent(llm, tools)           llm flows into create_agent
 *     answer = llm.invoke("…")           what a model says is followed no further
 *
 * Names are followed by their text, within the function or class that holds them; an assignment of something else ends a name.
 */
import type { Unit } from './format.js';
import type { Place } from './place.js';
import { CALLEES, signedRole } from './role-signs.js';
import type { CodeScope, PythonLayer, PythonUse } from './site.js';
import type { Program } from './site-at.js';
import type { Span } from './source.js';

/** One place that the value reaches. */
export interface FlowStep {
  /** The name by which it gets there: `MODEL`. */
  readonly name: string;
  readonly use: PythonUse;
  readonly unit: Unit;
  readonly span: Span;
}

/** How many names and places are looked at for one value: bounds the work, not the meaning. */
const MOST_NAMES = 12;
const MOST_PLACES = 60;

/** A name that holds the value. */
interface Holder extends CodeScope {
  readonly name: string;
  /** How it is written where it is read: `MODEL`, `.model`, `self.model`. */
  readonly written: string;
  /** The key under which the value is held, as it is written behind the name. */
  readonly key?: string;
  /** Whether assigning to it again ends it; attributes of other objects are not followed that closely. */
  readonly ends: boolean;
  readonly from: { readonly unit: number; readonly offset: number };
}

const followed = new WeakMap<Place, readonly FlowStep[]>();

/** The places that the value of a Python literal flows into, nearest names first; found once. Empty where it cannot be followed. */
export function followValue(place: Place): readonly FlowStep[] {
  let steps = followed.get(place);
  if (steps === undefined) {
    steps = follow(place);
    followed.set(place, steps);
  }
  return steps;
}

function follow(place: Place): readonly FlowStep[] {
  const { python, reference, unit } = place;
  if (python === undefined || python.token === 'comment' || python.token === 'docstring') return [];
  const steps: FlowStep[] = [];
  const seen = new Set<string>();
  const queue = holdersOf(python, unit, reference.span);
  for (let next = 0; next < queue.length && next < MOST_NAMES && steps.length < MOST_PLACES; next++) {
    const holder = queue[next];
    if (holder === undefined) continue;
    const asked = [holder.function, holder.class, holder.written, holder.key].join('|');
    if (seen.has(asked)) continue;
    seen.add(asked);
    for (const { layer, unit: at, span } of placesOf(holder, place, MOST_PLACES - steps.length)) {
      steps.push({ name: holder.name, use: layer.use, unit: at, span });
      if (!isCalled(holder, layer.use)) queue.push(...holdersOf(layer, at, span));
    }
  }
  return steps;
}

/** Whether a place calls what the name holds, which gives an answer: unless it is a function or class that makes something. */
function isCalled({ written }: Holder, { callees: [callee] }: PythonUse): boolean {
  const isCallee = callee === written || (written.startsWith('.') && callee?.endsWith(written) === true);
  return isCallee && !/^(?:[A-Z]|_*(?:build|create|get|init|load|make|new|setup)(?:_|$))/.test(written);
}

/** What is made to run a model, when a call is named for it. */
const MADE = 'agent|app|bot|chain|client|config|engine|llm|model|pipeline|service|session|settings|template';

/**
 * Calls that run a model and give what it says, by the verb that names them. A verb that is a noun as well may name what it makes
 * (`chat_model`), and a service is named by what it makes: `client.chat.completions.create` gives an answer, `client.chats.create` a chat.
 */
const ANSWERS = new RegExp(
  `(?:^|\\.)a?(?:${[
    '(?:answer|ask|benchmark|call|classify|compare|evaluate|infer|invoke|measure|predict|reply|respond|run|score)(?:_\\w+)?',
    '(?:summari[sz]e|test|transcribe|translate)(?:_\\w+)?',
    `(?:chat|complete|embed|encode|generate|prompt|query|stream)(?:_(?!(?:\\w+_)?(?:${MADE})s?$)\\w+)?`,
    '(?:create|get)_(?:\\w+_)?(?:answer|completion|embedding|output|reply|response|result)s?',
    '(?:completions|embeddings|images|messages|moderations|responses|speech|transcriptions)\\.a?create',
    'check_output|post',
  ].join('|')})$`,
);

/** The names that hold a value standing in `layer`. */
function holdersOf(layer: PythonLayer, unit: Unit, span: Span): Holder[] {
  const { use } = layer;
  const from = { unit: unit.index, offset: span.end };
  const scope = { function: layer.function, class: layer.class };
  const holders: Holder[] = [];
  if (use.parameter !== undefined) {
    holders.push({
      name: use.parameter.name,
      written: use.parameter.name,
      function: use.parameter.function,
      class: layer.class,
      ends: false,
      from,
    });
  }
  const option = argumentOption(unit.text, layer);
  if (option !== undefined) holders.push({ name: `args.${option}`, written: `.${option}`, ends: false, from });
  const key = use.keys.at(-1);
  if (use.assigned === undefined || use.callees.some((callee) => ANSWERS.test(callee))) return holders;
  if (key !== undefined && !use.isKey && /^[\w-]+$/.test(key)) {
    holders.push({
      name: `${use.assigned}["${key}"]`,
      written: use.assigned,
      key,
      ...scope,
      ends: false,
      from,
    });
  } else if (/^\w+$/.test(use.assigned)) {
    const field = layer.class !== undefined && layer.function === undefined;
    holders.push(
      field
        ? { name: `.${use.assigned}`, written: `.${use.assigned}`, ends: false, from }
        : { name: use.assigned, written: use.assigned, ...scope, class: undefined, ends: true, from },
    );
  } else if (/^(?:self|cls)\.\w+$/.test(use.assigned)) {
    holders.push({
      name: use.assigned,
      written: use.assigned,
      class: layer.class,
      ends: false,
      from,
    });
  }
  return holders;
}

/** Where a holder is written in a text: as a word of its own, or with its key behind it. */
function* offsetsOf({ written, key }: Holder, text: string): Iterable<number> {
  const isAttribute = written.startsWith('.');
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
    const end = at + written.length;
    if (!isAttribute && at > 0 && /[\w.]/.test(text.charAt(at - 1))) continue;
    if (key === undefined ? /\w/.test(text.charAt(end)) : !hasKey(text.slice(end, end + 62 + key.length), key))
      continue;
    yield at;
  }
}

/** Whether a key in quotes stands within a few characters, on the same line and before an assignment. */
function hasKey(behind: string, key: string): boolean {
  const reach = /^[^\n=]*/.exec(behind)?.[0] ?? '';
  return reach.includes(`"${key}"`) || reach.includes(`'${key}'`);
}

/** The attribute under which an argument parser offers the default that stands here: `--llm-model` gives `llm_model`. */
function argumentOption(text: string, layer: PythonLayer): string | undefined {
  if (layer.use.keyword !== 'default' || !/(?:^|\.)(?:add_argument|option|argument)$/.test(layer.use.callee ?? ''))
    return undefined;
  const call = layer.use.callSpan === undefined ? '' : text.slice(layer.use.callSpan.start, layer.use.callSpan.end);
  return /['"]--([\w-]+)['"]/.exec(call)?.[1]?.replaceAll('-', '_');
}

interface Reached {
  readonly layer: PythonLayer;
  readonly unit: Unit;
  readonly span: Span;
}

/** The code that reads a holder. */
function* placesOf(holder: Holder, place: Place, most: number): Iterable<Reached> {
  let left = most;
  const scope = { ...programOf(place), function: holder.function, class: holder.class };
  for (const { unit, start, end } of textsOfCode(place)) {
    const text = unit.text.slice(start, end);
    let line = { end: 0, isLastUse: false };
    for (const at of offsetsOf(holder, text)) {
      if (left <= 0) return;
      const end = at + holder.written.length;
      const span = { start: start + at, end: start + end };
      const isTarget = isGivenValue(text, at, end);
      // An argument of that name, or an assignment, reads nothing; only what may end the name is looked at more closely.
      if (isTarget && (!holder.ends || !isAfter(unit, span, holder) || opensBracket(text, at))) continue;
      if (at >= line.end) line = lineAround(text, at);
      if (line.isLastUse || isAsked(text, end)) continue;
      const layer = place.context.codeAt(unit, span, scope);
      if (layer === undefined) continue;
      if (isTarget && !layer.use.isKey) {
        if (layer.use.callee === undefined && layer.function === holder.function) return;
        continue;
      }
      if (holder.function !== undefined && layer.function !== holder.function) continue;
      if (holder.class !== undefined && layer.class !== holder.class) continue;
      left--;
      yield { layer, unit, span };
    }
  }
}

/**
 * Whether a name is followed by a call that runs the model that it holds, `llm.invoke(`: that hands on an answer and, but for what the verb
 * says of the model, shows nothing. Told without the grammar.
 */
function isAsked(text: string, end: number): boolean {
  METHOD.lastIndex = end;
  const verb = METHOD.exec(text)?.[0].slice(0, -1);
  return verb !== undefined && ANSWERS.test(verb) && signedRole(CALLEES, verb) === undefined;
}

const METHOD = /\.\w+\(/y;

/** Whether a name is given a value: as an argument, or by an assignment, which may say a type where it starts its line. */
function isGivenValue(text: string, at: number, end: number): boolean {
  const behind = text.slice(end, end + 60);
  if (/^\s*=(?!=)/.test(behind)) return true;
  return /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 60), at)) && /^\s*:[^=\n]{1,40}=(?!=)/.test(behind);
}

/**
 * The line of a place: where it ends, and whether it begins a statement that hands nothing on, one that prints, returns or asks, and calls
 * nothing else. Told without the grammar, for a good part of all places is such.
 */
function lineAround(text: string, at: number): { readonly end: number; readonly isLastUse: boolean } {
  LAST_USE.lastIndex = text.lastIndexOf('\n', at) + 1;
  const isLastUse = LAST_USE.test(text);
  const feed = text.indexOf('\n', at);
  return { end: feed < 0 ? text.length : feed, isLastUse };
}

const LAST_USE =
  /[ \t]*(?:print\(|(?:return|del|assert|raise)\b|(?:if|elif|while)\b(?=.*:[ \t]*(?:#.*)?\r?$))(?!.*(?:[\w\])]\(|:=|;|\blambda\b))/my;

function opensBracket(text: string, at: number): boolean {
  return text
    .slice(Math.max(0, at - 60), at)
    .trimEnd()
    .endsWith('(');
}

/** The program that the value stands in. */
function programOf({ reference, python }: Place): Program {
  const { layers, texts } = reference.site;
  const own = python === undefined ? 0 : layers.indexOf(python);
  const around = layers[own - 1];
  if (around?.language !== 'python') return { level: own };
  return around.token === 'comment' ? { level: own - 1, isCommented: true } : { level: own, text: texts[own]?.text };
}

function isAfter(unit: Unit, span: Span, { from }: Holder): boolean {
  return unit.index > from.unit || (unit.index === from.unit && span.start > from.offset);
}

/** The code that shares names with a place: all cells of its notebook, its script, or its fence. */
function textsOfCode({
  unit,
  context,
  markdown,
}: Place): readonly { readonly unit: Unit; readonly start: number; readonly end: number }[] {
  if (unit.cell === undefined) {
    const fence = unit.language === 'markdown' ? markdown?.blockSpan : undefined;
    return [{ unit, ...(fence ?? { start: 0, end: unit.text.length }) }];
  }
  if (unit.cell.type !== 'code') return [{ unit, ...(markdown?.blockSpan ?? { start: 0, end: unit.text.length }) }];
  return context.units
    .filter((one) => one.cell?.type === 'code' && one.shielded === undefined)
    .map((one) => ({ unit: one, start: 0, end: one.text.length }));
}
