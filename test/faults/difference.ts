/** Where two plain values differ: a line a place, with as much of texts as tells what is meant. */

/** Characters shown before and after the first difference of two texts. */
const BEFORE = 40;
const AFTER = 160;

/** The places at which `found` is not what was `wanted`; none where they are the same. */
export function differences(found: unknown, wanted: unknown, place = ''): readonly string[] {
  if (Object.is(found, wanted)) return [];
  if (typeof found === 'string' && typeof wanted === 'string') return [`${place}: ${around(found, wanted)}`];
  if (!isObject(found) || !isObject(wanted)) return [`${place}: ${say(found)} instead of ${say(wanted)}`];
  const keys = new Set([...Object.keys(found), ...Object.keys(wanted)]);
  return [...keys].flatMap((key) => differences(found[key], wanted[key], place === '' ? key : `${place}.${key}`));
}

function around(found: string, wanted: string): string {
  let at = 0;
  while (found[at] === wanted[at]) at += 1;
  const part = (text: string) => JSON.stringify(text.slice(Math.max(at - BEFORE, 0), at + AFTER));
  return `${part(found)}\n  instead of ${part(wanted)}`;
}

function say(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, BEFORE + AFTER);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
