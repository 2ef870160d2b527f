import { nearestWord } from '../core/nearest-word.js';

const FALLBACK = '/migrate help';
const LONGEST = 80;

/** The command that was probably meant by `words` (what stands after `/migrate`) among `forms`, as one types it. */
export function nearestForm(words: readonly string[], forms: readonly string[]): string {
  const withArgument = formWithArgument(words[0] ?? '', forms);
  if (withArgument !== undefined) return `/migrate ${withArgument}`;
  const number = /[1-9][0-9]?/.exec(words.join(' ').slice(0, LONGEST))?.[0];
  const typed = new Map<string, string>();
  for (const form of forms) {
    // A number says that a phase was meant, and only then can one be named.
    if (form.includes('phase-N') !== (number !== undefined)) continue;
    const line = form.replace('phase-N', `phase-${number}`);
    for (const spelling of spellings(line)) typed.set(spelling, line);
  }
  for (let kept = Math.min(words.length, 3); kept > 0; kept--) {
    const asked = words
      .slice(0, kept)
      .join('-')
      .replace(/[_–—-]+/g, '-');
    const nearest = typed.get(nearestWord(asked, typed.keys()) ?? '');
    if (nearest !== undefined) return `/migrate ${nearest}`;
  }
  return FALLBACK;
}

/** The form of a command that takes more than words of ours, when its first word is the nearest one. */
function formWithArgument(first: string, forms: readonly string[]): string | undefined {
  const starts = forms.map((form) => form.split(' ')[0] ?? '');
  const start = nearestWord(first.slice(0, LONGEST), starts);
  return start === undefined ? undefined : forms.find((form) => form.startsWith(`${start} `) && / [A-Z]/.test(form));
}

/** A form as people shorten it: "phase-4" and "4", "plan phase-4" and "plan 4". */
function spellings(line: string): readonly string[] {
  const joined = line.replaceAll(' ', '-');
  return [joined, joined.replace('phase-', '')];
}
