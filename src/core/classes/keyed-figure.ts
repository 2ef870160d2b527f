/** A name as the key of a bare number, in a shell's array or in a language that is not parsed. */
import type { Place } from '../place.js';
import { SETTINGS } from './figure-names.js';

/** What stands behind the key of an array of a shell: `["name"]=45`. */
const SHELL_VALUE = /^["']?\]=["']?-?\d[\d.]*["']?(?=[\s)]|$)/;
/** What stands behind a quoted key in TOML or in code: `"name" = 45.2`, `'name': 45,`. */
const QUOTED_VALUE = /^["'`]\s*[:=]\s*-?\d[\d._]*\s*(?:[,}\n#/]|$)/;
/** What opens a collection and names it: `NAME=(`, `[tables.name]`, `const NAME: Type = {`, `name: {`. */
const OPENING = /(\w+)=\(|^\[\[?(?:[\w-]+\.)*([\w-]+)\]|\b(\w+)(?:\s*:[^={}\n]{0,80})?\s*[=:]\s*\{/gm;
/** How far the opening of a collection is looked for, in characters. */
const REACH = 2000;

/** Whether the number behind the name is no setting: it was measured on the model, or is given for it. */
export function isKeyOfFigure({ shell, innermost, markdown, reference }: Place): boolean {
  const inner = reference.site.texts.at(-1);
  if (inner === undefined) return false;
  const { text, span } = inner;
  const before = text.slice(Math.max(0, span.start - REACH), span.start);
  const after = text.slice(span.end, span.end + 40);
  const isCode = innermost.language === 'plain' && (markdown === undefined || markdown.block === 'fence');
  const isEntry =
    innermost.language === 'shell'
      ? shell?.token !== 'comment' && SHELL_VALUE.test(after)
      : isCode && /["'`]$/.test(before) && QUOTED_VALUE.test(after);
  if (!isEntry) return false;
  const indexed = /(\w+)\[["']?$/.exec(before)?.[1];
  const opening = [...before.matchAll(OPENING)].at(-1);
  const name = indexed ?? opening?.[1] ?? opening?.[2] ?? opening?.[3];
  return name !== undefined && !SETTINGS.test(name.toLowerCase());
}
