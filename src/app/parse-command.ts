/**
 * Reads slash commands out of a comment. Pure, never throws, one pass over the text.
 *
 * A command is a whole line that begins with `/migrate` (at most three spaces before it, as a Markdown paragraph allows). Lines that
 * a reader sees as somebody else's words or as an example are not commands: block quotes, code fences, indented code, `<pre>` blocks
 * and HTML comments. A command in the middle of a sentence is not one either.
 */
import { nearestForm } from './nearest-form.js';

/** A command's name and forms. A form is its words after `/migrate`; `phase-N` stands for a phase, every other word for itself. */
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

const SHOWN = 80;

/** What the person wrote on a command line. */
export function textOf(line: CommandLine): string {
  return line.kind === 'command' ? line.asked.text : line.text;
}

/** All command lines of a comment, top to bottom. */
export function parseCommands(body: string, grammars: readonly Grammar[]): readonly CommandLine[] {
  const found: CommandLine[] = [];
  const visible = makeVisibility();
  const lines = body.split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    if (!visible(raw)) continue;
    const words = commandWords(raw);
    if (words !== undefined) found.push(parseWords(words, index + 1, raw, grammars));
  }
  return found;
}

/** The words after `/migrate` when the line is a command line; nothing otherwise. */
function commandWords(raw: string): readonly string[] | undefined {
  const start = /^ {0,3}\/migrate(?![\w./])/i.exec(raw);
  if (start === null) return undefined;
  // A command is short; what stands past this point can only make it malformed.
  const rest = raw
    .slice(start[0].length, start[0].length + 400)
    .trim()
    .toLowerCase();
  return rest === '' ? [] : rest.split(/\s+/);
}

function parseWords(words: readonly string[], line: number, raw: string, grammars: readonly Grammar[]): CommandLine {
  const text = [...raw.slice(0, 400).trim()].slice(0, SHOWN).join('');
  for (const { name, forms } of grammars) {
    for (const form of forms) {
      const match = matchForm(words, form.split(' '));
      if (match !== undefined) return { kind: 'command', line, asked: { text, name, form, ...match } };
    }
  }
  const forms = grammars.flatMap((grammar) => grammar.forms);
  return {
    kind: 'malformed',
    line,
    text,
    fault: describeFault(words, forms),
    nearest: nearestForm(words, forms),
  };
}

function matchForm(words: readonly string[], form: readonly string[]): { readonly phase?: string } | undefined {
  if (words.length !== form.length) return undefined;
  let phase: string | undefined;
  for (const [index, expected] of form.entries()) {
    const word = words[index] ?? '';
    if (expected === 'phase-N' && isPhase(word)) phase = word;
    else if (expected !== word) return undefined;
  }
  return phase === undefined ? {} : { phase };
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

/** Follows fences, comments and `<pre>` blocks from line to line; tells whether a line is the commenter's own plain text. */
function makeVisibility(): (line: string) => boolean {
  let fence: { readonly mark: string; readonly length: number } | undefined;
  let closer: RegExp | undefined;
  return (line) => {
    if (fence !== undefined) {
      if (closesFence(line, fence)) fence = undefined;
      return false;
    }
    if (closer !== undefined) {
      if (closer.test(line)) closer = undefined;
      return false;
    }
    fence = opensFence(line);
    if (fence !== undefined) return false;
    closer = opensHidden(line);
    return closer === undefined && !/^ {0,3}>|^\t| {4}/.test(line.slice(0, 5));
  };
}

function opensFence(line: string): { readonly mark: string; readonly length: number } | undefined {
  const run = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  const mark = run?.[0];
  if (run === undefined || mark === undefined) return undefined;
  // The info string of a backtick fence holds no backtick: "```a``` b" is inline code.
  if (mark === '`' && line.slice(line.indexOf(run) + run.length).includes('`')) return undefined;
  return { mark, length: run.length };
}

function closesFence(line: string, fence: { readonly mark: string; readonly length: number }): boolean {
  const run = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return run !== undefined && run[0] === fence.mark && run.length >= fence.length;
}

/** What ends the hidden or literal block that this line opens and does not close itself. */
function opensHidden(line: string): RegExp | undefined {
  const comment = line.lastIndexOf('<!--');
  if (comment >= 0 && line.indexOf('-->', comment) < 0) return /-->/;
  const literal = /^ {0,3}<(pre|script|style|textarea)[\s>]/i.exec(line)?.[1];
  if (literal === undefined) return undefined;
  const end = new RegExp(`</${literal}>`, 'i');
  return end.test(line) ? undefined : end;
}
