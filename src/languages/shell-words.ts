/** Cuts a shell script into commands, words, comments and here-documents. (A state machine; tolerant, never fails.) */
import type { Span } from '../core/source.js';
import type { Stretch } from './text-runs.js';

/** A word as written, with the stretches that make its value: quotes gone, escapes resolved. */
export interface Word extends Span {
  readonly value: string;
  readonly stretches: readonly Stretch[];
  readonly quoted: boolean;
  /** Spans inside `$(…)` and backticks. */
  readonly substitutions: readonly Span[];
}

/** A simple command: its words, and the files it is redirected to. */
export interface Command extends Span {
  readonly words: readonly Word[];
  readonly files: readonly Word[];
}

/** The body of a here-document. */
export interface Heredoc extends Span {
  readonly command: Command;
}

/** A script in pieces, each list in order. */
export interface Script {
  readonly commands: readonly Command[];
  readonly comments: readonly Span[];
  readonly heredocs: readonly Heredoc[];
}

interface Draft {
  words: Word[];
  files: Word[];
  start: number;
  end: number;
}

interface Reader {
  readonly text: string;
  at: number;
  draft: Draft;
  readonly commands: Command[];
  readonly comments: Span[];
  readonly heredocs: Heredoc[];
  pending: { readonly delimiter: string; readonly draft: Draft }[];
}

const KEYWORDS = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', '{', '}', 'fi', 'done']);

/** Cuts `text`. */
export function cutScript(text: string): Script {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const reader: Reader = {
    text,
    at: start,
    draft: emptyDraft(),
    commands: [],
    comments: [],
    heredocs: [],
    pending: [],
  };
  while (reader.at < text.length) step(reader);
  endCommand(reader);
  return { commands: reader.commands, comments: reader.comments, heredocs: reader.heredocs };
}

function emptyDraft(): Draft {
  return { words: [], files: [], start: -1, end: -1 };
}

function endCommand(reader: Reader): void {
  const { draft } = reader;
  if (draft.start !== -1) reader.commands.push(draft);
  reader.draft = emptyDraft();
}

function step(reader: Reader): void {
  const { text, at } = reader;
  const c = text.charAt(at);
  if (c === '\n') {
    endCommand(reader);
    reader.at++;
    if (reader.pending.length > 0) readHeredocs(reader);
  } else if (c === ' ' || c === '\t' || c === '\r') reader.at++;
  else if (c === '\\' && /\r?\n/y.test(text.slice(at + 1, at + 3))) reader.at += text.charAt(at + 1) === '\r' ? 3 : 2;
  else if (c === '#') {
    const end = endOfLine(text, at);
    reader.comments.push({ start: at, end });
    reader.at = end;
  } else if (c === ';' || c === '|' || c === '(' || c === ')' || (c === '&' && text.charAt(at + 1) !== '>')) {
    endCommand(reader);
    reader.at++;
  } else if (c === '<' || c === '>' || c === '&') readRedirect(reader);
  else readArgument(reader);
}

function endOfLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  const end = feed === -1 ? text.length : feed;
  return text.charAt(end - 1) === '\r' && end > at ? end - 1 : end;
}

function readArgument(reader: Reader): void {
  const word = readWord(reader.text, reader.at);
  reader.at = word.end;
  if (reader.draft.words.length === 0 && KEYWORDS.has(word.value) && !word.quoted) return;
  if (/^\d$/.test(word.value) && /[<>]/.test(reader.text.charAt(word.end))) return;
  add(reader.draft, word);
  reader.draft.words.push(word);
}

function add(draft: Draft, span: Span): void {
  if (draft.start === -1) draft.start = span.start;
  draft.end = span.end;
}

function readRedirect(reader: Reader): void {
  const operator = /^(?:<<<|<<-?|&>>?|>>?&?|<&?)/.exec(reader.text.slice(reader.at, reader.at + 4))?.[0] ?? '<';
  const here = operator === '<<' || operator === '<<-';
  add(reader.draft, { start: reader.at, end: reader.at + operator.length });
  reader.at += operator.length;
  while (/[ \t]/.test(reader.text.charAt(reader.at))) reader.at++;
  if (/[\s;|&()]|^$/.test(reader.text.charAt(reader.at))) return;
  const word = readWord(reader.text, reader.at);
  reader.at = Math.max(word.end, reader.at + 1);
  reader.draft.end = word.end;
  if (here) reader.pending.push({ delimiter: word.value, draft: reader.draft });
  else if (operator === '<<<') reader.draft.words.push(word);
  else reader.draft.files.push(word);
}

