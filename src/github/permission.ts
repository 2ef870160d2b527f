/** Who may command: the permission of an account in a repository, at the time of asking. */
import { asking } from './asking.js';
import type { GithubClient, RepositoryName } from './client.js';
import { NotFound } from './errors.js';

/** GitHub's base permissions; `maintain` counts as write, `triage` as read. */
export type Permission = 'admin' | 'write' | 'read' | 'none';

/**
 * The permission of `login`, all grants counted. One request; an account that does not exist has none.
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
export async function readPermission(client: GithubClient, name: RepositoryName, login: string): Promise<Permission> {
  try {
    const { data } = await asking(`read the permission of ${login}`, name, () =>
      client.rest.repos.getCollaboratorPermissionLevel({ owner: name.owner, repo: name.repo, username: login }),
    );
    return isPermission(data.permission) ? data.permission : 'none';
  } catch (error) {
    if (error instanceof NotFound) return 'none';
    throw error;
  }
}

/** Whether the permission is enough to command the app. */
export function mayCommand(permission: Permission): boolean {
  return permission === 'admin' || permission === 'write';
}

function isPermission(text: string): text is Permission {
  return text === 'admin' || text === 'write' || text === 'read' || text === 'none';
}
