/** What a person typed, read into a request; or every problem with it at once. */
import { parseArgs } from 'node:util';
import { nearestWord, suggestWord } from '../core/nearest-word.js';

export const FORMATS = ['text', 'md', 'json', 'html'] as const;
export type ReportFormat = (typeof FORMATS)[number];

/** The options that `plan` and `apply` share. */
export interface RunOptions {
  /** Folder, or OWNER/REPO[@REF]. */
  readonly target: string;
  /** `all`, or the number of a phase. */
  readonly phase: 'all' | number;
  /** Id of a bundled migration, or a path to a file; where absent, the repository's configuration says which, or the default holds. */
  readonly migration?: string;
  readonly format: ReportFormat;
  readonly check: boolean;
  /** Paths of the files to write, as typed. */
  readonly ledger?: string;
  readonly warnings?: string;
  readonly out?: string;
  /** PATH[:LINE] whose references are explained instead of the report; `plan` only. */
  readonly explain?: string;
}

export const VERBS = ['plan', 'apply', 'migrations', 'check-models', 'help'] as const;
export type Verb = (typeof VERBS)[number];

/** What to do. */
export type Request =
  | { readonly verb: 'plan'; readonly options: RunOptions }
  | { readonly verb: 'apply'; readonly options: RunOptions; readonly commit: boolean }
  | { readonly verb: 'migrations' }
  | { readonly verb: 'check-models'; readonly migration?: string }
  | { readonly verb: 'help'; readonly topic?: Verb }
  | { readonly verb: 'version' }
  | { readonly verb: 'wrong'; readonly problems: readonly string[]; readonly topic?: Verb };

export const DEFAULT_MIGRATION = '2025-tier-1';

const OPTIONS = {
  phase: { type: 'string' },
  migration: { type: 'string' },
  ledger: { type: 'string' },
  warnings: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  explain: { type: 'string' },
  check: { type: 'boolean' },
  commit: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type OptionName = keyof typeof OPTIONS;

const ACCEPTED: Readonly<Record<Verb, readonly OptionName[]>> = {
  plan: ['phase', 'migration', 'ledger', 'warnings', 'format', 'out', 'check', 'explain'],
  apply: ['phase', 'migration', 'ledger', 'warnings', 'format', 'out', 'check', 'commit'],
  migrations: [],
  'check-models': ['migration'],
  help: [],
};

/** Options and words as they were typed. */
interface Typed {
  readonly words: readonly string[];
  readonly values: ReadonlyMap<OptionName, string>;
  readonly problems: readonly string[];
}

/** Reads the arguments behind the program's name. */
export function parseOptions(args: readonly string[]): Request {
  const typed = readTokens(args);
  const [word, ...rest] = typed.words;
  const verb = VERBS.find((one) => one === word);
  if (typed.values.has('help')) return helpOn(verb === 'help' ? rest[0] : verb);
  if (typed.values.has('version')) return { verb: 'version' };
  if (word === undefined)
    return typed.problems.length > 0 ? { verb: 'wrong', problems: typed.problems } : { verb: 'help' };
  if (verb === undefined) return { verb: 'wrong', problems: [unknownVerb(word), ...typed.problems] };
  if (verb === 'help') return helpOn(rest[0]);
  return requestOf(verb, rest, typed);
}

function helpOn(word: string | undefined): Request {
  const topic = VERBS.find((one) => one === word);
  if (word !== undefined && topic === undefined) return { verb: 'wrong', problems: [unknownTopic(word)] };
  return topic === undefined || topic === 'help' ? { verb: 'help' } : { verb: 'help', topic };
}

function unknownTopic(word: string): string {
  const near = nearestWord(word, VERBS);
  return `There is no command "${word}" to help with.${near === undefined ? '' : ` Did you mean "${near}"?`}`;
}

function unknownVerb(word: string): string {
  const near = nearestWord(word, VERBS);
  if (near !== undefined) return `There is no command "${word}". Did you mean "${near}"?`;
  return `There is no command "${word}". To plan a folder or repository: cutover plan ${word}`;
}

/** Node's strict parsing would stop at the first problem; this finds them all. */
function readTokens(args: readonly string[]): Typed {
  const { tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true });
  const words: string[] = [];
  const values = new Map<OptionName, string>();
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const name = OPTION_NAMES.find((one) => one === token.name);
    const problem = name === undefined ? unknownOption(token.rawName) : faultOf(name, token);
    if (problem !== undefined) problems.push(problem);
    else if (name !== undefined && values.has(name)) problems.push(`${token.rawName} is given twice.`);
    else if (name !== undefined) values.set(name, token.value ?? '');
  }
  return { words, values, problems };
}

