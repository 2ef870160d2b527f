/** What deciding a file needs besides the file. */
import type { ChoiceFacts } from './choose-target.js';
import type { Prior } from './history.js';
import type { Migration, Section } from './migration.js';
import type { FileKeep } from './scope.js';

/** What deciding needs besides the file: everything that crosses files is handed in. */
export interface DecideFacts extends ChoiceFacts {
  readonly migration: Migration;
  readonly section?: Section;
  /** A reason to keep the whole file, from the globs of the migration and of the repository's configuration. */
  readonly fileKeep?: FileKeep;
  readonly prior: Prior;
}
