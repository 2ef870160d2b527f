import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import { gitEnvironment } from './git/git-binary.js';
import { fullNameOf, type Repository, type World } from './world.js';

/** Source: REST reference, "Download a repository archive": addresses of private repositories last five minutes. */
const LIFETIME_MS = 300_000;

/** An archive that may be fetched at a temporary address, without a token. */
export interface Download {
  readonly repository: Repository;
  readonly sha: string;
  readonly expiresAt: number;
}

/** Makes the temporary address of a commit's tarball. */
export function makeDownload(world: World, repository: Repository, sha: string): string {
  const key = randomUUID();
  world.downloads.set(key, { repository, sha, expiresAt: world.now() + LIFETIME_MS });
  return `${world.url}/-/codeload/${fullNameOf(repository)}/legacy.tar.gz/${sha}?token=${key}`;
}

/** Sends the tarball behind a temporary address, or 404; gives the status. */
export function serveDownload(world: World, key: string | null, response: ServerResponse): number {
  const download = world.downloads.get(key ?? '');
  if (download === undefined || download.expiresAt <= world.now()) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404: Not Found');
    return 404;
  }
  const { repository, sha } = download;
  const name = `${repository.owner.login}-${repository.name}-${sha.slice(0, 7)}`;
  const args = ['-C', repository.git.folder, 'archive', '--format=tar', `--prefix=${name}/`, sha];
  const git = spawn('git', args, { env: gitEnvironment, stdio: ['ignore', 'pipe', 'ignore'] });
  response.writeHead(200, {
    'Content-Type': 'application/x-gzip',
    'Content-Disposition': `attachment; filename=${name}.tar.gz`,
  });
  // A client that goes away ends git too.
  pipeline(git.stdout, createGzip({ level: 1 }), response, () => void git.kill());
  return 200;
}
