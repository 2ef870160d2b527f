/** Turns what the schema finds into sentences with places and suggestions. */
import { z } from 'zod';
import type { ValuePath, YamlFile } from './migration-file-yaml.js';
import { suggestWord } from './nearest-word.js';
import type { Problem } from './problem.js';

type Issue = z.core.$ZodIssue;

/** A file's value in the schema's shape, or the faults of its shape, placed. */
export type Shaped<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly problems: readonly Problem[] };

/** Holds the file against the schema. */
export function readShape<T>(schema: z.ZodType<T>, yaml: YamlFile): Shaped<T> {
  const result = schema.safeParse(yaml.value);
  if (result.success) return { value: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => placeIssue(issue, [], schema, yaml)) };
}

function placeIssue(issue: Issue, base: ValuePath, schema: z.ZodType, yaml: YamlFile): readonly Problem[] {
  const path = [...base, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, path, schema, yaml);
    case 'invalid_union':
      return unionProblems(issue, path, schema, yaml);
    case 'invalid_type':
      return [typeProblem(issue.expected, path, yaml)];
    case 'invalid_value':
      return [valueProblem(issue.values, path, yaml)];
    case 'too_small':
      return [yaml.problemAt(path, `"${nameOf(path)}" must not be ${emptyWord(issue.origin, issue.minimum)}`)];
    case 'invalid_key':
      return [yaml.problemAt(path, 'This key must not be empty', undefined, 'key')];
    default:
      return [yaml.problemAt(path, capital(issue.message))];
  }
}

/** The keys that stand in the schema at `path`; of several variants, those that fit the value, else all. */
function unknownKeys(keys: readonly string[], path: ValuePath, schema: z.ZodType, yaml: YamlFile): readonly Problem[] {
  const known = shapesAt(schema, path, yaml.value).flatMap((shape) => Object.keys(shape));
  const present = Object.keys(recordAt(yaml.value, path) ?? {});
  const free = [...new Set(known)].filter((key) => !present.includes(key));
  return keys.map((key) => yaml.problemAt([...path, key], `Unknown key "${key}"`, suggestWord(key, free), 'key'));
}

function unionProblems(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: ValuePath,
  schema: z.ZodType,
  yaml: YamlFile,
): readonly Problem[] {
  const discriminator = 'discriminator' in issue ? issue.discriminator : undefined;
  if (typeof discriminator === 'string') {
    const parent = issue.path.at(-1) === discriminator ? path.slice(0, -1) : path;
    const values = shapesAt(schema, parent, undefined).flatMap((shape) => literalsOf(shape[discriminator]));
    return [valueProblem(values, [...parent, discriminator], yaml)];
  }
  if (valueAt(yaml.value, path) === undefined) {
    return [yaml.problemAt(path.slice(0, -1), `"${nameOf(path)}" is missing`, undefined, 'key')];
  }
  // The variant that got furthest says it best: a list with a wrong item is a list.
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((one) => one.path.length));
  const best = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
  return best.flatMap((one) => placeIssue(one, path, schema, yaml));
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

function typeProblem(expected: string, path: ValuePath, yaml: YamlFile): Problem {
  const wanted = TYPES[expected] ?? expected;
  if (valueAt(yaml.value, path) === undefined) {
    return yaml.problemAt(path.slice(0, -1), `"${nameOf(path)}" is missing; it holds ${wanted}`, undefined, 'key');
  }
  const hint = expected === 'string' && typeof valueAt(yaml.value, path) !== 'object' ? 'Put it in quotes.' : undefined;
  return yaml.problemAt(path, `"${nameOf(path)}" must be ${wanted}`, hint);
}

function valueProblem(values: readonly unknown[], path: ValuePath, yaml: YamlFile): Problem {
  const words = values.map(String);
  const found = valueAt(yaml.value, path);
  if (found === undefined) {
    return yaml.problemAt(
      path.slice(0, -1),
      `"${nameOf(path)}" is missing; it is one of ${words.join(', ')}`,
      undefined,
      'key',
    );
  }
  const meant =
    found === true && words.includes('yes') ? 'yes' : found === false && words.includes('no') ? 'no' : undefined;
  const simple = typeof found !== 'object';
  const suggestion =
    meant !== undefined ? `Did you mean "${meant}"?` : simple ? suggestWord(String(found), words) : undefined;
  const shown = simple ? `"${String(found)}"` : 'This';
  return yaml.problemAt(
    path,
    `${shown} is not allowed in "${nameOf(path)}"`,
    suggestion ?? `Known are: ${words.join(', ')}.`,
  );
}

function emptyWord(origin: string, minimum: number | bigint): string {
  return origin === 'string' || origin === 'array' ? 'empty' : `less than ${minimum}`;
}

/** The nearest key of a path, for messages: the key of a list for its items. */
function nameOf(path: ValuePath): string {
  const key = [...path].reverse().find((step) => typeof step === 'string');
  return key === undefined ? 'the file' : String(key);
}

function capital(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** The value at `path`, as far as it is there. */
export function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return isRecord(at) ? at[String(step)] : undefined;
  }, value);
}

/** Whether a value is a map of keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordAt(value: unknown, path: ValuePath): Readonly<Record<string, unknown>> | undefined {
  const found = valueAt(value, path);
  return isRecord(found) ? found : undefined;
}

type Shape = Readonly<Record<string, unknown>>;

/** The shapes of the objects that the schema allows at `path`; `value` is the whole file's value and picks among variants. */
function shapesAt(schema: unknown, path: ValuePath, value: unknown): readonly Shape[] {
  const [step, ...rest] = path;
  if (schema instanceof z.ZodOptional) return shapesAt(schema.unwrap(), path, value);
  if (schema instanceof z.ZodUnion) {
    const all = schema.options.flatMap((option) => {
      const fits = value === undefined || !(option instanceof z.ZodObject) || literalsFit(option.shape, value);
      return fits ? shapesAt(option, path, value) : [];
    });
    return all.length > 0 || value === undefined ? all : shapesAt(schema, path, undefined);
  }
  if (step === undefined) return schema instanceof z.ZodObject ? [schema.shape] : [];
  const inner = value === undefined ? undefined : valueAt(value, [step]);
  if (schema instanceof z.ZodArray) return shapesAt(schema.element, rest, inner);
  if (schema instanceof z.ZodRecord) return shapesAt(schema.valueType, rest, inner);
  if (schema instanceof z.ZodObject) return shapesAt(schema.shape[String(step)], rest, inner);
  return [];
}

/** Whether the literals of a shape (its discriminator) stand in the value. */
function literalsFit(shape: Shape, value: unknown): boolean {
  return Object.entries(shape).every(([key, schema]) => {
    const literals = literalsOf(schema);
    return literals.length === 0 || literals.includes(valueAt(value, [key]));
  });
}

function literalsOf(schema: unknown): readonly unknown[] {
  return schema instanceof z.ZodLiteral ? [...schema.values] : [];
}
