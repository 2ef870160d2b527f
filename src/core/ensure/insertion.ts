/** What becomes of the insertion that a bullet declares, in one text. */
import type { Edit } from '../edit.js';
import type { Migration } from '../migration.js';
import type { ModelId } from '../model.js';
import type { NameTable } from '../name-table.js';
import type { ChecklistPlace } from '../phase-plan.js';

/** What insertions are made from; an engine has it all. */
export interface EnsureFacts {
  readonly migration: Migration;
  readonly oldNames: NameTable;
  readonly newNames: NameTable;
}

/** A cell of an inserted table in which the catalogue and the plan's own table differ. */
export interface CellDifference {
  readonly model: string;
  readonly column: string;
  /** The plan's cell, word for word. */
  readonly plan: string;
  readonly inserted: string;
  /** Keys of the catalogue's sources. */
  readonly sources: readonly string[];
}

/** A place of the text that a person should look at because of an insertion. */
export interface InsertionPlace {
  readonly offset: number;
  readonly note: string;
}

/** An edit of an insertion, and the line that it shows in the ledger. */
export interface InsertionEdit extends Edit {
  readonly shown: string;
  readonly reason: string;
}

/**
 * The insertion of one bullet in one text, before it is verified. `missing`: it has edits. `there`: the text says it already. `unsafe`:
 * there is no place where it can go without harm.
 */
export interface InsertionDraft {
  readonly state: 'missing' | 'there' | 'unsafe';
  /** A sentence: where it goes, what says it already, or why it cannot be placed. */
  readonly proof: string;
  readonly edits: readonly InsertionEdit[];
  readonly places: readonly InsertionPlace[];
  readonly differences: readonly CellDifference[];
  readonly model?: ModelId;
}

/** The verified insertion of one bullet, for the checklist. */
export interface InsertionState {
  /** Id of the bullet. */
  readonly item: string;
  /** `done`: in this file's edits. `already`: there before. `open`: for a person. */
  readonly state: 'done' | 'already' | 'open';
  readonly proof: string;
  readonly places: readonly ChecklistPlace[];
  readonly differences: readonly CellDifference[];
}

/** A draft that changes nothing because the text says it. */
export function there(proof: string): InsertionDraft {
  return { state: 'there', proof, edits: [], places: [], differences: [] };
}

/** A draft that changes nothing because it cannot. */
export function unsafe(proof: string): InsertionDraft {
  return { state: 'unsafe', proof, edits: [], places: [], differences: [] };
}

/** A draft that inserts `insert` at `at`. */
export function insertAt(at: number, insert: string, shown: string, proof: string): InsertionDraft {
  return {
    state: 'missing',
    proof,
    edits: [{ span: { start: at, end: at }, expected: '', insert, shown, reason: proof }],
    places: [],
    differences: [],
  };
}
