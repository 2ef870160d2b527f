/** What makes the edits that rewrites need beside them, and what such a maker sees. */
import type { DecideFacts } from '../decide-facts.js';
import type { Companion } from '../decision.js';
import type { Draft } from '../draft.js';
import type { Role } from '../migration.js';
import type { Model } from '../model.js';
import type { FileContext, Place } from '../place.js';

/** A name that is about to be rewritten. `index` is that of its reference in the file. */
export interface Rewrite {
  readonly index: number;
  readonly place: Place;
  readonly old: Model;
  readonly target: Model;
  readonly role: Role;
  readonly to: string;
}

/** What some rewrites need: edits that are made with all of them or not at all, or a person. */
export type Need =
  | { readonly kind: 'edits'; readonly for: readonly number[]; readonly companions: readonly Companion[] }
  | {
      readonly kind: 'doubt';
      readonly for: readonly number[];
      readonly rule: string;
      readonly reason: string;
      readonly group?: string;
    }
  /** Something a reader of these rewrites should know. */
  | { readonly kind: 'remark'; readonly for: readonly number[]; readonly text: string };

/** The rewrites of one file, with all its drafts. */
export interface FileRewrites {
  readonly rewrites: readonly Rewrite[];
  readonly drafts: readonly Draft[];
  readonly context: FileContext;
  readonly facts: DecideFacts;
}

/** One maker. Its file is its documentation. */
export interface CompanionMaker {
  readonly name: string;
  /** What it changes, and when it leaves it to a person. */
  readonly doc: { readonly changes: string; readonly proof: string };
  make(file: FileRewrites): readonly Need[];
}
