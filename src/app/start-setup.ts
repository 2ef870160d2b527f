import { run } from 'probot';

/**
 * Starts Probot's setup pages, which create a GitHub App from `app.yml` and write its credentials to `.env`. They take
 * credentials from whoever can reach them, so they listen on this machine only, whatever HOST says.
 */
export async function startSetup(): Promise<void> {
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    NODE_ENV: 'development',
    NO_SMEE_SETUP: process.env.NO_SMEE_SETUP ?? 'true',
  };
  Object.assign(process.env, { NO_SMEE_SETUP: env.NO_SMEE_SETUP, NODE_ENV: env.NODE_ENV });
  await run(() => {}, { env });
}
