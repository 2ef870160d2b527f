/** Comments with what did not fit into a body: each says one topic, in as many comments as it takes. */
import type { RootContent } from 'mdast';
import type { Overflow, Part } from './fit.js';
import { amount, heading, lengthOf, paragraph, printMarkdown, words } from './markdown.js';

/** A comment that follows a body. */
export interface FollowUp {
  /** Key of the comment, unique at its pull request: `changes`, `changes-2`. */
  readonly topic: string;
  /** Markdown; at most the budget in code points. */
  readonly body: string;
}

/** Comments of one topic; what is more is counted at the end of the last one. */
const MOST_COMMENTS = 6;
/** Code points that a heading and the words around the pieces take at most. */
const FRAME = 600;

/** Renders the comments for the parts that were shortened; `place` is where the short form stands: "the description of this pull request". */
export function renderFollowUps(shortened: readonly Part[], budget: number, place: string): readonly FollowUp[] {
  return shortened.flatMap(({ overflow }) => (overflow === undefined ? [] : followTopic(overflow, budget, place)));
}

function followTopic({ topic, title, pieces }: Overflow, budget: number, place: string): readonly FollowUp[] {
  const { pages, left } = paginate(pieces(), budget - FRAME);
  return pages.map((blocks, index) => {
    const of = pages.length === 1 ? '' : ` (${index + 1} of ${pages.length})`;
    const last = index === pages.length - 1 && left > 0;
    return {
      topic: index === 0 ? topic : `${topic}-${index + 1}`,
      body: `${printMarkdown([
        heading(2, words(`${title}${of}`)),
        paragraph(words(`Had no room in ${place}. This comment is kept up to date with it.`)),
        ...blocks,
        ...(last ? [paragraph(words(`And ${amount(left, 'piece')} more: see the ledger.`))] : []),
      ])}\n`,
    };
  });
}

interface Pages {
  readonly pages: readonly (readonly RootContent[])[];
  /** Pieces that no page has. */
  readonly left: number;
}

/** Pieces as long as there is room for them, then the next page. A piece that is longer than a page is left out and counted. */
function paginate(pieces: readonly (readonly RootContent[])[], room: number): Pages {
  const pages: RootContent[][] = [[]];
  let taken = 0;
  let left = 0;
  for (const piece of pieces) {
    const length = lengthOf(printMarkdown(piece)) + 2;
    if (length > room || (taken + length > room && pages.length === MOST_COMMENTS)) {
      left++;
      continue;
    }
    if (taken + length > room) {
      pages.push([]);
      taken = 0;
    }
    pages.at(-1)?.push(...piece);
    taken += length;
  }
  return { pages, left };
}
