/** Bare sizes that hang on a name: "llama3.1:8b or 70b", "(8B and 70B)", `# the 70B model`. */
import type { Model, ModelId } from './model.js';
import { namesOnLine, type Place } from './place.js';
import type { Span } from './source.js';

/** A bare size and the model it means. The span counts offsets of the unit's text. */
export interface DanglingSize {
  readonly span: Span;
  readonly surface: string;
  readonly model: ModelId;
  /** Whether it continues the name ("8b or 70b"), or only speaks of a model on the same line ("the 70B model"). */
  readonly how: 'continues' | 'speaks';
}

const MORE = /^[`"']?\)?[ \t]*(?:or|and|&|\/|,)[ \t]*\(?[`"']?(\d+(?:\.\d+)?[bB])(?![-\w:.]\w)/;

/** A size as a word of its own, after a word or sign that does not make it part of another model's name, with what it is the size of. */
const SPOKEN =
  /(?:(?:^|[\s("'#,;:–—-])(?:the|a|an|this|our|that|full|big|large|larger|small|smaller|or|and|vs\.?|versus|than|for|of|use|try|run|runs|is|to|with)[ \t]+|(?:[#,;]|:(?=[ \t])|(?<!\d[\w.-]{0,20}[ \t]?)\()[ \t]*)(\d+(?:\.\d+)?[bB])(?=[ \t]+(?:models?|version|variant|one|weights|checkpoint|instead|is|if|when|for|on|with|or|and|vs|works?|needs?)\b|[ \t]*(?:[.,;:()!?"'`]|$))/gi;

/** Finds the sizes that hang on the name of a place, on the same line, in order. */
export function danglingSizes(place: Place): readonly DanglingSize[] {
  const { reference, unit, context } = place;
  const family = context.migration.catalogue.models.filter(
    (one) => one.family === reference.family && one.side === 'old',
  );
  const found: DanglingSize[] = [];
  let end = reference.span.end;
  for (
    let match = MORE.exec(unit.text.slice(end, end + 48));
    match !== null;
    match = MORE.exec(unit.text.slice(end, end + 48))
  ) {
    const size = match[1] ?? '';
    // In code a literal of its own is a key or another item, not what goes on with the name.
    if (place.runs && place.python !== undefined && /["'`]/.test(match[0])) break;
    const model = family.find((one) => !reference.models.includes(one.id) && saysSize(one, size));
    end += match[0].length;
    if (model === undefined) break;
    found.push({ span: { start: end - size.length, end }, surface: size, model: model.id, how: 'continues' });
  }
  return reference.strength === 'exact' ? [...found, ...spokenSizes(place, family, end)] : found;
}

/** A model by its tag, known or not: `guard:8b`. */
const TAGGED = /[\w.-]*[A-Za-z][\w.-]*:\d+(?:\.\d+)?[bBmM](?!\w)/;

/** Sizes that the line speaks of besides, when no other name stands on it that they could belong to. */
function spokenSizes(place: Place, family: readonly Model[], from: number): readonly DanglingSize[] {
  const { reference, line, inLine } = place;
  const start = reference.span.start - inLine.start;
  if (namesOnLine(place).length > 1) return [];
  if (TAGGED.test(`${line.slice(0, inLine.start)} ${line.slice(from - start)}`)) return [];
  if (place.markdown?.table !== undefined) return [];
  const parts = [
    { text: line.slice(0, inLine.start), from: start },
    { text: line.slice(from - start), from },
  ];
  return parts.flatMap((part) => spokenIn(part.text, part.from, family));
}

function spokenIn(text: string, from: number, family: readonly Model[]): readonly DanglingSize[] {
  return [...text.matchAll(SPOKEN)].flatMap((match): readonly DanglingSize[] => {
    const size = match[1] ?? '';
    const meant = family.filter((one) => saysSize(one, size));
    const [model] = meant;
    if (model === undefined || meant.length > 1) return [];
    const end = from + match.index + match[0].length;
    return [{ span: { start: end - size.length, end }, surface: size, model: model.id, how: 'speaks' }];
  });
}

function saysSize({ id, ollama, display }: Model, size: string): boolean {
  const wanted = size.toLowerCase();
  return (
    ollama?.tag?.toLowerCase() === wanted ||
    id.toLowerCase().endsWith(`:${wanted}`) ||
    display.some((name) => name.toLowerCase().endsWith(` ${wanted}`))
  );
}
