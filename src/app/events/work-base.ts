/** What every piece of work takes from its event. */
import type { WorkBase } from '../work.js';

/** Where an event happened and on whose behalf. `repository` is the event's; `full_name` is in every kind of it. */
export function workBaseOf(
  delivery: string,
  installation: { readonly id: number },
  repository: { readonly id: number; readonly full_name: string },
): WorkBase {
  const [owner = '', repo = ''] = repository.full_name.split('/');
  return { delivery, installation: installation.id, repositoryId: repository.id, owner, repo };
}
