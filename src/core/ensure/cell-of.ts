/** What the catalogue knows of a model under a table's header: a capability, a number, a licence, a name. */
import type { Capability, Fact, Model, Support } from '../model.js';
import type { EnsureFacts } from './insertion.js';
import { displayName } from './names-in.js';

/** What stands in a cell where nobody has measured anything. */
export const NOT_MEASURED = 'not measured';

/** What a column tells of a model. */
export type Meaning =
  | {
      readonly kind:
        | 'model'
        | 'context'
        | 'licence'
        | 'parameters'
        | 'memory'
        | 'category'
        | 'vendor'
        | 'tag'
        | 'repository';
    }
  | { readonly kind: 'capability'; readonly capability: Capability }
  | { readonly kind: 'number'; readonly words: string }
  | { readonly kind: 'measured' };

/** A cell with the facts that it rests on. */
export interface Cell {
  readonly text: string;
  readonly facts: readonly Fact<unknown>[];
}

/** How a column writes yes and no. */
export type YesNo = 'marks' | 'words';

const CAPABILITIES: readonly (readonly [RegExp, Capability])[] = [
  [/\btools?\b|function[ -]?call/i, 'tools'],
  [/\bthink(?:s|ing)?\b|chain[ -]of[ -]thought|\breasoning\b|\bcot\b/i, 'thinking'],
  [/\bvision\b|\bimages?\b|multi-?modal/i, 'vision'],
  [/fill[ -]in|\bfim\b|\binfill/i, 'fill-in-the-middle'],
  [/\bembed(?:s|ding|dings)?\b(?!.*\bdim)/i, 'embedding'],
];
const MARKS: Readonly<Record<Support, string>> = { yes: '✅', partial: '⚠️', no: '❌', unknown: '?' };
const WORDS: Readonly<Record<Support, string>> = { yes: 'Yes', partial: 'Partly', no: 'No', unknown: 'Unknown' };

/** What a header says that its column holds. A header that speaks of what was measured here is never answered from elsewhere. */
export function meaningOf(header: string): Meaning {
  const plain = header.replace(/[*_`]/g, '').trim();
  if (/\b(?:our|ours|measured|local(?:ly)?|observed|here|speed|latency|throughput|time|tok\w*\/s\w*)\b/i.test(plain))
    return { kind: 'measured' };
  if (/^(?:model|name|llm|new model)s?\b/i.test(plain)) return { kind: 'model' };
  if (/\bollama\b|\btag\b/i.test(plain)) return { kind: 'tag' };
  if (/hugging ?face|\bhf\b|\brepo(?:sitory)?\b/i.test(plain)) return { kind: 'repository' };
  const capability = CAPABILITIES.find(([pattern]) => pattern.test(plain))?.[1];
  if (capability !== undefined && !/\d/.test(plain)) return { kind: 'capability', capability };
  if (/\bcontext\b|\bctx\b/i.test(plain)) return { kind: 'context' };
  if (/\blicen[cs]e/i.test(plain)) return { kind: 'licence' };
  if (/\bparam(?:eter)?s?\b/i.test(plain)) return { kind: 'parameters' };
  if (/\bmemory\b|\bv?ram\b|\bdownload\b|\bsize\b/i.test(plain)) return { kind: 'memory' };
  if (/^(?:category|kind|type|role|best for|use case|used? for|purpose)\b/i.test(plain)) return { kind: 'category' };
  if (/^(?:vendor|maker|developer|provider|organi[sz]ation|company)\b/i.test(plain)) return { kind: 'vendor' };
  return { kind: 'number', words: squash(plain) };
}

/** The cell of a model under a meaning; undefined where the catalogue has no such fact. */
export function cellOf(model: Model, meaning: Meaning, yesNo: YesNo, facts: EnsureFacts): Cell | undefined {
  switch (meaning.kind) {
    case 'model':
      return { text: displayName(model), facts: [] };
    case 'tag':
      return bare(model.ollama === undefined ? undefined : `\`${model.ollama.insert}\``);
    case 'repository':
      return bare(model.huggingface?.instruct === undefined ? undefined : `\`${model.huggingface.instruct}\``);
    case 'capability':
      return capabilityCell(model, meaning.capability, yesNo);
    case 'context':
      return contextCell(model, shortTokens);
    case 'licence':
      return held(model.licence, (value) => value);
    case 'parameters':
      return held(model.numbers.parametersBillion, (value) => `${value}B`);
    case 'memory':
      return held(model.numbers.ollamaQ4GB, (value) => `~${value} GB`);
    case 'category':
      return bare(facts.migration.replacements.find((row) => row.to[0]?.model === model.id)?.category);
    case 'vendor':
      return bare(facts.migration.catalogue.families.find((family) => family.id === model.family)?.vendor);
    case 'number':
      return numberCell(model, meaning.words);
    case 'measured':
      return undefined;
    default: {
      const never: never = meaning;
      return never;
    }
  }
}

