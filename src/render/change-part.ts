/** The changed lines themselves: cell by cell in notebooks, line by line elsewhere. */
import type { BlockContent, Code, RootContent } from 'mdast';
import { addCounts, countFile } from '../core/count.js';
import type { FilePlan } from '../core/file-plan.js';
import { indexLines, positionAt } from '../core/source.js';
import { makeOnce, type Part, rowLimits } from './fit.js';
import { inertCode, inertFenceLine } from './inert-code.js';
import { type ChangedLines, type ChangedPart, changedParts } from './line-changes.js';
import { amount, collapsed, heading, link, number, paragraph, words } from './markdown.js';
import type { PhaseView } from './phase-view.js';
import { permalink } from './place-link.js';
import { restWords } from './rest-words.js';

const TITLE = 'Changes, line by line';
/** Code points of a line, and lines of a file, that are shown. */
const LINE_LIMIT = 240;
const MOST_LINES = 160;
/** Cells or lines that are named in the line that opens a file. */
const MOST_NAMED = 6;

/** The part of a body with the changed lines. It is the first to shrink: the pull request has a page for it, but none that a notebook can be read on. */
export function changePart(view: PhaseView): Part {
  const name = 'the changed lines';
  const files = inReadingOrder(view.plan.files.filter((file) => file.changes.edits.length > 0));
  if (files.length === 0) return { name, levels: [() => []] };
  const top: RootContent[] = [
    heading(2, words(TITLE)),
    paragraph(words('Notebooks first, by their cells (counted from 0, as notebooks do); then the other files.')),
  ];
  const piece = makeOnce((file: FilePlan) => fileBlocks(view, file));
  const limits = rowLimits(files.length).filter((limit) => limit > 0);
  return {
    name,
    eagerness: 3,
    whole: limits[0] === files.length ? 1 : 0,
    levels: [
      ...limits.map((limit) => () => [...top, ...files.slice(0, limit).flatMap(piece), ...rest(view, files, limit)]),
      () => [heading(2, words(TITLE)), ...rest(view, files, 0)],
    ],
    overflow: { topic: 'changes', title: TITLE, pieces: () => files.map(piece) },
  };
}

/** Notebooks first: theirs are the diffs that nobody can read. */
function inReadingOrder(files: readonly FilePlan[]): readonly FilePlan[] {
  const notebook = ({ path }: FilePlan) => path.endsWith('.ipynb');
  return [...files.filter(notebook), ...files.filter((file) => !notebook(file))];
}

function rest(view: PhaseView, files: readonly FilePlan[], limit: number): readonly RootContent[] {
  const left = files.slice(limit);
  if (left.length === 0) return [];
  const { addedLines, removedLines } = addCounts(left.map(countFile));
  const count = `${limit === 0 ? '' : 'And '}${amount(left.length, 'file')}${limit === 0 ? '' : ' more'}, +${number(addedLines)} −${number(removedLines)} lines: `;
  return [paragraph(words(count), ...restWords(view, TITLE, 'the diff'))];
}

function fileBlocks({ context }: PhaseView, file: FilePlan): readonly RootContent[] {
  const parts = changedParts(file);
  const { addedLines, removedLines } = countFile(file);
  const { repository } = context;
  // Nothing before the first edit moves: its line is the same before and after.
  const first = positionAt(indexLines(file.before), file.changes.edits[0]?.span.start ?? 0).line;
  const shown = inertCode(file.path);
  return [
    paragraph(
      repository === undefined ? shown : link(permalink(repository, file.path, first), shown),
      words(` +${number(addedLines)} −${number(removedLines)}`),
    ),
    ...collapsed(labelOf(parts), partBlocks(parts)),
  ];
}

function labelOf(parts: readonly ChangedPart[]): string {
  const names = parts.flatMap(({ cell, changes }) =>
    cell === undefined ? changes.map(({ line }) => `line ${line}`) : [`cell ${cell.index} (${typeOf(cell.type)})`],
  );
  const left = names.length - MOST_NAMED;
  const named = names.slice(0, MOST_NAMED).join(', ');
  const label = left > 0 ? `${named} and ${left} more` : named;
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function typeOf(type: 'code' | 'markdown' | 'raw'): string {
  return type === 'markdown' ? 'Markdown' : type;
}

/** One fence a cell, or one for a file that has none; lines beyond the limit are counted. */
function partBlocks(parts: readonly ChangedPart[]): readonly RootContent[] {
  const blocks: BlockContent[] = [];
  let room = MOST_LINES;
  let left = 0;
  for (const { cell, changes } of parts) {
    const lines = changes.flatMap((change) => diffLinesOf(change, cell === undefined || changes.length > 1));
    const shown = lines.slice(0, Math.max(room, 0));
    left += lines.length - shown.length;
    room -= lines.length;
    if (shown.length === 0) continue;
    if (cell !== undefined) blocks.push(paragraph(words(`Cell ${cell.index}, ${typeOf(cell.type)}:`)));
    blocks.push({ type: 'code', lang: 'diff', meta: null, value: shown.join('\n') } satisfies Code);
  }
  if (left > 0) blocks.push(paragraph(words(`And ${amount(left, 'line')} more of this file: see the diff.`)));
  return blocks;
}

function diffLinesOf({ line, old, new: fresh }: ChangedLines, numbered: boolean): readonly string[] {
  const said = (sign: string) => (text: string) => `${sign}${inertFenceLine(text, LINE_LIMIT)}`;
  return [...(numbered ? [`@@ line ${line} @@`] : []), ...old.map(said('-')), ...fresh.map(said('+'))];
}
