/** What a run proves about the plan's bullets. A bullet is ticked only by proof; everything else stays open with its places. */
import { bulletScope } from './bullet-scope.js';
import type { FilePlan } from './file-plan.js';
import type { LedgerRow } from './ledger.js';
import type { ChecklistItem, Phase, Section } from './migration.js';
import type { ModelId } from './model.js';
import type { ChecklistPlace, ChecklistState, SectionFolder } from './phase-plan.js';
import type { PathTest } from './scope.js';
import { indexLines, type LineIndex, lineSpan, positionAt, type RepoPath } from './source.js';

/** What a checklist is judged by. */
export interface ChecklistFacts {
  /** Files of the phase that name an old or a new model. */
  readonly files: readonly FilePlan[];
  /** All paths that the phase claims. */
  readonly paths: readonly RepoPath[];
  readonly folders: ReadonlyMap<string, SectionFolder>;
}

/** Judges all bullets of a phase; `repeated` are another phase's bullets for the notebooks that this one claims. */
export function judgeChecklist(
  phase: Phase,
  repeated: readonly ChecklistItem[],
  facts: ChecklistFacts,
): readonly ChecklistState[] {
  const sections = phase.sections.flatMap((section) => section.checklist.map((item) => judge(item, section, facts)));
  const own = phase.checklist.map((item) => judge(item, undefined, facts));
  const notebooks = facts.files.filter((file) => file.path.endsWith('.ipynb'));
  const paths = facts.paths.filter((path) => path.endsWith('.ipynb'));
  const again =
    notebooks.length === 0 ? [] : repeated.map((item) => judge(item, undefined, { ...facts, files: notebooks, paths }));
  return [...sections, ...own, ...again];
}

function judge(item: ChecklistItem, section: Section | undefined, facts: ChecklistFacts): ChecklistState {
  const about = section === undefined ? { item } : { item, section: section.id };
  const folder = section === undefined ? undefined : facts.folders.get(section.id);
  if (folder !== undefined && (folder.match === 'disagree' || folder.match === 'missing')) {
    const where =
      folder.candidates.length > 0
        ? `candidates: ${folder.candidates.join(', ')}`
        : 'nothing in the repository matches its number or title';
    return { ...about, state: 'open', proof: `the folder ${folder.named} is not there; ${where}`, places: [] };
  }
  const scope = bulletScope(item, section);
  switch (item.met.by) {
    case 'human':
      return { ...about, state: 'open', proof: 'a decision or a look by a person', places: [] };
    case 'rewrite':
      return { ...about, ...judgeRewrite(item.met.models, scope, section, facts) };
    case 'report':
      return { ...about, ...judgeReport(item.met.find, scope, section, facts) };
    case 'ensure':
      return { ...about, ...judgeEnsure(item, scope, facts) };
    default: {
      const never: never = item.met;
      return never;
    }
  }
}

type Judgement = Pick<ChecklistState, 'state' | 'proof' | 'places'>;

function rowsIn(
  scope: PathTest,
  section: Section | undefined,
  facts: ChecklistFacts,
  models: readonly ModelId[],
): readonly LedgerRow[] {
  return filesIn(scope, section, facts)
    .flatMap((file) => file.rows)
    .filter((row) => models.length === 0 || row.model.split(',').some((model) => models.includes(model)));
}

function filesIn(scope: PathTest, section: Section | undefined, facts: ChecklistFacts): readonly FilePlan[] {
  return facts.files.filter((file) => scope(file.path) && (section === undefined || file.section === section.id));
}

function searched(scope: PathTest, facts: ChecklistFacts): number {
  return facts.paths.filter(scope).length;
}

function judgeRewrite(
  models: readonly ModelId[],
  scope: PathTest,
  section: Section | undefined,
  facts: ChecklistFacts,
): Judgement {
  const rows = rowsIn(scope, section, facts, models);
  const count = searched(scope, facts);
  const rewrites = rows.filter((row) => row.outcome === 'rewrite').length;
  const asks = rows.filter((row) => row.outcome === 'ask');
  const keeps = rows.filter((row) => row.outcome === 'keep').length;
  if (count === 0) return { state: 'open', proof: 'no file in its scope', places: [] };
  if (asks.length > 0)
    return {
      state: 'open',
      proof: [`${rewrites} rewritten`, `${asks.length} to choose`, ...(keeps === 0 ? [] : [`${keeps} kept`])].join(
        ', ',
      ),
      places: asks.map(placeOf),
    };
  if (rewrites > 0)
    return {
      state: 'done',
      proof: `${rewrites} rewritten and verified${keeps === 0 ? '' : `, ${keeps} kept with a reason`}`,
      places: [],
    };
  if (rows.length > 0)
    return { state: 'open', proof: `nothing to rewrite; ${keeps} kept with a reason`, places: rows.map(placeOf) };
  return {
    state: 'done',
    proof: `searched ${plural(count, 'file')}: ${models.length > 0 ? `${models.join(', ')} is not named` : 'no old model is named'}`,
    places: [],
  };
}

