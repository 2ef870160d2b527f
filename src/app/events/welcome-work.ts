import type { Welcome } from '../work.js';

/** The job for one repository of an installation event. */
export function welcomeWork(
  delivery: string,
  installation: number,
  repository: { readonly id: number; readonly full_name: string },
): Welcome {
  const [owner = '', repo = ''] = repository.full_name.split('/');
  return { kind: 'welcome', delivery, installation, repositoryId: repository.id, owner, repo };
}
