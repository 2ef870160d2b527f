/** Boxes of the tracking issue that people tick: each is known by a hidden marker at the end of its line. */
import type { ListItem, PhrasingContent } from 'mdast';
import { item, paragraph, words } from './markdown.js';

/** `start/phase-4`, `start/all`: starts work. `done/3.2`: a line of the execution checklist that a person may tick. */
export type BoxId = string;

/** The box that starts every phase that is left. */
export const START_ALL: BoxId = 'start/all';

/** The box that starts a phase. */
export function startBox(phase: string): BoxId {
  return `start/${phase}`;
}

/** The phase that a box starts; `all` for {@link START_ALL}; nothing for other boxes. */
export function startedBy(box: BoxId): string | undefined {
  return box.startsWith('start/') ? box.slice('start/'.length) : undefined;
}

/** The box of a line of the execution checklist. */
export function doneBox(id: string): BoxId {
  return `done/${id}`;
}

/** An item with a box that is known by `id`. An id with other signs than those of a marker gets a box that nobody knows. */
export function boxItem(id: BoxId, said: readonly PhrasingContent[], ticked: boolean): ListItem {
  const known = /^[a-z]+\/[A-Za-z0-9._/]+(-[A-Za-z0-9._/]+)*$/.test(id);
  const hidden: PhrasingContent[] = known ? [words(' '), { type: 'html', value: `<!-- cutover:box ${id} -->` }] : [];
  return item([paragraph(...said, ...hidden)], ticked);
}

const BOX = /^[-*+] \[([ xX])\] .*<!-- cutover:box ([A-Za-z0-9._/-]{1,100}) -->\s*$/;

/** The boxes of a body by their ids, and whether they are ticked. The first of a name counts. */
export function readBoxes(body: string): ReadonlyMap<BoxId, boolean> {
  const boxes = new Map<BoxId, boolean>();
  for (const line of body.split('\n')) {
    const [, mark, id] = BOX.exec(line) ?? [];
    if (id !== undefined && !boxes.has(id)) boxes.set(id, mark !== ' ');
  }
  return boxes;
}

/** The body with one box empty; the very same where it is. */
export function emptyBox(body: string, box: BoxId): string {
  const emptied = body
    .split('\n')
    .map((line) => (BOX.exec(line)?.[2] === box ? line.replace(/\[[xX]\]/, '[ ]') : line));
  return emptied.join('\n');
}

/** The ids of the boxes that are ticked in a body. */
export function tickedBoxes(body: string): ReadonlySet<BoxId> {
  return new Set([...readBoxes(body)].filter(([, ticked]) => ticked).map(([id]) => id));
}
