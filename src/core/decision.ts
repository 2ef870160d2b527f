/** What happens to references, as values. One decision may hold several references and several edits: all of them, or none. */
import type { Edit } from './edit.js';
import type { Role } from './migration.js';
import type { ModelId } from './model.js';
import type { Span } from './source.js';

export type Outcome = 'rewrite' | 'keep' | 'ask';

/** Where the role came from, strongest first. */
export type RoleSource = 'flow' | 'section' | 'path' | 'none';

/** A fact a decision rests on, in a reader's words: "flows into `ollama.embeddings` (keyword `model`)". */
export interface Evidence {
  readonly text: string;
  /** A key of the catalogue's sources, for facts about models. */
  readonly source?: string;
}

/** An edit besides the name itself that the rewrite needs: a class, an import, a size. */
export interface Companion {
  readonly unit: number;
  readonly span: Span;
  readonly surface: string;
  readonly to: string;
  readonly rule: string;
  readonly reason: string;
}

/** The decision on one or more references of a file. `references` are indexes into the file's references. */
export interface Decision {
  readonly references: readonly number[];
  readonly outcome: Outcome;
  /** Name of the rule that decided. */
  readonly rule: string;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly role?: Role;
  /** What is inserted, for a rewrite; by reference, same order as `references`. */
  readonly to?: readonly string[];
  readonly target?: ModelId;
  /** Names that a person may choose from, for an ask. */
  readonly candidates: readonly string[];
  readonly companions: readonly Companion[];
  /** Edits of the file's text; empty unless a rewrite. */
  readonly edits: readonly Edit[];
  /** Key of the group that stands and falls together; unique in the file. */
  readonly group: string;
}
