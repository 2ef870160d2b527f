/** A decision in the making: about one reference, before the file is reconciled and before its edits are made. */
import type { Companion, Evidence } from './decision.js';
import type { Role } from './migration.js';
import type { ModelId } from './model.js';
import type { Place } from './place.js';
import type { Reference } from './reference.js';

/** A decision on one reference before its edits are made. */
export interface Draft {
  readonly reference: Reference;
  readonly place: Place;
  readonly outcome: 'rewrite' | 'keep' | 'ask';
  readonly rule: string;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly candidates: readonly string[];
  readonly role?: Role;
  readonly target?: ModelId;
  readonly to?: string;
  readonly group?: string;
  readonly companions?: readonly Companion[];
}

/** A draft that changes nothing. */
export function draft(
  place: Place,
  outcome: 'keep' | 'ask',
  rule: string,
  reason: string,
  more: Partial<Draft> = {},
): Draft {
  return { reference: place.reference, place, outcome, rule, reason, evidence: [], candidates: [], ...more };
}
