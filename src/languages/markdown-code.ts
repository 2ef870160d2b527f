/** Code in Markdown: fences, indented blocks and code spans as texts of their language. */
import type { SyntaxNode } from '@lezer/common';
import type { EmbeddedText } from '../core/embedded-text.js';
import type { Span } from '../core/source.js';
import { isCommandLine } from './command-line.js';
import { guessLanguage, languageNamed, looksLikePython } from './guess-language.js';
import { embed, joinStretches, linesOf, type MappedText, pickRuns } from './text-runs.js';

/** `$ `, `(venv) $ `, `user@host:~/folder$ `, `root@host:/# ` at the start of a line. */
const PROMPT =
  /^[ \t]*(?:\([\w.-]{1,40}\)[ \t]?)?(?:[\w.-]{1,40}@[\w.-]{1,60}:[\w~/.-]{0,100}[$#]|\$|%|PS [A-Z]:[\\\w]*>)[ \t]+(?=\S)/;
const DOCTEST = /^(?:>>>|\.\.\.)(?: |$)/;

/** The texts in a fence or an indented block: one, or commands and output apart where prompts tell them apart. */
export function embeddedCode(text: string, block: SyntaxNode, info: string | undefined): readonly EmbeddedText[] {
  const runs: Span[] = [];
  for (let node = block.firstChild; node !== null; node = node.nextSibling) {
    if (node.name === 'CodeText') runs.push({ start: node.from, end: node.to });
  }
  const code = joinStretches(text, runs);
  const named = info === undefined ? '' : infoWord(info);
  const language = named === '' ? guessLanguage(code.text) : (languageNamed(named) ?? 'plain');
  if (language === 'shell') return cutSession(code);
  if (language === 'python') return cutDoctest(code);
  return [embed(language, code)];
}

/** The language word of an info string: `python title="x"`, `{.python}`, `{code-cell} ipython3`, `bash{1,2}`. */
function infoWord(info: string): string {
  const directive = /^\{code(?:-cell|-block)?\}\s*([\w+#.-]+)/.exec(info);
  if (directive !== null) return directive[1] ?? '';
  return /^[{.]*([\w+#-]+)/.exec(info)?.[1] ?? '';
}

/** A session with prompts: the commands without their prompts are shell, what they print is plain. */
function cutSession(code: MappedText): readonly EmbeddedText[] {
  const lines = linesOf(code.text);
  if (!lines.some((line) => PROMPT.test(code.text.slice(line.start, line.end)))) return cutPython(code);
  const commands: Span[] = [];
  const output: Span[] = [];
  let continued = false;
  for (const line of lines) {
    const source = code.text.slice(line.start, line.end);
    const prompt = continued ? undefined : PROMPT.exec(source)?.[0];
    const isComment = /^\s*(?:#|$)/.test(source);
    if (continued || prompt !== undefined || isComment) {
      commands.push({ start: line.start + (prompt?.length ?? 0), end: line.end });
      continued = /\\\s*$/.test(source) && !isComment;
    } else output.push(line);
  }
  return [embed('shell', pickRuns(code, commands)), embed('plain', pickRuns(code, output))];
}

/** A script that turns into Python on the way ("Then in Python: …"): both parts in their language. */
function cutPython(code: MappedText): readonly EmbeddedText[] {
  const turn = /^(?:[A-Za-z_]\w* = [A-Za-z_]|from [\w.]+ import |import \w+\s*$)/m.exec(code.text);
  if (turn === null || !looksLikePython(code.text.slice(turn.index))) return [embed('shell', code)];
  const shell = pickRuns(code, [{ start: 0, end: turn.index }]);
  return [embed('shell', shell), embed('python', pickRuns(code, [{ start: turn.index, end: code.text.length }]))];
}

/** Python with `>>> ` prompts: the code without them, and what it prints. */
function cutDoctest(code: MappedText): readonly EmbeddedText[] {
  if (!/^>>> /m.test(code.text)) return [embed('python', code)];
  const source: Span[] = [];
  const output: Span[] = [];
  for (const line of linesOf(code.text)) {
    const prompt = DOCTEST.exec(code.text.slice(line.start, line.end))?.[0];
    if (prompt === undefined) output.push(line);
    else source.push({ start: line.start + prompt.length, end: line.end });
  }
  return [embed('python', pickRuns(code, source)), embed('plain', pickRuns(code, output))];
}

/** The text of a code span, where it is a command or a call. */
export function embeddedSpan(text: string, span: Span): readonly EmbeddedText[] {
  const mark = /^`*/.exec(text.slice(span.start, span.end))?.[0].length ?? 0;
  const inside = { start: span.start + mark, end: span.end - mark };
  const content = text.slice(inside.start, inside.end);
  const code = joinStretches(text, [inside]);
  if (isCommandLine(content)) return cutSession(code);
  if (/^[\w.]+\(.*\)$|^[\w.]+\s?=\s?["'[{(\w]/s.test(content.trim())) return [embed('python', code)];
  return [];
}
