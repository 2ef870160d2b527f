/**
 * The globs of a migration: `*`, `**`, `?`, `{a,b}`, `[ab]` and `!(a*)` for a whole name. A migration may come from a repository that nobody
 * knows, so a glob becomes a regular expression only where that cannot go back and forth over a path; else it is walked, in at most
 * (length of the glob) times (length of the path) steps.
 */
import picomatch from 'picomatch';
import { expandBraces, GLOB_CHARACTERS, matchRuns } from './configuration-glob.js';
import type { RepoPath } from './source.js';

/** UTF-16 units of a path up to which an expression is taken. */
const SHORT_PATH = 512;

/** What is wrong with a glob, or nothing. */
export function globFault(glob: string): string | undefined {
  if (glob.trim() === '') return 'a glob must not be empty';
  if (glob.length > GLOB_CHARACTERS) return `a glob has at most ${GLOB_CHARACTERS} characters`;
  if (glob.includes('\\')) return 'a glob has forward slashes only';
  if (glob.startsWith('/') || glob.startsWith('./'))
    return 'a glob is relative to the repository and begins with neither / nor ./';
  if (glob.split('/').includes('..')) return 'a glob must not leave the repository';
  for (const [open, close] of ['{}', '[]', '()'] as const) {
    if (glob.split(open ?? '').length !== glob.split(close ?? '').length)
      return `the ${open}${close} of this glob are not paired`;
  }
  const { globs, fault } = expandBraces(glob);
  if (fault !== undefined) return fault;
  return globs.some((one) => one.split('/').some((part) => readPart(part) === undefined))
    ? 'a glob knows *, **, ?, {a,b}, [ab] and !(a*) for a whole name'
    : undefined;
}

/** A test of a path against globs; no globs match nothing, and so does one with a fault. Dot files match. */
export function compileGlobs(globs: readonly string[]): (path: RepoPath) => boolean {
  if (globs.length === 0) return () => false;
  const tests = globs.map(compileGlob);
  const walkAll = once(() => walkGlobs(globs));
  return (path) => (path.length > SHORT_PATH ? walkAll()(path) : tests.some((test) => test(path)));
}

/** A test of a short path. Most paths differ from a glob in what it says letter by letter, which is looked at first. */
function compileGlob(glob: string): (path: RepoPath) => boolean {
  // `a/**` is the folder too.
  const start = (/^[^*?[\]{}()!]*/.exec(glob)?.[0] ?? '').replace(/\/$/, '');
  const end = /[^*?[\]{}()!/]*$/.exec(glob)?.[0] ?? '';
  const test = once(() => {
    if (!isQuick(glob)) return walkGlobs([glob]);
    const expression = picomatch.makeRe(glob, { dot: true });
    return (path: RepoPath) => path === glob || expression.test(path);
  });
  return (path) => path.startsWith(start) && path.endsWith(end) && test()(path);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Whether an expression of the glob has at most one choice for folders, and one in each name. */
function isQuick(glob: string): boolean {
  if (globFault(glob) !== undefined) return false;
  const parts = glob.split('/');
  return (
    parts.filter((part) => part === '**').length <= 1 &&
    !parts.some((part) => part !== '**' && part.split('*').length > 2) &&
    !/[{[]|\)\//.test(glob)
  );
}

/** What one character of a name must be, or any number of any. */
type Token = '*' | ((sign: string) => boolean);

/** A name in a glob: any number of names, tokens, or what it must not be. */
type Part = '**' | { readonly tokens: readonly Token[]; readonly not: boolean };

function walkGlobs(globs: readonly string[]): (path: RepoPath) => boolean {
  const patterns = globs
    .filter((glob) => globFault(glob) === undefined)
    .flatMap((glob) => expandBraces(glob).globs)
    .map((glob) => glob.split('/').flatMap((part) => readPart(part) ?? []));
  return (path) => {
    const names = path.split('/');
    return patterns.some((pattern) =>
      matchRuns(
        pattern.length,
        names.length,
        (at) => pattern[at] === '**',
        (at, place) => fitsPart(pattern[at], names[place] ?? ''),
      ),
    );
  };
}

function fitsPart(part: Part | undefined, name: string): boolean {
  if (part === undefined || part === '**' || name === '') return false;
  const { tokens, not } = part;
  const fits = matchRuns(
    tokens.length,
    name.length,
    (at) => tokens[at] === '*',
    (at, place) => {
      const token = tokens[at];
      return typeof token === 'function' && token(name[place] ?? '');
    },
  );
  return fits !== not;
}

/** The tokens of a name without braces; undefined when it has signs that mean something else. */
function readPart(part: string): Part | undefined {
  if (part === '**') return '**';
  const inner = /^!\(([^()]*)\)$/.exec(part)?.[1];
  const text = inner ?? part;
  if (/[()|]/.test(text) || (inner === undefined && text.startsWith('!'))) return undefined;
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '*') tokens.push('*');
    else if (sign === '?') tokens.push(() => true);
    else if (sign === '[') {
      const close = text.indexOf(']', at + 2);
      if (close === -1 || text[at + 1] === '!') return undefined;
      tokens.push(oneOf(text.slice(at + 1, close)));
      at = close;
    } else tokens.push((given) => given === sign);
  }
  return { tokens, not: inner !== undefined };
}

/** `[ab]`, `[a-z]`, `[^a]`. */
function oneOf(written: string): (sign: string) => boolean {
  const not = written.startsWith('^');
  const signs = not ? written.slice(1) : written;
  const fits = (sign: string) => {
    for (let at = 0; at < signs.length; at++) {
      const [low = '', dash, high] = [signs[at], signs[at + 1], signs[at + 2]];
      if (dash === '-' && high !== undefined) {
        if (low <= sign && sign <= high) return true;
        at += 2;
      } else if (low === sign) return true;
    }
    return false;
  };
  return (sign) => fits(sign) !== not;
}
