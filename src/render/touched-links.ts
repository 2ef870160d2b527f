/** Edits that stand where a link points, or in a heading: what could make a link go nowhere. */
import type { Edit } from '../core/edit.js';
import type { FilePlan } from '../core/file-plan.js';
import { indexLines, lineSpan, positionAt } from '../core/source.js';

export interface TouchedLinks {
  /** Edits in targets inside the repository. */
  readonly relative: number;
  /** Edits in addresses of other places. */
  readonly absolute: number;
  /** Edits in headings. */
  readonly headings: number;
}

/** Counts the edits of changed Markdown files that stand in targets of links and images, or in headings. */
export function countTouchedLinks(files: readonly FilePlan[]): TouchedLinks {
  let [relative, absolute, headings] = [0, 0, 0];
  for (const { path, before, changes } of files) {
    if (!/\.(?:md|markdown|mdx)$/i.test(path)) continue;
    const index = indexLines(before);
    for (const edit of changes.edits) {
      const { start, end } = lineSpan(before, index, positionAt(index, edit.span.start).line);
      const line = before.slice(start, end);
      if (/^ {0,3}#{1,6}\s/.test(line) && edit.expected !== '') headings++;
      const target = targetAround(line, start, edit);
      if (target === undefined) continue;
      if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) absolute++;
      else relative++;
    }
  }
  return { relative, absolute, headings };
}

/** The target of a link that an edit stands in. Of a line, only its first thousand links are looked at. */
function targetAround(line: string, offset: number, { span }: Edit): string | undefined {
  const at = span.start - offset;
  for (let from = line.indexOf(']('), looked = 0; from >= 0 && looked < 1000; from = line.indexOf('](', from + 2)) {
    looked++;
    if (from + 2 > at) return undefined;
    const end = line.indexOf(')', from);
    if (end < 0 || at < end) return line.slice(from + 2, end < 0 ? line.length : end);
  }
  return undefined;
}
