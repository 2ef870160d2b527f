import type { Model } from '../core/model.js';
import type { DecidedFile, Rule } from '../core/rule.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather, gatherFile } from './gather.js';
import { programsFirst, type Swap, swapsOf } from './model-after.js';
import { marksBeside } from './neighbour.js';
import { ACCESS } from './place-signs.js';

const TERMS =
  /\blicen[cs](?:e[ds]?|ing)\b|\bapache(?:[- ]2(?:\.0)?)?\b|\b(?:non-?)?commercial(?:ly)?\b|\bMIT[- ]licen|\bopen[- ]source\b|\bRAIL\b|\bpermissive\b/i;
const RESTRICTED = /non-?commercial/i;

/** The new model comes under other terms. */
export const licenceChanged: Rule = {
  name: 'licence-changed',
  severity: 'warning',
  doc: {
    finds:
      'Words about licences or commercial use beside a model that is renamed to one under another licence; and the first use in a file of a model that may not be used commercially where the old one might.',
    why: 'What the text says about terms is false, or a use that was allowed is not.',
    example: '"FLUX.1-schnell is Apache 2.0, so you may sell what you build."',
    advice: 'Read the new licence, correct the text, and choose another candidate where its terms do not fit the use.',
  },
  check(file) {
    const changed = swapsOf(file).filter(({ before, after }) => {
      return (
        before.licence !== undefined && after.licence !== undefined && before.licence.value !== after.licence.value
      );
    });
    return [
      ...gatherFile(changed.filter(restricts).toSorted(programsFirst).map(restriction)),
      ...gather(
        file,
        changed.flatMap((swap) => said(file, swap)),
      ),
    ];
  },
};

function restricts({ before, after, reference }: Swap): boolean {
  return reference.strength === 'exact' && isRestricted(after) && !isRestricted(before);
}

function isRestricted({ licence }: Model): boolean {
  return RESTRICTED.test(licence?.value ?? '');
}

function restriction({ before, after, reference }: Swap): Draft {
  return {
    key: after.id,
    unit: reference.unit,
    span: reference.span,
    message: `${checkFirst(after.licence)}${nameOf(after)} is under ${after.licence?.value}${after.licence?.note === undefined ? '' : ` (${after.licence.note})`}; ${nameOf(before)} was under ${before.licence?.value}.`,
    advice: 'Make sure that the use here is allowed, or choose another candidate.',
    sources: sourcesOf(before.licence, after.licence),
  };
}

function said(file: DecidedFile, swap: Swap): readonly Draft[] {
  const { before, after, reference } = swap;
  const marks = marksBeside(file, swap, TERMS, 4, 4).filter(
    ({ line }) => !ACCESS.test(line) && !isTagOfAnother(line, before),
  );
  return marks.map(({ span, match, line }) => ({
    key: `said ${after.id}`,
    unit: reference.unit,
    span,
    severity: holds(line, after) ? ('note' as const) : ('warning' as const),
    message: `${checkFirst(after.licence, before.licence)}\`${match[0]}\`: ${nameOf(before)} is under ${before.licence?.value}, ${nameOf(after)} under ${after.licence?.value}.`,
    advice: 'Correct what the text says about terms; a licence tag must be that of the model beside it.',
    sources: sourcesOf(before.licence, after.licence),
  }));
}

/** Whether the line is a licence tag (`license: mit`) that is not the old model's: something else is licensed so. */
function isTagOfAnother(line: string, { licence }: Model): boolean {
  const tag = /^[\s\-*"']*licen[cs]e["']?\s*[:=]\s*["']?([\w.-]+)/i.exec(line)?.[1]?.toLowerCase();
  if (tag === undefined || licence === undefined) return false;
  return !licence.value
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => word.length > 2 && tag.includes(word));
}

/** Whether the line already says the new licence. */
function holds(line: string, { licence }: Model): boolean {
  return licence !== undefined && line.toLowerCase().includes(licence.value.toLowerCase());
}
