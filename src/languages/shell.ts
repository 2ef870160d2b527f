/** Shell scripts, `!` lines, RUN instructions, commands in texts. */
import type { EmbeddedText } from '../core/embedded-text.js';
import { indexBefore } from '../core/index-before.js';
import type { Described, Language, OpenText, ShellLayer } from '../core/site.js';
import type { Span } from '../core/source.js';
import { commandIn } from './command-line.js';
import { guessLanguage, languageOfFileName, looksLikeJson } from './guess-language.js';
import { type Command, cutScript, type Heredoc, type Script, type Word } from './shell-words.js';
import { embed, joinStretches, pieceAt } from './text-runs.js';

interface ShellText {
  readonly text: string;
  readonly script: Script;
  /** Texts in words, comments and here-documents, by start. */
  readonly pieces: Map<number, readonly EmbeddedText[]>;
}

export const shell: Language = {
  name: 'shell',
  aliases: ['bash', 'sh', 'zsh', 'console', 'terminal', 'shell-session'],
  open(text): OpenText {
    let parsed: ShellText | undefined;
    return {
      at(span) {
        parsed ??= { text, script: cutScript(text), pieces: new Map() };
        return describe(parsed, span);
      },
    };
  },
};

function describe(sh: ShellText, span: Span): Described {
  const { comments, heredocs, commands } = sh.script;
  const comment = at(comments, span.start);
  if (comment !== undefined) {
    const layer: ShellLayer = { language: 'shell', token: 'comment', words: [], statement: comment };
    return withInner(layer, sh, comment.start, span, () => piecesOfComment(sh.text, comment));
  }
  const heredoc = at(heredocs, span.start);
  if (heredoc !== undefined) {
    const layer: ShellLayer = { ...commandLayer(heredoc.command), token: 'heredoc' };
    return withInner(layer, sh, heredoc.start, span, () => [piecesOfHeredoc(sh.text, heredoc)]);
  }
  const command = at(commands, span.start);
  if (command === undefined) return { layer: { language: 'shell', token: 'text', words: [], statement: span } };
  const index = indexBefore(command.words, span.start);
  const word = command.words[index];
  const layer = commandLayer(command);
  if (word === undefined || span.start >= word.end) return { layer };
  return withInner({ ...layer, ...describeWord(sh.text, command, index, word, span.start) }, sh, word.start, span, () =>
    piecesOfWord(sh.text, command, index, word),
  );
}

function at<T extends Span>(sorted: readonly T[], offset: number): T | undefined {
  const found = sorted[indexBefore(sorted, offset)];
  return found !== undefined && offset < found.end ? found : undefined;
}

function withInner(
  layer: ShellLayer,
  sh: ShellText,
  key: number,
  span: Span,
  make: () => readonly EmbeddedText[],
): Described {
  let pieces = sh.pieces.get(key);
  if (pieces === undefined) {
    pieces = make();
    sh.pieces.set(key, pieces);
  }
  const inner = pieceAt(pieces, span);
  return inner === undefined ? { layer } : { layer, inner };
}

const WRAPPERS = new Set(['sudo', 'time', 'nohup', 'exec', 'command', 'env', 'then', 'do']);
const ASSIGNMENT = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/;
const DECLARING = new Set(['export', 'local', 'declare', 'readonly', 'typeset', 'set', 'setx']);

/** Index of the word that is the command's name, assignments and wrappers left out; -1 where there is none. */
function nameIndex(words: readonly Word[]): number {
  let wrapped = false;
  for (const [i, { value }] of words.entries()) {
    if (ASSIGNMENT.test(value) || (wrapped && value.startsWith('-'))) continue;
    if (!WRAPPERS.has(value)) return value.startsWith('-') ? -1 : i;
    wrapped = true;
  }
  return -1;
}

