import type { CommitStatus, Repository, World } from '../world.js';
import { nodeId, showTime } from './account.js';
import { apiUrlOf, showRepository } from './repository.js';

/** GitHub's `combined-commit-status`: `shown` is the page of `latest`. */
export function showCombinedStatus(
  world: World,
  repository: Repository,
  sha: string,
  latest: readonly CommitStatus[],
  shown: readonly CommitStatus[],
) {
  const api = apiUrlOf(world, repository);
  return {
    state: combine(latest),
    statuses: shown.map((status) => ({
      url: `${api}/statuses/${sha}`,
      avatar_url: `${world.url}/-/avatars/${status.creator.id}`,
      id: status.id,
      node_id: nodeId('StatusContext', status.id),
      state: status.state,
      description: null,
      target_url: null,
      context: status.context,
      created_at: showTime(status.createdAt),
      updated_at: showTime(status.createdAt),
    })),
    sha,
    total_count: latest.length,
    repository: showRepository(world, repository),
    commit_url: `${api}/commits/${sha}`,
    url: `${api}/commits/${sha}/status`,
  };
}

/** https://docs.github.com/en/rest/commits/statuses#get-the-combined-status-for-a-specific-reference */
function combine(latest: readonly CommitStatus[]): string {
  if (latest.some(({ state }) => state === 'error' || state === 'failure')) return 'failure';
  return latest.length === 0 || latest.some(({ state }) => state === 'pending') ? 'pending' : 'success';
}
