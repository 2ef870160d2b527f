/** The whole loop, step by step: install, tracking issue, command, pull request. */
import type { RunningServer } from '../src/app/start-server.js';
import { runGit } from './github/git/git-binary.js';
import type { LoopbackGitHub } from './github/start-loopback-github.js';
import type { Issue, Repository } from './github/world.js';
import { settle } from './run-app.js';

/** Where the loop runs, and who tells about it. */
export interface Loop {
  readonly github: LoopbackGitHub;
  readonly server: RunningServer;
  /** `owner/name` of a repository that is seeded. */
  readonly fullName: string;
  readonly maintainer: string;
  readonly say: (line: string) => void;
}

/** Installs the app; gives the tracking issue, when one was opened. */
export async function install({ github, server, fullName, maintainer, say }: Loop): Promise<Issue | undefined> {
  github.setRole(fullName, maintainer, 'admin');
  say(`${maintainer} installs the app on ${fullName}`);
  github.install([fullName], maintainer);
  await settle(github, server);
  const issue = github.repository(fullName).issues.find(({ pull }) => pull === null);
  if (issue === undefined) say('  the migration finds nothing here, so no tracking issue was opened');
  else say(`  tracking issue #${issue.number}: ${pageOf(github, fullName, issue)}`);
  return issue;
}

/** Gives a command in the tracking issue; gives the app's answer and the newest pull request, when there is one. */
export async function command(
  loop: Loop,
  issue: Issue,
  line: string,
): Promise<{ readonly answer: string; readonly pull: Issue | undefined }> {
  const { github, server, fullName, maintainer, say } = loop;
  const before = github.requests().length;
  say(`${maintainer} comments: ${line}`);
  const comment = github.asUser(maintainer, fullName).comment(issue.number, line);
  await settle(github, server);
  const repository = github.repository(fullName);
  const at = issue.comments.findIndex(({ id }) => id === comment);
  const seen = issue.comments[at]?.reactions.some(({ content }) => content === 'eyes') === true;
  const answer = visible(issue.comments.slice(at + 1).findLast(({ user }) => user.type === 'Bot')?.body ?? '');
  if (seen) say('  the app puts 👀 on the comment');
  for (const text of answer.split('\n').filter((each) => each.trim() !== '')) say(`  ${text}`);
  say(
    `  (${
      github
        .requests()
        .slice(before)
        .filter(({ kind }) => kind === 'api').length
    } API requests)`,
  );
  return { answer, pull: repository.issues.findLast(({ pull }) => pull !== null) };
}

/** Commands a phase, or the phases in turn until one has something to do. */
export async function commandPhase(loop: Loop, issue: Issue, phases: readonly number[]): Promise<Issue | undefined> {
  for (const phase of phases) {
    const { pull } = await command(loop, issue, `/migrate phase-${phase}`);
    if (pull !== undefined) return pull;
  }
  return undefined;
}

/** What is wrong with the outcome; nothing when the pull request stands, changes something and git is content. */
export function faultsOf(loop: Loop, pull: Issue | undefined): readonly string[] {
  const repository = loop.github.repository(loop.fullName);
  const faults: string[] = [];
  if (pull?.pull === null || pull === undefined) faults.push('there is no pull request');
  else {
    if (pull.state !== 'open') faults.push(`pull request #${pull.number} is ${pull.state}`);
    if (changedFiles(repository, pull).length === 0) faults.push(`pull request #${pull.number} changes nothing`);
    if ((pull.body ?? '').length > 65_536) faults.push(`the body of #${pull.number} is longer than GitHub takes`);
  }
  try {
    runGit(repository.git.folder, ['fsck', '--strict', '--no-dangling']);
  } catch (error) {
    faults.push(`git fsck: ${error instanceof Error ? error.message : String(error)}`);
  }
  for (const { operation, side, where, message } of loop.github.contractViolations()) {
    faults.push(`GitHub's description does not allow the ${side} of ${operation} at ${where}: ${message}`);
  }
  return faults;
}

/** Paths that a pull request changes. */
export function changedFiles({ git }: Repository, { pull }: Issue): readonly string[] {
  if (pull === null) return [];
  return runGit(git.folder, ['diff', '--name-only', '-z', `${pull.baseSha}...${pull.headSha}`])
    .toString()
    .split('\0')
    .filter(Boolean);
}

/** Address of the page of an issue or pull request. */
export function pageOf(github: LoopbackGitHub, fullName: string, issue: Issue): string {
  return `${github.url}/${fullName}/${issue.pull === null ? 'issues' : 'pull'}/${issue.number}`;
}

function visible(body: string): string {
  return body.replace(/<!--.*?-->/gs, '').trim();
}
