/** The words that the report has for outcomes and severities. Colour never says anything that they do not. */
import type { LedgerRow } from '../../core/ledger.js';
import type { Severity } from '../../core/warning.js';

export const OUTCOMES = ['rewrite', 'ask', 'keep', 'companion'] as const satisfies readonly LedgerRow['outcome'][];

export const OUTCOME_WORDS = {
  rewrite: 'Rewritten',
  ask: 'To choose',
  keep: 'Kept',
  companion: 'Other edit',
} as const satisfies Readonly<Record<LedgerRow['outcome'], string>>;

export const OUTCOME_MEANINGS = {
  rewrite: 'the name gives way to the new one',
  ask: 'left as it is until a person chooses',
  keep: 'stays, for a reason that the ledger gives',
  companion: 'an edit that a rewrite needs besides: a class, an import, a size',
} as const satisfies Readonly<Record<LedgerRow['outcome'], string>>;

export const SEVERITY_WORDS = {
  critical: 'Critical',
  warning: 'Warning',
  note: 'Note',
} as const satisfies Readonly<Record<Severity, string>>;

export const SEVERITIES = ['critical', 'warning', 'note'] as const satisfies readonly Severity[];
