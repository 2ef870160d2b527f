/** The paths that a bullet speaks of. */
import type { ChecklistItem, Section } from './migration.js';
import { compileGlobs } from './migration-glob.js';
import { compileScope, type PathTest } from './scope.js';

/** The paths a bullet speaks of: its globs are relative to the section's folder, or to the root. */
export function bulletScope(item: ChecklistItem, section: Section | undefined): PathTest {
  const own = section === undefined ? () => true : compileScope(section.scope);
  const globs = item.met.by === 'human' ? [] : item.met.files;
  if (globs.length === 0) return own;
  const test = compileGlobs(globs.flatMap((glob) => [glob, `**/${glob}`]));
  return (path) => own(path) && test(path);
}
