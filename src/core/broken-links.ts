/** Links of Markdown and notebooks that lead to no file of the repository. */
import type { RepoPath } from './source.js';

/** A link that leads nowhere. */
export interface BrokenLink {
  readonly path: RepoPath;
  /** 1-based line of the file; in a notebook of the cell's text. */
  readonly line: number;
  /** 0-based cell, in a notebook. */
  readonly cell?: number;
  /** As it is written. */
  readonly target: string;
}

/** A text to look through. */
export interface LinkingFile {
  readonly path: RepoPath;
  readonly text: string;
}

/** Whether links are looked for in a file. */
export function mayLink(path: RepoPath): boolean {
  return /\.(?:md|markdown|mdx|ipynb)$/i.test(path);
}

/**
 * Finds the relative links of Markdown files and of a notebook's Markdown cells whose target is no file and no folder among `paths`.
 * Addresses, anchors within a page and what stands in code are left alone; a link from the root is one from the repository's.
 */
export function findBrokenLinks(files: readonly LinkingFile[], paths: Iterable<RepoPath>): readonly BrokenLink[] {
  const known = new Set<string>(['']);
  for (const path of paths) {
    known.add(path);
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (known.has(folder)) break;
      known.add(folder);
    }
  }
  return files.flatMap(({ path, text }) => {
    if (!mayLink(path)) return [];
    const parts = /\.ipynb$/i.test(path) ? markdownCells(text) : [{ text }];
    return parts.flatMap(({ text: part, ...cell }) =>
      linksIn(part)
        .filter(({ target }) => !leadsSomewhere(target, path, known))
        .map((link) => ({ path, ...link, ...cell })),
    );
  });
}

interface Link {
  readonly line: number;
  readonly target: string;
}

/** Links that one line of a text may hold; more are data. */
const MOST_LINKS = 200;

/** The targets of inline links, images and reference definitions, outside fences and code spans. */
function linksIn(text: string): readonly Link[] {
  const links: Link[] = [];
  let fence: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || (mark.startsWith(fence) && line.trim() === mark))) {
      fence = fence === undefined ? mark : undefined;
      continue;
    }
    if (fence !== undefined) continue;
    const definition = /^ {0,3}\[[^\]]+\]:[ \t]*(\S+)/.exec(line)?.[1];
    const targets = definition === undefined ? inlineTargets(line) : [definition];
    for (const target of targets) links.push({ line: index + 1, target: target.replace(/^<(.*)>$/, '$1') });
  }
  return links;
}

/** The targets of a line: what stands after `](`, up to a blank or the bracket that closes it. */
function inlineTargets(line: string): readonly string[] {
  const targets: string[] = [];
  const plain = withoutCode(line);
  for (let at = plain.indexOf(']('); at >= 0 && targets.length < MOST_LINKS; at = plain.indexOf('](', at + 2)) {
    const rest = plain.slice(at + 2, at + 2 + 1000);
    const target = rest.startsWith('<') ? /^<[^>]*>/.exec(rest)?.[0] : balanced(rest);
    if (target !== undefined && target !== '') targets.push(target);
  }
  return targets;
}

/** Up to the first blank or closing bracket that no earlier one opened; nothing when the line ends before. */
function balanced(rest: string): string | undefined {
  let depth = 0;
  for (let at = 0; at < rest.length; at++) {
    const sign = rest[at];
    if (sign === '(') depth++;
    else if (sign === ')' && depth-- === 0) return rest.slice(0, at);
    else if (sign === ' ' || sign === '\t') return rest.indexOf(')', at) < 0 ? undefined : rest.slice(0, at);
  }
  return undefined;
}

/** The line with its code spans blanked out. */
function withoutCode(line: string): string {
  return line.includes('`') ? line.replace(/(`+)[^`]*\1(?!`)/g, (code) => ' '.repeat(code.length)) : line;
}

function leadsSomewhere(target: string, from: RepoPath, known: ReadonlySet<string>): boolean {
  // An address, an anchor of the same page, or a template that a program fills in.
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|$)/i.test(target) || /[{}<>$]/.test(target)) return true;
  const path = decode(target.replace(/[?#].*$/, ''));
  if (path === undefined) return true;
  const base = path.startsWith('/') ? [] : from.split('/').slice(0, -1);
  const parts: string[] = [...base];
  for (const part of path.split('/')) {
    if (part === '..') {
      // Above the root are GitHub's own pages: `../../issues`.
      if (parts.length === 0) return true;
      parts.pop();
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return known.has(parts.join('/'));
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The Markdown cells of a notebook; none of one that cannot be read. */
function markdownCells(text: string): readonly { readonly text: string; readonly cell: number }[] {
  const cells = cellsOf(text);
  return cells.flatMap((cell, index) => {
    if (!isRecord(cell) || cell.cell_type !== 'markdown') return [];
    const { source } = cell;
    const lines = Array.isArray(source) ? source.filter((line) => typeof line === 'string').join('') : source;
    return typeof lines === 'string' ? [{ text: lines, cell: index }] : [];
  });
}

function cellsOf(text: string): readonly unknown[] {
  try {
    const notebook: unknown = JSON.parse(text);
    return isRecord(notebook) && Array.isArray(notebook.cells) ? notebook.cells : [];
  } catch {
    return [];
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
