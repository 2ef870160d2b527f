/** Commands, and words of one command, that must not name one model twice. */
import { type Scope, says } from './collapse-scope.js';
import type { Place } from './place.js';

/** Programs whose commands name one model each, most of them to fetch it. */
const FETCHES = /^(?:ollama|huggingface-cli|hf)$/;

/** The commands of a fence or script that begin with the same two words, or the arguments of one command. */
export function inCommands({ reference, shell, python, innermost, unit }: Place): Scope | undefined {
  if (shell === undefined || innermost.language !== 'shell' || shell.token === 'comment') return undefined;
  // The lines of a cell that are handed to the shell are commands of one program.
  const text = python === undefined ? (reference.site.texts.at(-1)?.text ?? '') : unit.text;
  if (FETCHES.test(shell.command ?? '')) {
    const words = shell.words.slice(0, 2);
    const outer = text.length > 400 ? `${text.length}:${text.slice(0, 400)}` : text;
    return {
      key: `${words.join(' ')}:${outer}`,
      present: (_names, to) => namesInCommands(text, words).includes(to),
      needsOne: true,
    };
  }
  const listed = shell.token === 'argument' || shell.token === 'command' || /^\w+\+?=\($/.test(shell.words[0] ?? '');
  const array = arrayAround(text, reference.site.texts.at(-1)?.span.start ?? 0);
  if (array !== undefined) return { key: `array:${array.start}`, present: (_names, to) => says(array.text, to) };
  return listed
    ? { key: `words:${shell.statement.start}`, present: (_names, to) => shell.words.includes(to) }
    : undefined;
}

/** How far an array of a shell script is looked for, in characters. */
const ARRAY_REACH = 2000;

function arrayAround(text: string, at: number): { readonly start: number; readonly text: string } | undefined {
  const start = text.lastIndexOf('=(', at);
  if (
    start < 0 ||
    at - start > ARRAY_REACH ||
    text
      .slice(start, at)
      .replace(/#[^\n]*/g, '')
      .includes(')')
  )
    return undefined;
  const end = text.indexOf(')', at);
  return { start, text: text.slice(start, end < 0 ? at : end) };
}

/** The arguments of all commands of a text that begin with the same two words: `ollama pull`. */
function namesInCommands(text: string, [command, verb]: readonly string[]): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const words = line
      .trim()
      .replace(/^!+\s*/, '')
      .split(/\s+/);
    const at = words.indexOf(command ?? '');
    return at >= 0 && words[at + 1] === verb ? words.slice(at + 2) : [];
  });
}
