/**
 * Reads slash commands out of a comment. Pure, never throws.
 *
 * A command is a whole line that begins with `/migrate` (at most three spaces before it, as a Markdown paragraph allows) and that a
 * reader sees as the commenter's own plain text: a line of a paragraph or heading, as the grammar of Markdown has it. In code, HTML,
 * tables and links it is not one, nor in the middle of a sentence. In a quotation or list it is not one either; where such a line
 * belongs to the quotation or list only because no empty line stands above it, it is malformed, so that its writer is told.
 */
import { parser, Table } from '@lezer/markdown';
import { nearestForm } from './nearest-form.js';

/**
 * A command's name and forms. A form is its words after `/migrate`: `phase-N` stands for a phase, a word in capitals for what the person
 * writes there (at most one a form; `OLD=NEW` for two names with a sign between, `PATH[:LINE]` for all that is left of the line), every
 * other word for itself.
 */
export interface Grammar {
  readonly name: string;
  readonly forms: readonly string[];
}

/** What a person asked for: the command, the form that fits, the phase where the form has one. */
export interface Asked {
  /** What the person wrote: the line, trimmed and cut to 80 characters. */
  readonly text: string;
  readonly name: string;
  readonly form: string;
  /** Such as `phase-4`; whether the migration has it is not known here. */
  readonly phase?: string;
  /** What stands in the place of the form's word in capitals, as it was written, without backticks around it. */
  readonly argument?: string;
}

/** A line that is a command, or that was meant to be one. `line` is 1-based. */
export type CommandLine =
  | { readonly kind: 'command'; readonly line: number; readonly asked: Asked }
  | {
      readonly kind: 'malformed';
      readonly line: number;
      /** As in {@link Asked}. */
      readonly text: string;
      /** What is wrong, a clause without a capital or full stop: "`plan` cannot be followed by this". */
      readonly fault: string;
      /** The command that was probably meant, as one types it. */
      readonly nearest: string;
    };

/** Commands of one comment that are carried out; enough for every phase and a look around. */
export const MOST_COMMANDS = 12;

const SHOWN = 80;

/** UTF-16 units of a comment that are read: GitHub takes no more. Seen: dead-claudia/github-limits. */
const MOST_CHARACTERS = 131_072;

/** UTF-16 units of a line that the grammar sees: deeper nesting than this allows would take it long, and is no command's. */
const LINE_CHARACTERS = 1000;

/** What a person wrote on a command line. */
export function textOf(line: CommandLine): string {
  return line.kind === 'command' ? line.asked.text : line.text;
}

/**
 * The command lines of a comment, top to bottom, without those that say the same as one above them. At most one more than
 * {@link MOST_COMMANDS}: more are not carried out, and need not be read.
 */
export function parseCommands(body: string, grammars: readonly Grammar[]): readonly CommandLine[] {
  const found = new Map<string, CommandLine>();
  let standing: ((line: number) => Standing) | undefined;
  const lines = body.slice(0, MOST_CHARACTERS).split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    if (found.size > MOST_COMMANDS) break;
    const words = commandWords(raw);
    if (words === undefined) continue;
    standing ??= readStandings(lines);
    const where = standing(index);
    if (where === 'other') continue;
    const read = parseWords(words, index + 1, raw, grammars);
    const line = where === 'plain' ? read : continued(read);
    if (!found.has(textOf(line))) found.set(textOf(line), line);
  }
  return [...found.values()];
}

/** How a reader sees a line: the commenter's own words, the end of a quotation or list, or something else. */
type Standing = 'plain' | 'continued' | 'other';

const PLAIN = new Set(['Document', 'Paragraph', 'SetextHeading1', 'SetextHeading2', 'Emphasis', 'StrongEmphasis']);
const CONTAINERS = new Set(['Blockquote', 'BulletList', 'OrderedList', 'ListItem']);

// Links are left out: their text is the commenter's own, and half-open ones take the grammar long.
const grammar = parser.configure([Table, { remove: ['Link', 'LinkEnd', 'Image'] }]);

