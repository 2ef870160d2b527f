import type { SourceReader } from '../core/ports.js';
import type { SourceFile, TreeEntry } from '../core/source.js';

/**
 * A reader that reads only once: what it found is kept for further plans of the same commit, so that several phases in a row cost one
 * download. Kept are the files with a hit, which a plan holds in memory anyway.
 */
export function rememberFiles<Reader extends SourceReader>(reader: Reader): Reader {
  let entries: Promise<readonly TreeEntry[]> | undefined;
  let kept:
    | { readonly stems: string; readonly files: readonly SourceFile[]; readonly problems: readonly [string, string][] }
    | undefined;
  return {
    ...reader,
    list() {
      entries ??= reader.list();
      return entries;
    },
    async *read(stems, onProblem) {
      if (kept?.stems !== stems) {
        const files: SourceFile[] = [];
        const problems: [string, string][] = [];
        for await (const file of reader.read(stems, (path, message) => problems.push([path, message])))
          files.push(file);
        kept = { stems, files, problems };
      }
      for (const [path, message] of kept.problems) onProblem(path, message);
      yield* kept.files;
    },
  };
}
