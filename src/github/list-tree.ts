/** Every entry of a tree: in one request, or folder by folder where GitHub cuts the answer short. */
import type { FileMode, TreeEntry } from '../core/source.js';
import { asking } from './asking.js';
import { fullName, type GithubClient, type RepositoryName } from './client.js';
import { TreeTooLarge } from './errors.js';
import { EMPTY_TREE } from './git-id.js';
import { SINGLE_FOLDERS } from './limits.js';

/** An entry as GitHub gives it, as far as it is used. */
interface EntryData {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number;
}

/**
 * The files, symlinks and submodules of a tree. One request; where the answer is truncated, two for each folder that is too large in
 * itself and one for each other folder below it. Throws `TreeTooLarge` when even that is not enough.
 */
export async function listTree(
  client: GithubClient,
  name: RepositoryName,
  tree: string,
): Promise<readonly TreeEntry[]> {
  const found: TreeEntry[] = [];
  const folders = [{ tree, prefix: '' }];
  for (let asked = 0; folders.length > 0; asked++) {
    if (asked >= SINGLE_FOLDERS)
      throw new TreeTooLarge(fullName(name), `more than ${SINGLE_FOLDERS} folders to list one by one`);
    const folder = folders.pop();
    if (folder === undefined || folder.tree === EMPTY_TREE) continue;
    const whole = await readTree(client, name, folder.tree, true);
    if (!whole.truncated) {
      for (const entry of whole.entries) addEntry(found, entry, folder.prefix);
      continue;
    }
    const level = await readTree(client, name, folder.tree, false);
    if (level.truncated)
      throw new TreeTooLarge(fullName(name), `too many entries in ${folder.prefix || 'its root folder'}`);
    for (const entry of level.entries) {
      if (entry.type === 'tree') folders.push({ tree: entry.sha, prefix: `${folder.prefix}${entry.path}/` });
      else addEntry(found, entry, folder.prefix);
    }
  }
  return found;
}

async function readTree(
  client: GithubClient,
  name: RepositoryName,
  tree: string,
  recursive: boolean,
): Promise<{ readonly entries: readonly EntryData[]; readonly truncated: boolean }> {
  const { data } = await asking('list the files', name, () =>
    // Any value of `recursive` switches it on, so it is left out for one level.
    client.rest.git.getTree({
      owner: name.owner,
      repo: name.repo,
      tree_sha: tree,
      ...(recursive ? { recursive: '1' } : {}),
    }),
  );
  return { entries: data.tree, truncated: data.truncated };
}

function addEntry(found: TreeEntry[], entry: EntryData, prefix: string): void {
  if (entry.type === 'tree') return;
  found.push({ path: prefix + entry.path, mode: modeOf(entry.mode), blob: entry.sha, size: entry.size ?? 0 });
}

/** Git knows other modes only from its first years (100664); they mean a plain file. */
function modeOf(mode: string): FileMode {
  return mode === '100755' || mode === '120000' || mode === '160000' ? mode : '100644';
}
