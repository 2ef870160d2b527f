/** What stands beside a name: marks on its line and on the lines next to it, with the names themselves left out. */
import type { DecidedFile } from '../core/rule.js';
import type { Span } from '../core/source.js';
import { linesAround, matchesOf } from './area.js';
import type { Standing } from './model-after.js';

/** A mark beside a name. */
export interface Mark {
  readonly span: Span;
  readonly match: RegExpExecArray;
  /** Whether it stands on the name's own line. */
  readonly sameLine: boolean;
  /** The line it stands on, without names. */
  readonly line: string;
}

const masks = new WeakMap<DecidedFile, Map<number, string>>();

/** A unit's text with every name of an old model blanked, offsets unchanged. */
export function withoutNames(file: DecidedFile, unit: number): string {
  const known = masks.get(file) ?? new Map<number, string>();
  masks.set(file, known);
  const cached = known.get(unit);
  if (cached !== undefined) return cached;
  const text = file.units[unit]?.text ?? '';
  const parts: string[] = [];
  let from = 0;
  for (const { span } of file.references.filter((one) => one.unit === unit)) {
    if (span.start < from) continue;
    parts.push(text.slice(from, span.start), ' '.repeat(span.end - span.start));
    from = span.end;
  }
  const masked = parts.join('') + text.slice(from);
  known.set(unit, masked);
  return masked;
}

/**
 * The marks of a pattern on the line of a name and on `back` and `ahead` lines around it. A row of a table stands for itself, and a line
 * that names another model speaks of that one.
 */
export function marksBeside(
  file: DecidedFile,
  { reference }: Standing,
  pattern: RegExp,
  back: number,
  ahead: number,
): readonly Mark[] {
  const masked = withoutNames(file, reference.unit);
  const layer = reference.site.layers[0];
  const isRow = layer?.language === 'markdown' && layer.table !== undefined;
  const window = linesAround(masked, reference.span, isRow ? 0 : back, isRow ? 0 : ahead);
  const matches = matchesOf(masked.slice(window.start, window.end), pattern);
  if (matches.length === 0) return [];
  const own = isRow ? window : linesAround(masked, reference.span, 0, 0);
  return matches
    .map((match) => {
      const span = { start: window.start + match.index, end: window.start + match.index + match[0].length };
      const around = linesAround(masked, span, 0, 0);
      return {
        span,
        match,
        sameLine: own.start <= span.start && span.end <= own.end,
        line: masked.slice(around.start, around.end),
        around,
      };
    })
    .filter(
      ({ sameLine, line, around }) => sameLine || !(OTHER_MODEL.test(line) || namesAnother(file, reference, around)),
    );
}

const lines = new WeakMap<DecidedFile, ReadonlyMap<string, readonly string[]>>();

/** The models that each line with a name holds, by its unit and where it begins. */
function modelsByLine(file: DecidedFile): ReadonlyMap<string, readonly string[]> {
  const known = lines.get(file);
  if (known !== undefined) return known;
  const made = new Map<string, readonly string[]>();
  for (const { unit, span, models } of file.references) {
    const key = `${unit}:${linesAround(withoutNames(file, unit), span, 0, 0).start}`;
    made.set(key, [...(made.get(key) ?? []), ...models]);
  }
  lines.set(file, made);
  return made;
}

/** A model of another family by its tag: `mistral:7b`. */
const OTHER_MODEL = /[a-z][\w.-]{1,40}:\d[\d.]{0,5}[bm]\b/;

/** Whether a line holds a name of another model. */
function namesAnother(file: DecidedFile, { unit, models }: Standing['reference'], line: Span): boolean {
  return (
    modelsByLine(file)
      .get(`${unit}:${line.start}`)
      ?.some((model) => !models.includes(model)) === true
  );
}

/** Whether a rewrite changes the mark itself, as a companion edit. */
export function isEdited(file: DecidedFile, unit: number, span: Span): boolean {
  return file.decisions.some((decision) =>
    decision.companions.some((one) => one.unit === unit && one.span.start < span.end && span.start < one.span.end),
  );
}
