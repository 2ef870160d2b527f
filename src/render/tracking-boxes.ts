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

/** The boxes of a body by their ids, and whether they are ticked. The first of a name counts. */
export function readBoxes(body: string): ReadonlyMap<BoxId, boolean> {
  const boxes = new Map<BoxId, boolean>();
  for (const line of body.split(/\r?\n/)) {
    const read = /^[-*+] \[([ xX])\] .*<!-- cutover:box ([A-Za-z0-9._/-]{1,100}) -->$/.exec(line.trimEnd());
    if (read?.[2] !== undefined && !boxes.has(read[2])) boxes.set(read[2], read[1] !== ' ');
  }
  return boxes;
}

/** The ids of the boxes that are ticked in a body. */
export function tickedBoxes(body: string): ReadonlySet<BoxId> {
  return new Set([...readBoxes(body)].filter(([, ticked]) => ticked).map(([id]) => id));
}
