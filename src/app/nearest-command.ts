/** Which command a person probably meant: the one at the smallest edit distance. Pure; work is bounded by cutting the input. */

const LONGEST = 24;

/** The command nearest to `words` (what stands after `/migrate`), written in full. */
export function nearestCommand(words: string): string {
  const asked = words
    .toLowerCase()
    .replace(/[\s_–—-]+/g, '-')
    .slice(0, LONGEST);
  if (asked === '') return '/migrate help';
  const number = /[1-9][0-9]?/.exec(asked)?.[0];
  if (number !== undefined && asked.replace(/\D/g, '') === asked) return `/migrate phase-${number}`;
  if (number !== undefined && /^pl[an]{1,2}\b/.test(asked)) return `/migrate plan phase-${number}`;
  if (/^all-(?!c)/.test(asked)) return '/migrate all';
  let best = 'help';
  let least = Number.POSITIVE_INFINITY;
  for (const form of forms(number ?? '1')) {
    const distance = editDistance(asked, form.replace(' ', '-'));
    if (distance < least) {
      least = distance;
      best = form;
    }
  }
  return least > Math.max(asked.length, 4) / 2 ? '/migrate help' : `/migrate ${best}`;
}

function forms(number: string): readonly string[] {
  return [`phase-${number}`, `plan phase-${number}`, 'plan', 'status', 'help', 'all', 'all confirm'];
}

/** Levenshtein distance, two rows. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
