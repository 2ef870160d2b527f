import { readFileSync } from 'node:fs';

/** The text of a file, read as UTF-8. Throws what the system says when it cannot be read. */
export function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
