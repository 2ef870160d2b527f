import type { EmitterWebhookEvent } from '@octokit/webhooks';
import type { Welcome } from '../work.js';
import { welcomeWork } from './welcome-work.js';

/** The app was installed: every repository that it may see is looked at. */
export function workOfInstallationCreated(event: EmitterWebhookEvent<'installation.created'>): readonly Welcome[] {
  const { installation, repositories } = event.payload;
  return (repositories ?? []).map((repository) => welcomeWork(event.id, installation.id, repository));
}
