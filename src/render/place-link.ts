/** A place as people see it: a permalink to its line where there is a page, else `path:line`. */
import type { PhrasingContent } from 'mdast';
import type { PhaseContext, WebRepository } from './context.js';
import { inertCode } from './inert-code.js';
import { link, words } from './markdown.js';

/** A place after the edits. */
export interface ShownPlace {
  readonly path: string;
  /** 1-based line of the file. */
  readonly line: number;
  /** 0-based cell of a notebook. */
  readonly cell?: number;
}

/** Files that GitHub draws instead of showing their source. https://github.com/github/markup and the page below. */
const DRAWN =
  /\.(?:md|mkdn?|mdwn|mdown|markdown|mdx|ipynb|rst|adoc|asciidoc|asc|org|textile|rdoc|wiki|mediawiki|creole|pod|csv|tsv|svg|geojson|topojson|mermaid|mmd)$/i;

/**
 * The permalink of a line. `plain=1` shows the source of files that GitHub would draw, which have no lines to go to.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-a-permanent-link-to-a-code-snippet
 */
export function permalink(repository: WebRepository, path: string, line: number): string {
  const encoded = path
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .split('/')
    .map(encodeSegment)
    .join('/');
  return `${repository.url}/blob/${repository.head}/${encoded}${DRAWN.test(path) ? '?plain=1' : ''}#L${line}`;
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[()*'!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `path:line` in code, as a link where `links` and the context allow it; the cell behind it. */
export function placeLink(place: ShownPlace, context: PhaseContext, links = true): PhrasingContent[] {
  const shown = inertCode(`${place.path}:${place.line}`);
  const linked =
    links && context.repository !== undefined
      ? link(permalink(context.repository, place.path, place.line), shown)
      : shown;
  return place.cell === undefined ? [linked] : [linked, words(` (cell ${place.cell})`)];
}

/** Places behind one another, at most `limit`, and how many there are besides. */
export function placeLinks(
  places: readonly ShownPlace[],
  context: PhaseContext,
  limit: number,
  links = true,
): PhrasingContent[] {
  const shown = places
    .slice(0, limit)
    .flatMap((place, index) => [...(index === 0 ? [] : [words(', ')]), ...placeLink(place, context, links)]);
  const rest = places.length - Math.min(places.length, limit);
  if (rest === 0) return shown;
  return [...shown, words(shown.length === 0 ? `${rest} places` : ` and ${rest} more`)];
}
