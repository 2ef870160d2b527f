/** The files of a phase with their counts, folder by folder. */
import type { PhrasingContent, RootContent, TableRow } from 'mdast';
import { addCounts, countFile } from '../core/count.js';
import type { Counts } from '../core/file-plan.js';
import { amount, warningsCell } from './amounts.js';
import { makeOnce, type Part, rowLimits } from './fit.js';
import { inertCode } from './inert-code.js';
import { collapsed, heading, number, paragraph, table, tableRow, words } from './markdown.js';
import { chunks, groupBy, type PhaseView } from './phase-view.js';
import { restWords } from './rest-words.js';

const TITLE = 'Files';
const HEADER = ['Rewritten', 'To choose', 'Kept', 'Other edits', 'Lines', 'Warnings'] as const;
const NUMBERS = [1, 2, 3, 4, 5, 6];

interface CountedFile {
  readonly path: string;
  readonly counts: Counts;
}

type Folders = ReadonlyMap<string, readonly CountedFile[]>;

/** What the levels of detail share. */
interface Pieces {
  readonly title: (folder: string) => RootContent;
  readonly row: (file: CountedFile) => TableRow;
  /** The row below the title of its folder, which its path need not repeat. */
  readonly shortRow: (file: CountedFile) => TableRow;
}

/** The part of a body with the files; says nothing where there are none. */
export function filePart(view: PhaseView): Part {
  const { files } = view.plan;
  const name = 'the files';
  if (files.length === 0) return { name, levels: [() => []] };
  const counted = files.map((file): CountedFile => ({ path: file.path, counts: countFile(file) }));
  const folders = groupBy(counted, ({ path }) => folderOf(path));
  const total = addCounts(counted.map(({ counts }) => counts));
  const top: RootContent[] = [
    heading(2, words(TITLE)),
    paragraph(
      words(
        `${amount(total.files, 'file')}, of which ${number(total.changedFiles)} ${total.changedFiles === 1 ? 'is' : 'are'} changed: ${countWords(total)}.`,
      ),
    ),
  ];
  const places = restWords(view, TITLE);
  const pieces: Pieces = {
    title: makeOnce((folder: string) => titleOf(folder, folders.get(folder) ?? [])),
    row: makeOnce(({ path, counts }: CountedFile) => tableRow([[inertCode(path)], ...cellsOf(counts)])),
    shortRow: makeOnce(({ path, counts }: CountedFile) =>
      tableRow([[inertCode(insideFolder(path))], ...cellsOf(counts)]),
    ),
  };
  const detailed = rowLimits(counted.length).filter((limit) => limit > 0);
  const byFolder = rowLimits(folders.size).filter((limit) => limit > 0);
  return {
    name,
    eagerness: 1.5,
    levels: [
      ...detailed.map((limit) => () => [...top, ...fileBlocks(folders, limit, pieces, places)]),
      ...byFolder.map((limit) => () => [...top, folderTable(folders, limit), ...leftFolders(folders, limit, places)]),
      () => [...top, paragraph(words('File by file: '), ...places)],
    ],
    whole: detailed[0] === counted.length ? 1 : 0,
    overflow: { topic: 'files', title: TITLE, pieces: () => folderPieces(folders, pieces) },
  };
}

/** The first two folders of a path: in a curriculum, the module. */
function folderOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, 2).join('/') || '(root)';
}

/** A path as it goes on after its folder. */
function insideFolder(path: string): string {
  const folder = folderOf(path);
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** Rows of one table of a comment. */
const ROWS_A_PIECE = 80;

/** Every file, table by table. */
function folderPieces(folders: Folders, pieces: Pieces): readonly (readonly RootContent[])[] {
  return [...folders].flatMap(([folder, files]) =>
    chunks(files, ROWS_A_PIECE).map((some, index) => [
      ...(index === 0 ? [pieces.title(folder)] : []),
      table(['File', ...HEADER], some.map(pieces.row), NUMBERS),
    ]),
  );
}

/** A table for each folder, as long as there are rows left to spend; folders without a table keep their counts. */
function fileBlocks(
  folders: Folders,
  limit: number,
  pieces: Pieces,
  places: readonly PhrasingContent[],
): readonly RootContent[] {
  let room = limit;
  return [...folders].flatMap(([folder, files]) => {
    const shown = files.slice(0, room);
    room -= shown.length;
    const title = pieces.title(folder);
    if (shown.length === 0) return [title];
    const left = files.slice(shown.length);
    const more = [paragraph(words(`And ${restOf(left)} in `), inertCode(folder), words('; '), ...places)];
    const listed = table(['File', ...HEADER], shown.map(pieces.shortRow), NUMBERS);
    return [title, ...collapsed('File by file', [listed, ...(left.length === 0 ? [] : more)])];
  });
}

function titleOf(folder: string, files: readonly CountedFile[]): RootContent {
  const said = countWords(addCounts(files.map(({ counts }) => counts)));
  return paragraph(inertCode(folder), words(`: ${amount(files.length, 'file')}, ${said}`));
}

function countWords({ references }: Counts): string {
  return `${number(references.rewrite)} rewritten, ${number(references.ask)} to choose, ${number(references.keep)} kept`;
}

/** Files that are not listed, with their counts. */
function restOf(files: readonly CountedFile[]): string {
  return `${amount(files.length, 'file')} more (${countWords(addCounts(files.map(({ counts }) => counts)))})`;
}

function folderTable(folders: Folders, limit: number): RootContent {
  const rows = [...folders]
    .slice(0, limit)
    .map(([folder, files]) => [
      [inertCode(folder), words(` (${amount(files.length, 'file')})`)],
      ...cellsOf(addCounts(files.map(({ counts }) => counts))),
    ]);
  return table(['Folder', ...HEADER], rows, NUMBERS);
}

function leftFolders(folders: Folders, limit: number, places: readonly PhrasingContent[]): readonly RootContent[] {
  const rest = [...folders].slice(limit).flatMap(([, files]) => files);
  if (rest.length === 0) return [paragraph(words('File by file: '), ...places)];
  return [paragraph(words(`And ${restOf(rest)} in ${amount(folders.size - limit, 'folder')}; `), ...places)];
}

function cellsOf(counts: Counts): PhrasingContent[][] {
  const { references, companions, addedLines, removedLines, warnings } = counts;
  return [
    number(references.rewrite),
    number(references.ask),
    number(references.keep),
    number(companions),
    `+${number(addedLines)} −${number(removedLines)}`,
    warningsCell(warnings),
  ].map((text) => [words(text)]);
}
