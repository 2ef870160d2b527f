/** What may stand in a queue outside this process: plain values, not too many, and no credentials. */

const MOST_CHARACTERS = 256 * 1024;
const MOST_DEPTH = 20;

/** Names that only a credential has. Work refers to an installation by its number; the token is made where the work is done. */
const CREDENTIAL = /^(?:.*(?:token|secret|password|private_?key)|authorization)$/i;

/**
 * The data as JSON that reads back as the same value. Throws a TypeError that names the place of a value that JSON cannot hold
 * or that is named like a credential, and a RangeError when the text is too long.
 */
export function writePlain(data: unknown): string {
  check(data, 'data', 0);
  const text = JSON.stringify(data);
  if (text.length > MOST_CHARACTERS)
    throw new RangeError(`the job is too large for the queue: ${text.length} characters, at most ${MOST_CHARACTERS}`);
  return text;
}

function check(value: unknown, place: string, depth: number): void {
  if (depth > MOST_DEPTH) throw new RangeError(`${place} is nested more than ${MOST_DEPTH} deep`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) check(item, `${place}[${index}]`, depth + 1);
    return;
  }
  if (typeof value !== 'object' || !isPlain(value))
    throw new TypeError(`${place} is not plain data, so it cannot be queued`);
  for (const [name, item] of Object.entries(value)) {
    if (CREDENTIAL.test(name))
      throw new TypeError(`${place}.${name} is named like a credential, so it cannot be queued`);
    // JSON leaves it out, which reads back as the same.
    if (item !== undefined) check(item, `${place}.${name}`, depth + 1);
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
