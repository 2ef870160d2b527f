/** Finds the references of one file and says where each stands. */
import { sliceMap } from './embedded-text.js';
import { type Found, findNames, hasStem } from './find-names.js';
import type { FileFault, Format, Shielded, Unit } from './format.js';
import type { NameTable } from './name-table.js';
import type { LookAlike, Reference } from './reference.js';
import type { Sites } from './site-at.js';
import type { SourceFile } from './source.js';

/** A file with everything in it that names an old model. */
export interface ScannedFile extends Sites {
  readonly file: SourceFile;
  readonly format: Format;
  /** Units of the format, then one for each shielded text that holds a name. */
  readonly units: readonly Unit[];
  readonly fault?: FileFault;
  readonly references: readonly Reference[];
  readonly lookAlikes: readonly LookAlike[];
}

/** The names of both sides: a place that names a new model is no reference to an old one, even where their stems agree (FLUX.1, FLUX.2). */
export interface NameTables {
  readonly old: NameTable;
  readonly new: NameTable;
}

/** Scans a file. `format` is the one that claims its path; an unreadable file is scanned as plain text and marked so. */
export function scanFile(file: SourceFile, format: Format, tables: NameTables, sites: Sites): ScannedFile {
  const opened = file.unreadable === undefined ? format.open(file) : { units: [wholeFile(file)], shielded: [] };
  const units: Unit[] = [...opened.units];
  const references: Reference[] = [];
  const lookAlikes: LookAlike[] = [];
  for (const unit of opened.units) scanUnit(unit, tables, sites, references, lookAlikes);
  for (const shielded of opened.shielded) {
    if (!hasStem(file.text.slice(shielded.span.start, shielded.span.end), tables.old)) continue;
    const unit = shieldedUnit(file, shielded, units.length);
    if (scanUnit(unit, tables, sites, references, lookAlikes)) units.push(unit);
  }
  const fault = 'fault' in opened ? opened.fault : undefined;
  return { file, format, units, ...(fault === undefined ? {} : { fault }), references, lookAlikes, ...sites };
}

function wholeFile(file: SourceFile): Unit {
  return { index: 0, language: 'plain', text: file.text, map: sliceMap(0, file.text.length) };
}

function shieldedUnit(file: SourceFile, { span, rule, cell }: Shielded, index: number): Unit {
  const text = file.text.slice(span.start, span.end);
  const unit: Unit = { index, language: 'plain', text, map: sliceMap(span.start, text.length), shielded: rule };
  return cell === undefined ? unit : { ...unit, cell: { index: cell, type: 'raw' } };
}

function scanUnit(
  unit: Unit,
  tables: NameTables,
  sites: Sites,
  references: Reference[],
  lookAlikes: LookAlike[],
): boolean {
  const found = withoutNewNames(unit.text, findNames(unit.text, tables.old), tables.new);
  for (const one of found) {
    if (one.kind === 'look-alike') {
      const { family, span, surface, why } = one;
      lookAlikes.push({ family, unit: unit.index, span, surface, why });
    } else {
      const { span, surface, name } = one;
      const at = { index: references.length, unit: unit.index, span, surface, site: sites.siteAt(unit, span) };
      // The other way round each property would be added to a copy, one by one.
      references.push({ ...at, ...name });
    }
  }
  return found.length > 0;
}

/** Names that begin inside a new model's name, or with it, are not the old one's. Both lists are in order and disjoint. */
function withoutNewNames(text: string, found: readonly Found[], table: NameTable): readonly Found[] {
  if (found.length === 0) return found;
  const taken = findNames(text, table).filter((one) => one.kind === 'name');
  let next = 0;
  return found.map((one) => {
    while ((taken[next]?.span.end ?? Number.POSITIVE_INFINITY) <= one.span.start) next++;
    const other = taken[next];
    if (other === undefined || other.span.start > one.span.start) return one;
    const family = one.kind === 'name' ? one.name.family : one.family;
    return { kind: 'look-alike', span: one.span, surface: one.surface, family, why: 'new-model' };
  });
}
