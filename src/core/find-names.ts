/**
 * Finds every place of a text that names a model of a {@link NameTable}. Each hit of a family's stem ends as exactly one name or one
 * look-alike, so that nothing a plain text search finds is lost.
 */
import { afterOrganisation, type Found, segmentAround, tokenAround } from './name-hit.js';
import type { FamilyNames, NameTable } from './name-table.js';
import { readCacheFolder, readLibrary, readListedName, readRepository } from './read-registry-name.js';
import { readBroken, readNotName, readPath, readProse, readWord } from './read-written-name.js';
import type { Span } from './source.js';

export type { Found } from './name-hit.js';

/** Finds the names and look-alikes of `text`, in order, none overlapping. */
export function findNames(text: string, table: NameTable): readonly Found[] {
  if (table.families.length === 0) return [];
  const stems = expressionOf(table);
  stems.lastIndex = 0;
  const found: Found[] = [];
  let reached = 0;
  for (let hit = stems.exec(text); hit !== null; hit = stems.exec(text)) {
    const names = table.families[hit.indexOf(hit[0], 1) - 1];
    if (names === undefined || hit.index < reached) continue;
    const one = readHit(text, { start: hit.index, end: hit.index + hit[0].length }, names, table, reached);
    found.push(one);
    reached = one.span.end;
    stems.lastIndex = Math.max(reached, hit.index + hit[0].length);
  }
  return found;
}

/** Whether a stem of the table stands in a text: where none does, no name does. */
export function hasStem(text: string, table: NameTable): boolean {
  if (table.families.length === 0) return false;
  const stems = expressionOf(table);
  stems.lastIndex = 0;
  return stems.test(text);
}

const expressions = new WeakMap<NameTable, RegExp>();

/** The expression of a table's stems; whoever uses it sets where it starts. */
function expressionOf(table: NameTable): RegExp {
  let expression = expressions.get(table);
  if (expression === undefined) {
    expression = new RegExp(table.stems, 'gi');
    expressions.set(table, expression);
  }
  return expression;
}

function readHit(text: string, stem: Span, names: FamilyNames, table: NameTable, floor: number): Found {
  const token = tokenAround(text, stem, floor);
  const segment = segmentAround(text, stem, token);
  const hit = afterOrganisation({ text, stem, token, segment, names, table });
  return (
    readBroken(hit) ??
    readNotName(hit) ??
    readCacheFolder(hit) ??
    readRepository(hit) ??
    readListedName(hit) ??
    readLibrary(hit) ??
    readPath(hit) ??
    readWord(hit) ??
    readProse(hit)
  );
}
