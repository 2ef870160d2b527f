/** Which of the known words a person probably meant. */

const LONGEST = 80;

/**
 * The known word at the smallest edit distance from `word`, in any case; nothing when even that one is far off (more than a third of
 * its letters, at least two). Then a known word that begins with it.
 */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  const words = [...known];
  const asked = word.toLowerCase().slice(0, LONGEST);
  let best: string | undefined;
  let least = Math.max(2, Math.floor(asked.length / 3)) + 1;
  for (const candidate of words) {
    if (Math.abs(candidate.length - asked.length) >= least) continue;
    const distance = editDistance(asked, candidate.toLowerCase().slice(0, LONGEST));
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best ?? words.find((candidate) => asked.length > 2 && candidate.toLowerCase().startsWith(asked));
}

/** The sentence that proposes the nearest known word, or lists the known ones when they are few. */
export function suggestWord(word: string, known: Iterable<string>): string | undefined {
  const words = [...known];
  const best = nearestWord(word, words);
  if (best !== undefined) return `Did you mean "${best}"?`;
  if (words.length === 0 || words.length > 12) return undefined;
  return `Known are: ${words.join(', ')}.`;
}

/** Levenshtein distance, where two neighbours changed over count once. Two rows and the one before them. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
