/** What the parts of the report share: the files in order, which of them are drawn and where, and links to places in them. */
import type { FilePlan } from '../../core/file-plan.js';
import type { Migration } from '../../core/migration.js';
import type { RepositoryPlan } from '../../core/phase-plan.js';
import { filesOf } from '../ledger-lines.js';
import { type Html, html } from './html.js';

/** What the report knows besides the plan and its migration. */
export interface ReportContext {
  /** The folder or repository that was read, as a person names it. */
  readonly subject: string;
  /** Names the state that was read: letters and digits. */
  readonly fingerprint: string;
}

/** A place, counted before the edits. */
export interface ReportPlace {
  readonly path: string;
  readonly line: number;
  readonly cell?: number | undefined;
  /** 1-based line of the cell's source. */
  readonly cellLine?: number | undefined;
}

export interface ReportView {
  readonly plan: RepositoryPlan;
  readonly migration: Migration;
  readonly context: ReportContext;
  /** All files of the plan, in path order. */
  readonly files: readonly FilePlan[];
  /** Files that are drawn, by path, with the number that their ids are made of. */
  readonly drawn: ReadonlyMap<string, number>;
}

/** Makes the view. Drawn are the files that change and those that have something to say beside a line. */
export function viewReport(plan: RepositoryPlan, migration: Migration, context: ReportContext): ReportView {
  const files = filesOf(plan);
  const drawn = new Map<string, number>();
  for (const file of files) if (isDrawn(file)) drawn.set(file.path, drawn.size);
  return { plan, migration, context, files, drawn };
}

function isDrawn({ changes, warnings, rows, problems }: FilePlan): boolean {
  return (
    changes.edits.length > 0 ||
    warnings.length > 0 ||
    problems.length > 0 ||
    rows.some(({ outcome }) => outcome === 'ask')
  );
}

/** The id of a place in the page, or of its file; undefined where the file is not drawn. */
export function anchorOf(view: ReportView, { path, line, cell, cellLine }: ReportPlace): string | undefined {
  const number = view.drawn.get(path);
  if (number === undefined) return undefined;
  if (cell === undefined) return `f${number}-${line}`;
  return cellLine === undefined ? `f${number}-c${cell}` : `f${number}-c${cell}-${cellLine}`;
}

/** A place as people write it, as a link to it where it is drawn. */
export function placeLink(view: ReportView, place: ReportPlace): Html {
  const anchor = anchorOf(view, place);
  const shown = html`<code>${breakable(place.path)}:${place.line}</code>${place.cell === undefined ? '' : ` (cell ${place.cell})`}`;
  return anchor === undefined ? shown : html`<a href="#${anchor}">${shown}</a>`;
}

/** At most `limit` places, and how many there are besides. */
export function placeLinks(view: ReportView, places: readonly ReportPlace[], limit: number): Html {
  const rest = places.length - limit;
  const shown = places.slice(0, limit).map((place, index) => [index === 0 ? '' : ', ', placeLink(view, place)]);
  return html`${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** A path that may be broken behind its slashes. */
export function breakable(path: string): Html {
  return html`${path.split('/').map((name, index) => [index === 0 ? '' : html`/<wbr>`, name])}`;
}
