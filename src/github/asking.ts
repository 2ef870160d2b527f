/** Every request passes through here: what fails becomes a named error. */
import type { RepositoryName } from './client.js';
import { nameFailure } from './name-failure.js';

/**
 * Runs one request. A failure becomes a `GithubError`.
 * @param action what is being done, as an infinitive for the message: `create the branch`
 */
export async function asking<T>(action: string, name: RepositoryName, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw nameFailure(error, action, name);
  }
}
