import { createSign } from 'node:crypto';
import { Octokit } from '@octokit/rest';
import {
  type LoopbackGitHub,
  type LoopbackOptions,
  startLoopbackGitHub,
} from '../../../demo/github/start-loopback-github.js';

export const OWNER = 'example-school';
export const NAME = 'course';
export const REPOSITORY = `${OWNER}/${NAME}`;
/** Parameters of nearly every request. */
export const here = { owner: OWNER, repo: NAME };

/** A GitHub with one repository on which the app is installed. */
export async function startLab(options: LoopbackOptions = {}): Promise<LoopbackGitHub> {
  const github = await startLoopbackGitHub(options);
  github.seedRepository({
    fullName: REPOSITORY,
    files: {
      'README.md': '# Course\n\nAll lessons.\n',
      'lessons/one.md': 'First.\n',
      'lessons/two.md': 'Second.\n',
      'run.sh': { content: '#!/bin/sh\necho hello\n', executable: true },
      link: { symlink: 'README.md' },
    },
  });
  github.setRole(REPOSITORY, 'maria', 'write');
  github.install([REPOSITORY], 'maria');
  return github;
}

/** A client without retries and log lines. */
export function clientFor(github: LoopbackGitHub, token?: string): Octokit {
  const silent = (): void => undefined;
  return new Octokit({
    baseUrl: github.apiUrl,
    ...(token === undefined ? {} : { auth: token }),
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

/** A JSON web token of the app, signed with its key. */
export function signJwt(github: LoopbackGitHub, privateKey = github.app.privateKey): string {
  const seconds = Math.floor(github.now() / 1000);
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iat: seconds - 60, exp: seconds + 540, iss: github.app.appId })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
}

/** A client of the app itself. */
export function appClient(github: LoopbackGitHub): Octokit {
  return clientFor(github, signJwt(github));
}

/** A client with an installation token. */
export async function installationClient(github: LoopbackGitHub): Promise<Octokit> {
  const app = appClient(github);
  const { data: installations } = await app.rest.apps.listInstallations();
  const installation = installations[0];
  if (installation === undefined) throw new Error('the app is not installed');
  const { data } = await app.rest.apps.createInstallationAccessToken({ installation_id: installation.id });
  return clientFor(github, data.token);
}

/** What a request was refused with: its status and its whole answer as text. */
export async function refusalOf(
  request: Promise<unknown>,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const status = 'status' in error && typeof error.status === 'number' ? error.status : 0;
    return { status, text: `${error.message} ${JSON.stringify('response' in error ? error.response : null)}` };
  }
  throw new Error('the request was not refused');
}
