import type { Repository, World } from '../world.js';
import { nodeId } from './account.js';

/** GitHub's `team`. */
export function showTeam(world: World, repository: Repository, slug: string) {
  return { ...showSimpleTeam(world, repository, slug), parent: null };
}

/** GitHub's `team-simple`. Teams are known by their slugs alone here. */
export function showSimpleTeam(world: World, { owner }: Repository, slug: string) {
  const id = [...slug].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1_000_000, 7);
  const url = `${world.apiUrl}/organizations/${owner.id}/team/${id}`;
  return {
    id,
    node_id: nodeId('Team', id),
    url,
    html_url: `${world.url}/orgs/${owner.login}/teams/${slug}`,
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: owner.id,
  };
}