const OPTION_NAMES = Object.keys(OPTIONS).filter((name): name is OptionName => name in OPTIONS);

function unknownOption(rawName: string): string {
  const near = nearestWord(rawName.replace(/^-+/, ''), OPTION_NAMES);
  return `There is no option ${rawName}.${near === undefined ? '' : ` Did you mean --${near}?`}`;
}

function faultOf(
  name: OptionName,
  { rawName, value, inlineValue }: { rawName: string; value: string | undefined; inlineValue: boolean | undefined },
): string | undefined {
  if (OPTIONS[name].type === 'boolean') return value === undefined ? undefined : `${rawName} takes no value.`;
  if (value === undefined || value === '') return `${rawName} needs a value.`;
  if (!inlineValue && value.startsWith('-')) return `${rawName} needs a value, but "${value}" follows.`;
  return undefined;
}

function requestOf(verb: Exclude<Verb, 'help'>, words: readonly string[], typed: Typed): Request {
  const { values } = typed;
  const problems = [...typed.problems];
  for (const name of values.keys()) {
    if (!ACCEPTED[verb].includes(name)) problems.push(`cutover ${verb} takes no --${name}.`);
  }
  const [target, ...more] = words;
  if (verb === 'migrations' || verb === 'check-models') {
    if (words.length > 0) problems.push(`cutover ${verb} takes nothing else, but "${words.join(' ')}" follows.`);
    if (problems.length > 0) return { verb: 'wrong', problems, topic: verb };
    return verb === 'migrations' ? { verb } : { verb, ...given(values, 'migration') };
  }
  if (target === undefined || target === '')
    problems.push(`cutover ${verb} needs a folder${verb === 'plan' ? ' or OWNER/REPO' : ''}: cutover ${verb} .`);
  if (more.length > 0) problems.push(`Only one folder or repository at a time; "${more.join(' ')}" is too much.`);
  const phase = readPhase(values.get('phase') ?? 'all', problems);
  const format = readFormat(values.get('format') ?? 'text', problems);
  checkFiles(values, problems);
  if (problems.length > 0) return { verb: 'wrong', problems, topic: verb };
  const options = {
    ...{ target: target ?? '', phase, format, check: values.has('check') },
    ...given(values, 'migration'),
    ...given(values, 'ledger'),
    ...given(values, 'warnings'),
    ...given(values, 'out'),
    ...given(values, 'explain'),
  };
  return verb === 'plan' ? { verb, options } : { verb, options, commit: values.has('commit') };
}

function given(
  values: ReadonlyMap<OptionName, string>,
  name: 'migration' | 'ledger' | 'warnings' | 'out' | 'explain',
): Partial<Pick<RunOptions, typeof name>> {
  const value = values.get(name);
  return value === undefined ? {} : { [name]: value };
}

function readPhase(value: string, problems: string[]): 'all' | number {
  const number = /^(?:phase-)?(\d{1,4})$/i.exec(value)?.[1];
  if (number !== undefined) return Number(number);
  if (value.toLowerCase() !== 'all') problems.push(`--phase takes a number or "all", not "${value}".`);
  return 'all';
}

function readFormat(value: string, problems: string[]): ReportFormat {
  const format = FORMATS.find((one) => one === value);
  if (format === undefined)
    problems.push(`--format takes ${FORMATS.join(', ')}, not "${value}". ${suggestWord(value, FORMATS) ?? ''}`.trim());
  return format ?? 'text';
}

/** Two reports in one file would be neither. */
function checkFiles(values: ReadonlyMap<OptionName, string>, problems: string[]): void {
  const seen = new Map<string, string>();
  for (const name of ['ledger', 'warnings', 'out'] as const) {
    const path = values.get(name);
    if (path === undefined) continue;
    const before = seen.get(path);
    if (before !== undefined) problems.push(`--${before} and --${name} name the same file, ${path}.`);
    seen.set(path, name);
  }
}
