/** Runs git. The only place that starts it. */
import { FolderError, systemCode } from './errors.js';

/** What a finished git said. */
export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** How to run git. */
export interface GitRun {
  /** Folder to run in. */
  readonly cwd: string;
  /** Bytes or text for standard input. */
  readonly input?: string | Buffer;
  /** Variables beside the inherited ones. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Variables that would lead git to another repository than the one of `cwd`, as a hook's environment has them. */
const MISLEADING = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY'];

/** Words to git that hold for every run: a repository's settings shall not start a program of their own while it is listed. */
const ALWAYS = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];

/** Runs git and waits for it, whatever its exit code. Throws `FolderError` when there is no git. */
export async function askGit(args: readonly string[], { cwd, input, env }: GitRun): Promise<GitAnswer> {
  // Loaded when there is something to ask: a folder outside git needs none of it.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...ALWAYS, ...args], { cwd, env: { ...ownEnvironment(), ...env } });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => reject(systemCode(error) === 'ENOENT' ? gitMissing(cwd, error) : error));
    child.on('close', (code) =>
      resolve({ code: code ?? -1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString().trim() }),
    );
    // Git may end before it has read everything; its exit code says why.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** Runs git and returns its output without the last line end. Throws `FolderError` with git's words when it fails. */
export async function runGit(args: readonly string[], run: GitRun): Promise<string> {
  const answer = await askGit(args, run);
  if (answer.code === 0) return answer.stdout.toString().replace(/\n$/, '');
  throw gitFailed(args, run.cwd, answer);
}

/** The error of a git that failed. */
export function gitFailed(args: readonly string[], cwd: string, answer: GitAnswer): FolderError {
  const words = answer.stderr === '' ? `it ended with exit code ${answer.code}` : answer.stderr;
  return new FolderError(`git ${args[0] ?? ''} failed in ${cwd}: ${words}`, nextStepOf(answer.stderr));
}

function nextStepOf(words: string): string {
  if (words.includes('dubious ownership'))
    return 'The checkout belongs to somebody else. Run as its owner, or trust it with the command that git names above.';
  if (/tell me who you are|empty ident|no email was given|auto-detect/i.test(words))
    return 'Tell git who you are: git config user.name "…" and git config user.email "…".';
  return 'See what git says above; nothing of the checkout was changed.';
}

function gitMissing(cwd: string, cause: unknown): FolderError {
  return new FolderError(
    `${cwd} is in a git checkout, but there is no git to ask which of its files belong to it.`,
    'Install git, or run on a copy of the files without the .git folder.',
    cause,
  );
}

function ownEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !MISLEADING.includes(name));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
}
