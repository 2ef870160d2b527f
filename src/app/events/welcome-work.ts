import type { Welcome } from '../work.js';
import { workBaseOf } from './work-base.js';

/** The job for one repository of an installation event. */
export function welcomeWork(
  delivery: string,
  installation: number,
  repository: { readonly id: number; readonly full_name: string },
): Welcome {
  return { kind: 'welcome', ...workBaseOf(delivery, { id: installation }, repository) };
}
