import type { SourceReader } from '../core/ports.js';
import type { RepoPath, SourceFile, TreeEntry } from '../core/source.js';

interface Kept {
  readonly stems: string;
  readonly always: ReadonlySet<RepoPath> | undefined;
  readonly files: readonly SourceFile[];
  readonly problems: readonly (readonly [path: string, message: string])[];
}

/**
 * A reader that reads only once: what it found is kept for further plans of the same commit, so that several phases in a row cost one
 * download. Kept are the files that a plan holds in memory anyway.
 */
export function rememberFiles<Reader extends SourceReader>(reader: Reader): Reader {
  let entries: Promise<readonly TreeEntry[]> | undefined;
  let kept: Kept | undefined;
  return {
    ...reader,
    list() {
      entries ??= reader.list();
      return entries;
    },
    async *read(stems, onProblem, always) {
      if (kept === undefined || kept.stems !== stems || !sameMembers(kept.always, always)) {
        kept = await readAll(reader, stems, always);
      }
      for (const [path, message] of kept.problems) onProblem(path, message);
      yield* kept.files;
    },
  };
}

async function readAll(reader: SourceReader, stems: string, always: ReadonlySet<RepoPath> | undefined): Promise<Kept> {
  const files: SourceFile[] = [];
  const problems: [string, string][] = [];
  for await (const file of reader.read(stems, (path, message) => problems.push([path, message]), always))
    files.push(file);
  return { stems, always, files, problems };
}

function sameMembers(a: ReadonlySet<RepoPath> | undefined, b: ReadonlySet<RepoPath> | undefined): boolean {
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false;
  return [...(a ?? [])].every((path) => b?.has(path) === true);
}