/** Reads the text as Markdown; tells how a line that begins with a command stands in it. */
function readStandings(lines: readonly string[]): (line: number) => Standing {
  const cut = lines.map((line) => line.slice(0, LINE_CHARACTERS));
  const tree = grammar.parse(cut.join('\n'));
  const starts: number[] = [];
  let start = 0;
  for (const line of cut) {
    starts.push(start);
    start += line.length + 1;
  }
  return (line) => {
    const slash = (starts[line] ?? 0) + (cut[line]?.indexOf('/') ?? 0);
    let standing: Standing = 'plain';
    for (let node = tree.resolveInner(slash, 1); ; ) {
      if (CONTAINERS.has(node.name)) standing = 'continued';
      else if (!PLAIN.has(node.name)) return 'other';
      if (node.parent === null) return standing;
      node = node.parent;
    }
  };
}

/** A line that the writer did not mark as quoted or listed, and that a reader sees as such: said, not done. */
function continued(read: CommandLine): CommandLine {
  if (read.kind === 'malformed') return read;
  const { line, asked } = read;
  return {
    kind: 'malformed',
    line,
    text: asked.text,
    fault: 'it reads as part of the quotation or list above it; it needs an empty line before it and no spaces',
    nearest: `/migrate ${asTyped(asked)}`,
  };
}

/** A command as one types it, without `/migrate`. */
function asTyped({ form, phase = 'phase-N', argument }: Asked): string {
  const words = form.split(' ').map((word) => (isPlaceholder(word) ? (argument ?? word) : word));
  return words.join(' ').replace('phase-N', phase);
}

/** The words after `/migrate` when the line is a command line; nothing otherwise. */
function commandWords(raw: string): readonly string[] | undefined {
  const start = /^ {0,3}\/migrate(?![\w./])/i.exec(raw);
  if (start === null) return undefined;
  // A command is short; what stands past this point can only make it malformed.
  const rest = raw.slice(start[0].length, start[0].length + 400).trim();
  return rest === '' ? [] : rest.split(/\s+/);
}

function parseWords(words: readonly string[], line: number, raw: string, grammars: readonly Grammar[]): CommandLine {
  const text = shown(raw);
  for (const { name, forms } of grammars) {
    for (const form of forms) {
      const match = matchForm(words, form.split(' '));
      if (match !== undefined) return { kind: 'command', line, asked: { text, name, form, ...match } };
    }
  }
  const forms = grammars.flatMap((grammar) => grammar.forms);
  const lower = words.map((word) => word.toLowerCase());
  return {
    kind: 'malformed',
    line,
    text,
    fault: describeFault(lower, forms),
    nearest: nearestForm(lower, forms),
  };
}

/** The line as a person sees it, short. */
function shown(raw: string): string {
  return [...raw.slice(0, 400).trim()].slice(0, SHOWN).join('');
}

function matchForm(words: readonly string[], form: readonly string[]): Pick<Asked, 'phase' | 'argument'> | undefined {
  const takesRest = form.at(-1) === REST && words.length > form.length;
  if (words.length !== form.length && !takesRest) return undefined;
  let found: Pick<Asked, 'phase' | 'argument'> = {};
  for (const [index, expected] of form.entries()) {
    const word = words[index] ?? '';
    const lower = word.toLowerCase();
    if (isPlaceholder(expected)) {
      const argument = unquoted(expected === REST ? words.slice(index).join(' ') : word);
      if (!fits(argument, expected)) return undefined;
      found = { ...found, argument };
    } else if (expected === 'phase-N' && isPhase(lower)) found = { ...found, phase: lower };
    else if (expected !== lower) return undefined;
  }
  return found;
}

/** The word of a form that stands for all that is left of the line: paths may hold spaces. */
const REST = 'PATH[:LINE]';

function isPlaceholder(word: string): boolean {
  return /^[A-Z]/.test(word);
}

function fits(argument: string, placeholder: string): boolean {
  return placeholder === 'OLD=NEW' ? /^[^=\s]+=[^=\s]+$/.test(argument) : argument !== '';
}

/** People put names between backticks. */
function unquoted(text: string): string {
  return text.replace(/^`+/, '').replace(/`+$/, '');
}

/** At most two digits, no leading zero. */
function isPhase(word: string): boolean {
  return /^phase-[1-9][0-9]?$/.test(word);
}

function describeFault(words: readonly string[], forms: readonly string[]): string {
  const [first] = words;
  if (first === undefined) return 'it says `/migrate` and nothing more';
  const starts = forms.map((form) => form.split(' ')[0] ?? '');
  if (isPhase(first) || starts.includes(first)) return `\`${first}\` cannot be followed by what stands after it`;
  return first.startsWith('phase')
    ? '`phase` needs a hyphen and a number after it'
    : 'the word after `/migrate` is not a command';
}
