/** Files for tests, as a reader would hand them in. */
import { applyChanges, changeSet } from '../../src/core/edit.js';
import type { Format, OpenedFile, Unit } from '../../src/core/format.js';
import type { SourceFile } from '../../src/core/source.js';

/** A readable file. */
export function sourceFile(path: string, text: string): SourceFile {
  return { path, mode: '100644', blob: '0'.repeat(40), size: text.length, text };
}

/** The text after the first `find` in the unit's text was replaced. */
export function replaceIn(format: Format, file: SourceFile, unit: Unit, find: string, insert: string): string {
  const start = unit.text.indexOf(find);
  if (start === -1) throw new Error(`the unit does not hold ${find}`);
  const edits = format.splice(file, unit, { start, end: start + find.length }, insert);
  return applyChanges(file.text, changeSet(file.text, edits));
}

/** Replaces the first `find` in any unit. */
export function replaceInFile(format: Format, file: SourceFile, find: string, insert: string): string {
  const unit = format.open(file).units.find(({ text }) => text.includes(find));
  if (unit === undefined) throw new Error(`no unit holds ${find}`);
  return replaceIn(format, file, unit, find, insert);
}

/** The texts of a file's units. */
export function unitTexts(opened: OpenedFile): readonly string[] {
  return opened.units.map((unit) => unit.text);
}
