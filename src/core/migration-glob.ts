/**
 * The globs of a migration: `*`, `**`, `?`, `{a,b}`, `[ab]` and `!(a*)` for a whole name. A migration may come from a repository that nobody
 * knows, so a glob does not become a regular expression, which could go back and forth over a path: it is walked, in at most (length of
 * the glob) times (length of the path) steps.
 */
import { expandBraces, GLOB_CHARACTERS, matchRuns } from './configuration-glob.js';
import type { RepoPath } from './source.js';

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
  const tests = globs.map(compileGlob);
  return (path) => tests.some((test) => test(path));
}

/** Most paths differ from a glob in what it says letter by letter, which is looked at first. */
function compileGlob(glob: string): (path: RepoPath) => boolean {
  const start = /^[^*?[\]{}()!]*/.exec(glob)?.[0] ?? '';
  const end = /[^*?[\]{}()!/]*$/.exec(glob)?.[0] ?? '';
  let patterns: readonly (readonly Part[])[] | undefined;
  return (path) => {
    if (!path.startsWith(start) || !path.endsWith(end)) return false;
    patterns ??= patternsOf(glob);
    const names = path.split('/');
    return patterns.some((pattern) => fitsPattern(pattern, names));
  };
}

/** Where nothing stands for any number of names, there must be as many as parts: most paths are done with by that. */
function fitsPattern(pattern: readonly Part[], names: readonly string[]): boolean {
  if (names.length !== pattern.length && !pattern.includes('**')) return false;
  return matchRuns(
    pattern.length,
    names.length,
    (at) => pattern[at] === '**',
    (at, place) => fitsPart(pattern[at], names[place] ?? ''),
  );
}

function patternsOf(glob: string): readonly (readonly Part[])[] {
  if (globFault(glob) !== undefined) return [];
  return expandBraces(glob).globs.map((one) => {
    const parts = one.split('/').flatMap((part) => readPart(part) ?? []);
    // A path is that of a file, and a file is not in itself: `a/**` is what stands in `a`.
    return parts.at(-1) === '**' ? [...parts, ANY_NAME] : parts;
  });
}

const ANY_NAME: Part = { start: '', end: '', not: false };

/** What one character of a name must be, or any number of any. */
type Token = '*' | ((sign: string) => boolean);

/**
 * What stands between two slashes of a glob: `**`, for any number of names, or what one name must be, or with `not` must not be. That is
 * told by its start and, behind a star, its end; where that is not enough, token by token.
 */
type Part =
  | '**'
  | { readonly start: string; readonly end?: string; readonly not: boolean }
  | { readonly tokens: readonly Token[]; readonly not: boolean };

function fitsPart(part: Part | undefined, name: string): boolean {
  if (part === undefined || part === '**' || name === '') return false;
  if ('tokens' in part) return fitsTokens(part.tokens, name) !== part.not;
  const { start, end, not } = part;
  const fits =
    end === undefined
      ? name === start
      : name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
  return fits !== not;
}

function fitsTokens(tokens: readonly Token[], name: string): boolean {
  return matchRuns(
    tokens.length,
    name.length,
    (at) => tokens[at] === '*',
    (at, place) => {
      const token = tokens[at];
      return typeof token === 'function' && token(name[place] ?? '');
    },
  );
}

/** What a name without braces must be; undefined when it has signs that mean something else. */
function readPart(part: string): Part | undefined {
  if (part === '**') return '**';
  const inner = /^!\(([^()]*)\)$/.exec(part)?.[1];
  const text = inner ?? part;
  const not = inner !== undefined;
  if (/[()|]/.test(text) || (!not && text.startsWith('!'))) return undefined;
  const [start = '', end, ...more] = text.split('*');
  if (more.length === 0 && !/[?[]/.test(text)) return end === undefined ? { start, not } : { start, end, not };
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
  return { tokens, not };
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