function readHeredocs(reader: Reader): void {
  const { text } = reader;
  for (const { delimiter, draft } of reader.pending) {
    const start = reader.at;
    let line = start;
    while (line < text.length && text.slice(line, endOfLine(text, line)).trim() !== delimiter) {
      const feed = text.indexOf('\n', line);
      line = feed === -1 ? text.length : feed + 1;
    }
    reader.heredocs.push({ start, end: line, command: draft });
    const feed = text.indexOf('\n', line);
    reader.at = feed === -1 ? text.length : feed + 1;
  }
  reader.pending = [];
}

/** Reads the word that starts at `start`; at least one character long. */
function readWord(text: string, start: number): Word {
  const stretches: Stretch[] = [];
  const substitutions: Span[] = [];
  let quoted = false;
  let at = start;
  let plain = start;
  const flush = (until: number): void => {
    if (until > plain) stretches.push({ start: plain, end: until });
  };
  while (at < text.length) {
    const c = text.charAt(at);
    if (/[\s;|&<>()]/.test(c)) break;
    const close = c === "'" || c === '"' ? closingQuote(text, at) : -1;
    if (close !== -1) {
      flush(at);
      if (c === '"') readDouble(text, at + 1, close, stretches, substitutions);
      else stretches.push({ start: at + 1, end: close });
      quoted = true;
      at = close + 1;
      plain = at;
    } else if (c === '\\' && at + 1 < text.length) {
      flush(at);
      const feed = text.startsWith('\r\n', at + 1) ? 3 : 2;
      if (!/[\r\n]/.test(text.charAt(at + 1))) stretches.push({ start: at + 1, end: at + 2 });
      at += /\r/.test(text.charAt(at + 1)) ? feed : 2;
      plain = at;
    } else {
      const end = substitutionEnd(text, at, text.length);
      if (end !== -1) substitutions.push({ start: at + (c === '$' ? 2 : 1), end: end - 1 });
      at = end === -1 ? at + 1 : end;
    }
  }
  flush(at);
  const value = stretches.map((s) => s.as ?? text.slice(s.start, s.end)).join('');
  return { start, end: Math.max(at, start + 1), value, stretches, quoted, substitutions };
}

/** Offset of the quote that closes the one at `open`, or -1. */
function closingQuote(text: string, open: number): number {
  const quote = text.charAt(open);
  if (quote === "'") return text.indexOf("'", open + 1);
  for (let at = open + 1; at < text.length; at++) {
    const c = text.charAt(at);
    if (c === '\\') at++;
    else if (c === '"') return at;
  }
  return -1;
}

function readDouble(text: string, start: number, end: number, stretches: Stretch[], substitutions: Span[]): void {
  let plain = start;
  for (let at = start; at < end; at++) {
    const c = text.charAt(at);
    if (c === '\\' && /["\\$`\n]/.test(text.charAt(at + 1))) {
      if (at > plain) stretches.push({ start: plain, end: at });
      const isFeed = text.charAt(at + 1) === '\n';
      plain = isFeed ? at + 2 : at + 1;
      at++;
      continue;
    }
    const close = substitutionEnd(text, at, end);
    if (close === -1) continue;
    substitutions.push({ start: at + (c === '$' ? 2 : 1), end: close - 1 });
    at = close - 1;
  }
  if (end > plain) stretches.push({ start: plain, end });
}

/** Characters in which a substitution must close. */
const LONGEST_SUBSTITUTION = 2000;

/** Offset after the `$(…)` or the backticks that open at `at`, or -1. `$((` is arithmetic. */
function substitutionEnd(text: string, at: number, limit: number): number {
  const c = text.charAt(at);
  if (c === '`') {
    const close = text.slice(at + 1, Math.min(limit, at + LONGEST_SUBSTITUTION)).indexOf('`');
    return close === -1 ? -1 : at + 1 + close + 1;
  }
  if (c !== '$' || text.charAt(at + 1) !== '(') return -1;
  let depth = 0;
  const last = Math.min(limit, at + LONGEST_SUBSTITUTION);
  for (let i = at + 1; i < last; i++) {
    const d = text.charAt(i);
    if (d === '(') depth++;
    else if (d === ')' && --depth === 0) return i + 1;
    else if (d === '\n' && text.charAt(i + 1) === '\n') return -1;
  }
  return -1;
}
