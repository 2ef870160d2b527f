/** What an installation was granted, so that a phase is not begun that cannot be finished. */
import type { ProbotOctokit } from 'probot';

/** What carrying out a phase needs, as in `app.yml`. */
const NEEDED = { contents: 'write', pull_requests: 'write', issues: 'write', checks: 'write' } as const;

/**
 * The permissions that a phase needs and the installation lacks, as GitHub writes them: `checks=write`. They come with the
 * installation's token, so nothing is asked that would not be asked anyway.
 */
export async function readMissingPermissions(
  client: ProbotOctokit,
  installationId: number,
): Promise<readonly string[]> {
  const granted = permissionsOf(await client.auth({ type: 'installation', installationId }));
  if (granted === undefined) return [];
  return Object.entries(NEEDED).flatMap(([name, level]) => (granted[name] === level ? [] : [`${name}=${level}`]));
}

function permissionsOf(answer: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof answer !== 'object' || answer === null || !('permissions' in answer)) return undefined;
  const { permissions } = answer;
  return typeof permissions === 'object' && permissions !== null ? { ...permissions } : undefined;
}
