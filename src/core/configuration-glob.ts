/**
 * The globs of a repository's configuration: `*`, `**`, `?` and `{a,b}`. They come from people whom nobody knows, so they are not made
 * into regular expressions: a test takes at most (length of the glob) times (length of the path) steps.
 */
import type { RepoPath } from './source.js';

/** Characters of a glob. */
export const GLOB_CHARACTERS = 400;

/** Globs that the braces of one may stand for. */
const MOST_ALTERNATIVES = 64;

/** What is wrong with a glob, or nothing. */
export function configuredGlobFault(glob: string): string | undefined {
  if (glob.trim() === '') return 'a glob must not be empty';
  if (glob.length > GLOB_CHARACTERS) return `a glob has at most ${GLOB_CHARACTERS} characters`;
  if (glob.includes('\\')) return 'a glob has forward slashes only';
  if (/^\.?\//.test(glob)) return 'a glob is relative to the repository and begins with neither / nor ./';
  if (glob.endsWith('/')) return 'a glob names files: write ** behind the slash for everything in the folder';
  if (glob.startsWith('!')) return 'a glob cannot say what it does not match';
  if (/[[\]()]/.test(glob)) return 'a glob knows *, **, ? and {a,b}; write ? for a bracket in a name';
  if (glob.split('/').some((part) => part === '..' || part === '.')) return 'a glob has no . or .. between its slashes';
  return expandBraces(glob).fault;
}

/** A test of a path against globs; no globs match nothing. A glob with a fault matches nothing. Dot files match. */
export function compileConfiguredGlobs(globs: readonly string[]): (path: RepoPath) => boolean {
  const patterns = globs
    .filter((glob) => configuredGlobFault(glob) === undefined)
    .flatMap((glob) => expandBraces(glob).globs)
    .map((glob) => glob.split('/'));
  if (patterns.length === 0) return () => false;
  return (path) => {
    const parts = path.split('/');
    return patterns.some((pattern) => matchParts(pattern, parts));
  };
}

/** The globs without braces that a glob stands for. Braces do not stand in braces. */
export function expandBraces(glob: string): { readonly globs: readonly string[]; readonly fault?: string } {
  let globs: readonly string[] = [''];
  for (let at = 0; at < glob.length; ) {
    const open = glob.indexOf('{', at);
    const literal = glob.slice(at, open === -1 ? undefined : open);
    if (literal.includes('}')) return { globs: [], fault: 'the {} of this glob are not paired' };
    globs = globs.map((begun) => begun + literal);
    if (open === -1) break;
    const close = glob.indexOf('}', open);
    if (close === -1) return { globs: [], fault: 'the {} of this glob are not paired' };
    const inner = glob.slice(open + 1, close);
    if (inner.includes('{')) return { globs: [], fault: 'the {} of a glob do not stand in one another' };
    if (!inner.includes(',')) return { globs: [], fault: 'the {} of a glob hold alternatives, separated by commas' };
    const alternatives = inner.split(',');
    if (globs.length * alternatives.length > MOST_ALTERNATIVES)
      return { globs: [], fault: `the {} of a glob stand for at most ${MOST_ALTERNATIVES} globs` };
    globs = globs.flatMap((begun) => alternatives.map((alternative) => begun + alternative));
    at = close + 1;
  }
  return { globs };
}

/** Whether the parts of a path fit those of a glob; `**` stands for any number of parts. */
function matchParts(pattern: readonly string[], parts: readonly string[]): boolean {
  return matchRuns(
    pattern.length,
    parts.length,
    (at) => pattern[at] === '**',
    (at, place) => matchPart(pattern[at] ?? '', parts[place] ?? ''),
  );
}

/** Whether one part of a path fits one of a glob; `*` stands for any number of characters, `?` for one. */
function matchPart(pattern: string, part: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === part;
  // A star alone stands for a whole name, which is never empty.
  if (part === '') return false;
  return matchRuns(
    pattern.length,
    part.length,
    (at) => pattern[at] === '*',
    (at, place) => pattern[at] === '?' || pattern[at] === part[place],
  );
}

/**
 * Fits `wanted` steps onto `given` things, where a run stands for any number of things. Only the last run is ever tried again: what an
 * earlier one could take, the last can take too.
 */
export function matchRuns(
  wanted: number,
  given: number,
  isRun: (at: number) => boolean,
  fits: (at: number, place: number) => boolean,
): boolean {
  let at = 0;
  let place = 0;
  let run = -1;
  let runPlace = 0;
  while (place < given) {
    if (at < wanted && isRun(at)) {
      run = at++;
      runPlace = place;
    } else if (at < wanted && fits(at, place)) {
      at++;
      place++;
    } else if (run !== -1) {
      at = run + 1;
      place = ++runPlace;
    } else return false;
  }
  while (at < wanted && isRun(at)) at++;
  return at === wanted;
}
