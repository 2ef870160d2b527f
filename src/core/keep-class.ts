/** A reason not to rewrite a reference that needs a look at what the sentence or the code says. First match wins. */
import type { Evidence } from './decision.js';
import type { Place } from './place.js';

/** What a class says about a place that it holds for. */
export interface Verdict {
  readonly outcome: 'keep' | 'ask';
  /** Why, in words that a reader of the ledger understands. */
  readonly reason: string;
  readonly evidence?: readonly Evidence[];
  /** Key under which references of the file are asked or kept together. */
  readonly group?: string;
}

/** One class. Its file is its documentation. */
export interface KeepClass {
  /** Name of the rule in the ledger. */
  readonly name: string;
  /** What it finds, and why such a reference is not rewritten. */
  readonly doc: { readonly finds: string; readonly why: string };
  check(place: Place): Verdict | undefined;
}
