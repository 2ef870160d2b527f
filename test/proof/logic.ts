/** What a plan decides, whatever the file looks like; and whether its edits touched nothing else. */
import { expect } from '@jest/globals';
import type { FilePlan } from '../../src/core/file-plan.js';
import { NO_PRIOR } from '../../src/core/history.js';
import type { LedgerRow } from '../../src/core/ledger.js';
import { planText } from '../core/planning.js';
import { smallMigration } from '../core/small-migration.js';

/** The logical decision on a reference. Positions are those of the decoded text where a notebook has them, and absent elsewhere. */
export function logicOf(rows: readonly LedgerRow[]): readonly string[] {
  return rows
    .map(({ cell, src_line: line, col, surface, model, strength, outcome, rule, to }) =>
      [cell, line, line === undefined ? undefined : col, surface, model, strength, outcome, rule, to].join(' '),
    )
    .sort();
}

/** Plans a text, checks what must hold for every plan, and returns it. */
export function planSoundly(path: string, text: string): FilePlan {
  const plan = planText(path, text, smallMigration(), NO_PRIOR);
  expectLocal(plan);
  expect(planText(path, plan.after).changes.edits).toEqual([]);
  return plan;
}

/** The bytes outside the spans stand where they stood, counted in UTF-8 and independently of how edits are applied. */
export function expectLocal({ before, after, changes }: FilePlan): void {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { span, expected, insert } of changes.edits) {
    expect(before.slice(span.start, span.end)).toBe(expected);
    expect(span.start).toBeGreaterThanOrEqual(at);
    pieces.push(Buffer.from(before.slice(at, span.start)), Buffer.from(insert));
    at = span.end;
  }
  pieces.push(Buffer.from(before.slice(at)));
  expect(Buffer.concat(pieces).equals(Buffer.from(after))).toBe(true);
  if (changes.edits.length === 0) expect(after).toBe(before);
}

/** How often a property is tried, and from which seed: the same on every run, more and others with PROOF_RUNS and PROOF_SEED. */
export function runs(usual = 40): { readonly numRuns: number; readonly seed: number } {
  const factor = Number(process.env.PROOF_RUNS ?? 1);
  return { numRuns: Math.ceil(usual * factor), seed: Number(process.env.PROOF_SEED ?? 2025) };
}
