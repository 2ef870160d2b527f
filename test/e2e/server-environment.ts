/** The variables of a server that a test starts as a process. */
import type { LoopbackGitHub } from '../../demo/github/start-loopback-github.js';

/** The environment of a server for a GitHub on loopback. It asks no registry: tests reach nothing outside this machine. */
export function serverEnvironment({ app, apiUrl }: LoopbackGitHub, port: number): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    APP_ID: String(app.appId),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: app.webhookSecret,
    GITHUB_API_URL: apiUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    CUTOVER_REGISTRIES: '0',
  };
}