function commandLayer(command: Command): ShellLayer {
  const name = command.words[nameIndex(command.words)]?.value;
  return {
    language: 'shell',
    token: 'argument',
    ...(name === undefined ? {} : { command: baseName(name) }),
    words: command.words.map((word) => word.value),
    statement: { start: command.start, end: command.end },
  };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Options that take no value, where the next word would else be taken for it. */
const FLAGS = new Set(
  (
    '-it -ti -i -t -d -q -y -s -S -L -f -k -N -sS -fsSL -sSL -fL -U -v --rm --verbose --quiet --detach --interactive --tty --upgrade ' +
    '--silent --fail --location --insecure --yes --trust-remote-code --resume-download --force --recursive --enforce-eager ' +
    '--enable-auto-tool-choice --enable-prefix-caching --enable-chunked-prefill --no-cache --pre --help --stream --wait --all --json'
  ).split(' '),
);
const SHORT_FLAG = /^-[a-z]{2,}$/;

type WordPart = Pick<ShellLayer, 'token'> & { option?: string; variable?: string };

function describeWord(text: string, command: Command, index: number, word: Word, offset: number): WordPart {
  const name = nameIndex(command.words);
  if (index === name) return { token: 'command' };
  const variable = assigned(text, word, offset);
  const declaring = DECLARING.has(command.words[name]?.value ?? '');
  if (variable !== undefined && (name === -1 || index < name || declaring)) return { token: 'assignment', variable };
  const named = variable === undefined ? {} : { variable };
  const own = /^(--?[\w.-]+)=/.exec(word.value)?.[1];
  if (own !== undefined) {
    const inValue = offset >= word.start + text.slice(word.start, word.end).indexOf('=');
    return inValue ? { token: 'option-value', option: own } : { token: 'argument' };
  }
  const before = command.words[index - 1]?.value;
  const takesValue =
    before !== undefined && /^-/.test(before) && !/[=\s]/.test(before) && !FLAGS.has(before) && index - 1 !== name;
  if (takesValue && !word.value.startsWith('-') && !(SHORT_FLAG.test(before) && before.length > 3)) {
    return { token: 'option-value', option: before, ...named };
  }
  const printed = /^(?:echo|printf)$/.test(command.words[name]?.value ?? '');
  return { token: printed ? 'text' : 'argument', ...named };
}

function assigned(text: string, word: Word, offset: number): string | undefined {
  const name = ASSIGNMENT.exec(word.value)?.[1];
  return name !== undefined && offset >= word.start + text.slice(word.start, word.end).indexOf('=') ? name : undefined;
}

function piecesOfComment(text: string, comment: Span): readonly EmbeddedText[] {
  const start = comment.start + (/^#+[ \t]*/.exec(text.slice(comment.start, comment.end))?.[0].length ?? 0);
  const command = commandIn(text.slice(start, comment.end));
  if (command === undefined) return [];
  return [embed('shell', joinStretches(text, [{ start: start + command.start, end: start + command.end }]))];
}

function piecesOfHeredoc(text: string, heredoc: Heredoc): EmbeddedText {
  const body = joinStretches(text, [{ start: heredoc.start, end: heredoc.end }]);
  return embed(languageOfHeredoc(heredoc.command, body.text), body);
}

function languageOfHeredoc(command: Command, body: string): string {
  const name = baseName(command.words[nameIndex(command.words)]?.value ?? '');
  if (/^python[\d.]*$/.test(name)) return 'python';
  if (/^(?:ba|z|k|da)?sh$|^ssh$/.test(name)) return 'shell';
  if (name === 'ollama') return 'dockerfile';
  const file = command.files[0]?.value ?? (name === 'tee' ? command.words.at(-1)?.value : undefined);
  const language = file === undefined ? 'plain' : languageOfFileName(file);
  return language === 'plain' ? guessLanguage(body) : language;
}

function piecesOfWord(text: string, command: Command, index: number, word: Word): readonly EmbeddedText[] {
  const pieces: EmbeddedText[] = word.substitutions.map((span) => embed('shell', joinStretches(text, [span])));
  const language = languageOfWord(command, index, word);
  if (language !== undefined) pieces.push(embed(language, joinStretches(text, word.stretches)));
  else if (word.quoted) {
    const found = commandIn(word.value);
    // Only a value that stands unbroken in the text can be cut by its own offsets.
    const only = word.stretches.length === 1 ? word.stretches[0] : undefined;
    if (found !== undefined && only !== undefined) {
      pieces.push(
        embed('shell', joinStretches(text, [{ start: only.start + found.start, end: only.start + found.end }])),
      );
    }
  }
  return pieces;
}

/** The language of a word that is a program or data as a whole. */
function languageOfWord(command: Command, index: number, word: Word): string | undefined {
  const trimmed = word.value.trim();
  if (/^\{\s*\\?"|^\[\s*[{"]/.test(trimmed) && looksLikeJson(trimmed)) return 'json';
  if (!word.quoted || !/\s/.test(trimmed)) return undefined;
  const before = command.words[index - 1]?.value ?? '';
  if (/^-\w*c$/.test(before)) {
    const runner = command.words
      .slice(0, index - 1)
      .findLast(({ value }) => /^(?:python[\d.]*|(?:ba|z|k|da)?sh)$/.test(baseName(value)));
    if (runner !== undefined) return baseName(runner.value).startsWith('python') ? 'python' : 'shell';
  }
  if (!trimmed.includes('\n')) return undefined;
  const guess = guessLanguage(word.value);
  return guess === 'plain' ? undefined : guess;
}
