/** Inputs for fuzzing: texts from pieces that mean something, values of any shape, and sound ones with small faults. */
import fc from 'fast-check';

/** A text of random bytes, of random characters, or of pieces that mean something to the reader. */
export function texts(pieces: readonly string[], most: number): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: most }).map((all) => all.join('')), weight: 3 },
    fc.string({ unit: 'binary', maxLength: most * 4 }),
    fc.uint8Array({ maxLength: most * 4 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
  );
}

/** A small fault in a text. */
interface TextFault {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** `text` with up to six small faults: something cut out, put in, or both. */
export function faultyTexts(text: string, pieces: readonly string[]): fc.Arbitrary<string> {
  const fault: fc.Arbitrary<TextFault> = fc.record({
    at: fc.nat(text.length),
    remove: fc.oneof(fc.nat(3), fc.nat(text.length)),
    insert: fc.oneof(fc.constantFrom('', ...pieces), fc.string({ unit: 'binary', maxLength: 4 })),
  });
  return fc
    .array(fault, { minLength: 1, maxLength: 6 })
    .map((faults) =>
      faults.reduce((made, { at, remove, insert }) => made.slice(0, at) + insert + made.slice(at + remove), text),
    );
}

/** `value` with up to three of its places holding something else, or gone. */
export function faultyValues(value: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(value);
  const fault = fc.record({ place: fc.constantFrom(...places), to: fc.oneof(fc.constant(GONE), fc.jsonValue()) });
  return fc
    .array(fault, { minLength: 1, maxLength: 3 })
    .map((faults) => faults.reduce((made, { place, to }) => put(made, place, to), value));
}

const GONE = Symbol('gone');

type Place = readonly string[];

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((place) => [key, ...place]))];
}

function put(value: unknown, [key, ...rest]: Place, to: unknown): unknown {
  if (key === undefined) return to === GONE ? undefined : to;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    if (name !== key) return [[name, inner] as const];
    return rest.length === 0 && to === GONE ? [] : [[name, put(inner, rest, to)] as const];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