/** A number of tokens in units of 1024, as model cards write it: 262144 is `256K`. */
export function shortTokens(tokens: number): string {
  const thousands = tokens / 1024;
  return thousands >= 1024 ? `${round(thousands / 1024)}M` : `${round(thousands)}K`;
}

/** A number with commas: 262144 is `262,144`. */
export function withCommas(value: number): string {
  return String(value).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
}

/** A support as a mark, or in a word. */
export function supportMark(support: Support, yesNo: YesNo = 'marks'): string {
  return yesNo === 'marks' ? MARKS[support] : WORDS[support];
}

function capabilityCell(model: Model, capability: Capability, yesNo: YesNo): Cell {
  const fact = model.capabilities[capability];
  if (fact === undefined || fact.confidence === 'contradicted')
    return { text: supportMark('unknown', yesNo), facts: [] };
  return { text: supportMark(fact.value, yesNo), facts: [fact] };
}

/** The context window as it comes, and the longest one with what it takes; `write` makes a number of tokens a text. */
export function contextCell(model: Model, write: (tokens: number) => string): Cell | undefined {
  const { contextTokens: usual, contextMaxTokens: most } = model.numbers;
  if (!isKnown(usual) || typeof usual.value !== 'number') return undefined;
  if (!isKnown(most) || typeof most.value !== 'number') return { text: write(usual.value), facts: [usual] };
  const how = most.note === undefined ? '' : ` ${most.note}`;
  return { text: `${write(usual.value)} (up to ${write(most.value)}${how})`, facts: [usual, most] };
}

/** The number whose name the header says, with what its name says besides: `bfclV3Percent` under "BFCL" is `68.1% (v3)`. */
function numberCell(model: Model, words: string): Cell | undefined {
  if (words.length < 4) return undefined;
  for (const [key, fact] of Object.entries(model.numbers)) {
    const unit = /(?:Percent|GB|Tokens|Billion|Score)$/.exec(key)?.[0] ?? '';
    const base = squash(key.slice(0, key.length - unit.length));
    if (!isKnown(fact) || !(base.includes(words) || words.includes(base))) continue;
    const rest = base.replace(words, '').replace(/^(\d\d)$/, '20$1');
    const notes = [words.includes(base) ? '' : rest, fact.note === 'thinking' ? fact.note : ''];
    if (fact.confidence === 'plan-only') notes.push('the plan’s figure');
    const said = notes.filter((note) => note !== '').join(', ');
    const value = `${fact.value}${unit === 'Percent' ? '%' : unit === 'GB' ? ' GB' : ''}`;
    return { text: said === '' ? value : `${value} (${said})`, facts: [fact] };
  }
  return undefined;
}

function isKnown(fact: Fact<number | string> | undefined): fact is Fact<number | string> {
  return fact !== undefined && fact.confidence !== 'contradicted';
}

function bare(text: string | undefined): Cell | undefined {
  return text === undefined ? undefined : { text, facts: [] };
}

function held<T>(fact: Fact<T> | undefined, write: (value: T) => string): Cell | undefined {
  return fact === undefined || fact.confidence === 'contradicted'
    ? undefined
    : { text: write(fact.value), facts: [fact] };
}

/** Letters and digits in lower case, years shortened, a plural's `s` left out. */
function squash(words: string): string {
  return words
    .toLowerCase()
    .replace(/20(\d\d)/g, '$1')
    .replace(/[^a-z0-9]/g, '')
    .replace(/s$/, '');
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
