import { run } from 'probot';

/**
 * Starts Probot's setup pages, which create a GitHub App from `app.yml` and write its credentials to `.env`. They take
 * credentials from whoever can reach them, so they listen on this machine only, whatever HOST says.
 */
export async function startSetup(): Promise<void> {
  // Probot shows the pages outside production only, and would otherwise ask a public service to forward webhooks to this machine.
  process.env.NODE_ENV = 'development';
  process.env.NO_SMEE_SETUP ??= 'true';
  await run(() => {}, { env: { ...process.env, HOST: '127.0.0.1' } });
}
