/** Scalars of data languages: their value with a map, and the texts of other languages in them. */
import type { EmbeddedText } from '../core/embedded-text.js';
import type { Span } from '../core/source.js';
import { commandIn } from './command-line.js';
import { guessLanguage, languageOfFileName, languageOfShebang, looksLikeJson } from './guess-language.js';
import { embed, joinStretches, type MappedText, pickRuns, type Stretch } from './text-runs.js';

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0', '\n': '' };
const ESCAPE = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g;

/** Decodes the backslash escapes of a double-quoted scalar whose content stands at `span`. */
export function decodeDouble(text: string, span: Span): MappedText {
  const stretches: Stretch[] = [];
  let at = span.start;
  for (const found of text.slice(span.start, span.end).matchAll(ESCAPE)) {
    const start = span.start + found.index;
    const code = found[1] ?? found[2];
    const letter = found[3] ?? '';
    stretches.push({ start: at, end: start });
    at = start + found[0].length;
    stretches.push({
      start,
      end: at,
      as: code === undefined ? (SIMPLE[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
    });
  }
  stretches.push({ start: at, end: span.end });
  return joinStretches(text, stretches);
}

/** Decodes a single-quoted YAML scalar: two quotes stand for one. */
export function decodeSingle(text: string, span: Span): MappedText {
  const stretches: Stretch[] = [];
  let at = span.start;
  for (const found of text.slice(span.start, span.end).matchAll(/''/g)) {
    const start = span.start + found.index;
    stretches.push({ start: at, end: start }, { start, end: start + 2, as: "'" });
    at = start + 2;
  }
  stretches.push({ start: at, end: span.end });
  return joinStretches(text, stretches);
}

const COMMAND_KEYS =
  /^(?:run|command|cmd|args|entrypoint|script|before_script|after_script|shell|exec|test|postCreateCommand|postStartCommand)$/i;

/** The texts in a scalar, by the keys around it and by what it looks like. */
export function embeddedInScalar(value: MappedText, path: readonly string[]): readonly EmbeddedText[] {
  const { text } = value;
  const trimmed = text.trim();
  const key = path.findLast((name) => !name.startsWith('[')) ?? '';
  const shebang = languageOfShebang(trimmed);
  if (shebang !== undefined) return [embed(shebang, value)];
  if (looksLikeJson(trimmed)) return [embed('json', value)];
  const isCommand = COMMAND_KEYS.test(key) || path.includes('scripts');
  if (isCommand && (/\s/.test(trimmed) || trimmed.startsWith('--'))) return [embed('shell', value)];
  if (!/\s/.test(trimmed)) return [];
  const named = /^Modelfile|\./.test(key) ? languageOfFileName(key) : 'plain';
  if (named !== 'plain') return [embed(named, value)];
  if (!trimmed.includes('\n')) {
    const command = commandIn(text);
    return command === undefined ? [] : [embed('shell', pickRuns(value, [command]))];
  }
  const language = /^[ \t]*(?:```|~~~)/m.test(text) ? 'markdown' : guessLanguage(text);
  return language === 'plain' ? [] : [embed(language, value)];
}
