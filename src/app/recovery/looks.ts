/** Which repositories without a tracking issue were looked at, in which state. */

/** How often a repository is looked at in one state when the look comes to nothing, as when GitHub fails in the middle. */
const MOST_LOOKS = 3;

export interface Looks {
  /** Whether the repository is worth a look as it stands; counts the look. `tree` is the tree of its default branch. */
  begin(repository: number, tree: string): boolean;
  /** The look found nothing for the migration to do: no further one before the tree changes. */
  notConcerned(repository: number): void;
  /** All is well there: another look in the same state counts anew. */
  settled(repository: number): void;
}

/** Remembers looks for the life of this process. */
export function rememberLooks(): Looks {
  const seen = new Map<number, { readonly tree: string; times: number }>();
  return {
    begin(repository, tree) {
      const before = seen.get(repository);
      if (before?.tree !== tree) {
        seen.set(repository, { tree, times: 1 });
        return true;
      }
      before.times += 1;
      return before.times <= MOST_LOOKS;
    },
    notConcerned(repository) {
      const look = seen.get(repository);
      if (look !== undefined) look.times = MOST_LOOKS;
    },
    settled: (repository) => void seen.delete(repository),
  };
}