function judgeReport(find: string, scope: PathTest, section: Section | undefined, facts: ChecklistFacts): Judgement {
  const count = searched(scope, facts);
  if (count === 0) return { state: 'open', proof: 'no file in its scope', places: [] };
  const files = filesIn(scope, section, facts).filter((file) => file.references.length > 0);
  const left = find === '' ? files.flatMap(namesLeft) : placesThatSay(files, find.split('|'));
  const naming = `${files.length === 1 ? 'names' : 'name'} an old model`;
  const among = `searched ${plural(count, 'file')}, ${files.length === count ? 'which' : `${files.length} of which`} ${naming}`;
  if (left.length > 0)
    return { state: 'open', proof: `${among}: ${plural(left.length, 'place')} to look at`, places: left };
  if (files.length > 0) return { state: 'done', proof: `${among}: nothing left to look at`, places: [] };
  const none = `searched ${plural(count, 'file')}: no old model is named`;
  if (find === '') return { state: 'done', proof: none, places: [] };
  const words = find
    .split('|')
    .map((word) => `“${word.trim()}”`)
    .join(', ');
  return {
    state: 'open',
    proof: `${none}; whether they say ${words} of another one is for a person to see`,
    places: [],
  };
}

/** References of a file that were not rewritten. */
function namesLeft(file: FilePlan): readonly ChecklistPlace[] {
  return file.rows.filter((row) => row.outcome === 'keep' || row.outcome === 'ask').map(placeOf);
}

/** Lines that are longer are data: an output, an image. */
const LONGEST_LINE = 5000;

/**
 * Places that say one of the words a bullet declares to look for. Of notebooks only the cells that name an old model: what other cells
 * say is likely about something else; they are listed where none of the first say it, for a bullet is not met by what was not looked at.
 */
function placesThatSay(files: readonly FilePlan[], words: readonly string[]): readonly ChecklistPlace[] {
  const wanted = words.map((word) => word.trim().toLowerCase()).filter((word) => word !== '');
  if (wanted.length === 0) return [];
  const said = new RegExp(wanted.map((word) => word.replace(/[^\w\s]/g, '\\$&')).join('|'), 'gi');
  const saying = files.filter(({ before }) => before.search(said) >= 0);
  const near = saying.flatMap((file) => linesThatSay(file, said, wanted, file.path.endsWith('.ipynb')));
  return near.length > 0 ? near : saying.flatMap((file) => linesThatSay(file, said, wanted, false));
}

function linesThatSay(
  file: FilePlan,
  said: RegExp,
  wanted: readonly string[],
  isInCells: boolean,
): readonly ChecklistPlace[] {
  const text = file.before;
  const lines = indexLines(text);
  const cells = isInCells ? linesOfCells(file, lines) : undefined;
  const places: ChecklistPlace[] = [];
  said.lastIndex = 0;
  for (let hit = said.exec(text); hit !== null; hit = said.exec(text)) {
    const { line } = positionAt(lines, hit.index);
    const { start, end } = lineSpan(text, lines, line);
    said.lastIndex = Math.max(end, hit.index + hit[0].length);
    if (end - start > LONGEST_LINE || cells?.has(line) === false) continue;
    const lower = text.slice(start, end).toLowerCase();
    const word = wanted.find((one) => lower.includes(one));
    if (word !== undefined) places.push({ path: file.path, line, note: `says “${word}”` });
  }
  return places;
}

/** The lines, from 1, of the sources of all cells with a row in the ledger: a line of a source is a line of the file, or all are one. */
function linesOfCells({ before, rows }: FilePlan, index: LineIndex): ReadonlySet<number> {
  const lines = new Set<number>();
  const isOfSource = (line: number): boolean => {
    const { start, end } = lineSpan(before, index, line);
    const text = before.slice(start, end);
    return /^\s*"/.test(text) && !/^\s*"source"\s*:/.test(text);
  };
  for (const { line, cell } of rows) {
    if (cell === undefined || lines.has(line)) continue;
    for (const step of [-1, 1]) for (let at = line; isOfSource(at); at += step) lines.add(at);
    lines.add(line);
  }
  return lines;
}

/** What became of a bullet's insertion: the file that it was assigned to knows. */
function judgeEnsure(item: ChecklistItem, scope: PathTest, facts: ChecklistFacts): Judgement {
  const found = facts.files.flatMap((file) => file.insertions ?? []).find((one) => one.item === item.id);
  if (found !== undefined) return { state: found.state, proof: found.proof, places: found.places };
  const places = facts.paths.filter(scope).map((path) => ({ path, line: 1, note: 'to be added by hand' }));
  return {
    state: 'open',
    proof: places.length > 0 ? 'no file in its scope can take an insertion' : 'no file in its scope',
    places: places.slice(0, 5),
  };
}

function placeOf(row: LedgerRow): ChecklistPlace {
  return { path: row.path, line: row.line, note: `${row.surface}: ${row.reason}` };
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
