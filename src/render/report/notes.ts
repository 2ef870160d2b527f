/** What is said beside the lines of a file: its warnings, and the choices that are left to a person. */
import type { FilePlan } from '../../core/file-plan.js';
import type { LedgerRow } from '../../core/ledger.js';
import type { Severity } from '../../core/warning.js';
import type { Line } from './diff-lines.js';
import { type Html, html, sentence, webLink } from './html.js';
import { SEVERITY_WORDS } from './words.js';

/** Something to say about a line. */
export interface Note {
  readonly tone: Severity | 'ask';
  readonly rule: string;
  readonly message: string;
  readonly advice: string;
  readonly sources: readonly string[];
  readonly candidates: readonly string[];
  /** The name that the note is about, and its column in the line; for choices. */
  readonly surface?: string;
  readonly col: number;
}

/** Notes by line; line 0 is for what belongs to no line. */
export type LineNotes = ReadonlyMap<number, readonly Note[]>;

/** The notes of a file, by its own lines and by the lines of its cells. */
export interface FileNotes {
  readonly lines: LineNotes;
  readonly cells: ReadonlyMap<number, LineNotes>;
}

/** Gathers the notes of a file. `sources` says where each key of the catalogue's sources is. */
export function notesOf(file: FilePlan, sources: Readonly<Record<string, string>>): FileNotes {
  const lines = new Map<number, Note[]>();
  const cells = new Map<number, Map<number, Note[]>>();
  const add = (note: Note, line: number, cell: number | undefined, cellLine: number | undefined) => {
    addTo(lines, line, note);
    if (cell === undefined) return;
    const known = cells.get(cell) ?? new Map<number, Note[]>();
    cells.set(cell, known);
    addTo(known, cellLine ?? 0, note);
  };
  for (const warning of file.warnings) {
    const { severity, rule, message, advice, line, cell, sourceLine, col } = warning;
    const named = warning.sources.map((key) => sources[key] ?? key);
    add({ tone: severity, rule, message, advice, sources: named, candidates: [], col }, line, cell, sourceLine);
  }
  for (const row of file.rows) if (row.outcome === 'ask') add(questionOf(row), row.line, row.cell, row.src_line);
  return { lines, cells };
}

function addTo(notes: Map<number, Note[]>, line: number, note: Note): void {
  const known = notes.get(line) ?? [];
  known.push(note);
  notes.set(line, known);
}

function questionOf({ rule, reason, candidates, surface, col }: LedgerRow): Note {
  return { tone: 'ask', rule, message: reason, advice: '', sources: [], candidates, surface, col };
}

/** A line with the names marked that a person must choose for. */
export function markQuestions(text: string, notes: readonly Note[] | undefined): Line {
  const parts: { text: string; mark?: 'ask' }[] = [];
  let at = 0;
  for (const { surface, col } of [...(notes ?? [])].sort((a, b) => a.col - b.col)) {
    if (surface === undefined || col < at || !text.startsWith(surface, col)) continue;
    parts.push({ text: text.slice(at, col) }, { text: surface, mark: 'ask' });
    at = col + surface.length;
  }
  parts.push({ text: text.slice(at) });
  return parts.filter((part) => part.text !== '');
}

/** The notes of a line, those that say the same once. */
export function drawNotes(notes: readonly Note[]): Html {
  const groups = new Map<string, Note[]>();
  for (const note of notes) {
    const key = JSON.stringify([note.tone, note.rule, note.message, note.advice, note.candidates]);
    groups.set(key, [...(groups.get(key) ?? []), note]);
  }
  return html`${[...groups.values()].map(drawNote)}`;
}

function drawNote(group: readonly Note[]): Html {
  const note = group[0];
  if (note === undefined) return html``;
  if (note.tone !== 'ask')
    return html`<p class="note ${note.tone}"><strong>${SEVERITY_WORDS[note.tone]}</strong> ${sentence(note.message)} ${sentence(
      note.advice,
    )} <span class="from"><code>${note.rule}</code>${sourceWords(note.sources)}</span></p>`;
  const surfaces = [...new Set(group.map(({ surface }) => surface ?? ''))];
  return html`<p class="note ask"><strong>To choose</strong> ${commas(surfaces)}: ${sentence(note.message)}${
    note.candidates.length === 0 ? '' : html`. Candidates: ${commas(note.candidates)}`
  } <span class="from"><code>${note.rule}</code></span></p>`;
}

/** Names in code, with commas between them. */
export function commas(names: readonly string[]): Html {
  return html`${names.map((name, index) => [index === 0 ? '' : ', ', html`<code>${name}</code>`])}`;
}

/** Where a fact comes from. */
function sourceWords(sources: readonly string[]): Html {
  if (sources.length === 0) return html``;
  const shown = sources.map((source, index) => [index === 0 ? '' : '; ', webLink(source)]);
  return html` · ${sources.length === 1 ? 'Source' : 'Sources'}: ${shown}`;
}
