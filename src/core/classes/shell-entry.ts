import type { Place } from '../place.js';
import { isGiven, SETTINGS } from './figure-names.js';

/** An entry of an associative array of a shell: `["name"]=45`, `SPEED[name]=45`. */
const SHELL_ENTRY = /^["']?\]=["']?-?\d[\d.]*["']?(?=[\s)]|$)/;
/** How far the name of an array is looked for before an entry, in characters. */
const ARRAY_REACH = 2000;

/** Whether a name is the key of a bare number in a shell's array that is not called after settings or given figures. */
export function isShellEntry({ shell, innermost, reference }: Place): boolean {
  const inner = reference.site.texts.at(-1);
  if (shell === undefined || innermost.language !== 'shell' || shell.token === 'comment' || inner === undefined)
    return false;
  const { text, span } = inner;
  if (!SHELL_ENTRY.test(text.slice(span.end, span.end + 40))) return false;
  const before = text.slice(Math.max(0, span.start - ARRAY_REACH), span.start);
  const array = /(\w+)\[["']?$/.exec(before)?.[1] ?? [...before.matchAll(/(\w+)=\(/g)].at(-1)?.[1];
  return array !== undefined && !SETTINGS.test(array.toLowerCase()) && !isGiven([array]);
}
