import type { EmitterWebhookEvent } from '@octokit/webhooks';
import type { Welcome } from '../work.js';
import { welcomeWork } from './welcome-work.js';

/** Repositories were added to an installation: each of them is looked at. */
export function workOfRepositoriesAdded(
  event: EmitterWebhookEvent<'installation_repositories.added'>,
): readonly Welcome[] {
  const { installation, repositories_added } = event.payload;
  return repositories_added.map((repository) => welcomeWork(event.id, installation.id, repository));
}
