/**
 * Proves the edits of a file, and drops a decision whole, with its group, when any of its edits cannot be proved. The only maker of a
 * verified plan.
 */
import type { Decision } from './decision.js';
import { applyChanges, type ChangeSet, changeSet, faultsOfEdits, invertChanges } from './edit.js';
import type { Engine } from './engine.js';
import type { FileProblem } from './file-plan.js';
import { findNames } from './find-names.js';
import type { ScannedFile } from './scan-file.js';

/** Decisions whose edits are proved, and the text that they make. */
export interface VerifiedFile {
  readonly decisions: readonly Decision[];
  readonly changes: ChangeSet;
  readonly after: string;
  readonly problems: readonly FileProblem[];
}

/** Rounds of dropping before a file is left alone. */
const ROUNDS = 4;

/**
 * Verifies the decisions of a file. `rewritesLeft` plans a text again and answers what it would still rewrite.
 */
export function verifyFile(
  scanned: ScannedFile,
  decisions: readonly Decision[],
  engine: Engine,
  rewritesLeft: (after: string) => readonly Decision[],
): VerifiedFile {
  let current = dropUnknownNames(decisions, engine);
  for (let round = 0; round < ROUNDS; round++) {
    const attempt = tryEdits(scanned, current, rewritesLeft);
    if (attempt.faults.length === 0)
      return { decisions: current, changes: attempt.changes, after: attempt.after, problems: [] };
    const guilty = guiltyGroups(scanned, current, rewritesLeft);
    if (guilty.size === 0) break;
    current = current.map((decision) =>
      guilty.has(decision.group) ? askInstead(decision, guilty.get(decision.group) ?? '') : decision,
    );
  }
  return leaveAlone(scanned, current, rewritesLeft);
}

interface Attempt {
  readonly faults: readonly string[];
  readonly changes: ChangeSet;
  readonly after: string;
}

function tryEdits(
  { file, format }: ScannedFile,
  decisions: readonly Decision[],
  rewritesLeft: (after: string) => readonly Decision[],
): Attempt {
  const edits = decisions.flatMap((decision) => decision.edits);
  const none = { changes: { length: file.text.length, edits: [] }, after: file.text };
  if (edits.length === 0) return { faults: [], ...none };
  const faults = faultsOfEdits(file.text, edits);
  if (faults.length > 0) return { faults, ...none };
  const changes = changeSet(file.text, edits);
  const after = applyChanges(file.text, changes);
  const proofs = [...localityFaults(file.text, after, changes), ...format.compare(file, after)];
  if (proofs.length > 0) return { faults: proofs, ...none };
  const left = rewritesLeft(after);
  return left.length > 0
    ? { faults: [`planning again would rewrite ${left.length} more`], ...none }
    : { faults: [], changes, after };
}

/** The inverse edits restore the file, and every character outside the spans stands where it must. */
function localityFaults(before: string, after: string, changes: ChangeSet): readonly string[] {
  const faults: string[] = [];
  if (applyChanges(after, invertChanges(changes)) !== before) faults.push('the inverse edits do not restore the file');
  let from = 0;
  let shift = 0;
  for (const { span, insert } of [
    ...changes.edits,
    { span: { start: before.length, end: before.length }, insert: '' },
  ]) {
    if (before.slice(from, span.start) !== after.slice(from + shift, span.start + shift))
      faults.push(`text outside the edits changed before offset ${span.start}`);
    shift += insert.length - (span.end - span.start);
    from = span.end;
  }
  return faults;
}

function dropUnknownNames(decisions: readonly Decision[], engine: Engine): readonly Decision[] {
  const unknown = new Map<string, string>();
  for (const { to = [], companions, group } of decisions) {
    // What a bullet inserts speaks of old and new models; only what a rewrite brings along must be the new one's.
    const brought = to.length === 0 ? [] : companions.map((companion) => unknownNameIn(companion.to, engine));
    const name = to.find((one) => !engine.insertable.has(one)) ?? brought.find((one) => one !== undefined);
    if (name !== undefined) unknown.set(group, name);
  }
  return decisions.map((decision) => {
    const name = decision.outcome === 'rewrite' ? unknown.get(decision.group) : undefined;
    return name === undefined
      ? decision
      : askInstead(decision, `\`${name}\` is not a name that the catalogue knows to resolve`);
  });
}

/** An id in a companion's text that is an old model's, or a new one's that is not known to resolve. */
function unknownNameIn(text: string, { oldNames, newNames, insertable }: Engine): string | undefined {
  if (insertable.has(text)) return undefined;
  const ids = (names: Engine['oldNames']) =>
    findNames(text, names).flatMap((one) =>
      one.kind === 'name' && one.name.strength === 'exact' ? [one.surface] : [],
    );
  return ids(newNames).find((one) => !insertable.has(one)) ?? ids(oldNames)[0];
}

/** Groups that fail when tried alone; when each alone is fine, the last group of those that fail together. */
function guiltyGroups(
  scanned: ScannedFile,
  decisions: readonly Decision[],
  rewritesLeft: (after: string) => readonly Decision[],
): ReadonlyMap<string, string> {
  const guilty = new Map<string, string>();
  const groups = [
    ...new Set(decisions.filter((decision) => decision.edits.length > 0).map((decision) => decision.group)),
  ];
  for (const group of groups) {
    const alone = decisions.filter((decision) => decision.group === group);
    const attempt = tryEdits(scanned, alone, () => []);
    if (attempt.faults.length > 0) guilty.set(group, attempt.faults.join('; '));
  }
  const last = groups.at(-1);
  if (guilty.size === 0 && last !== undefined)
    guilty.set(last, tryEdits(scanned, decisions, rewritesLeft).faults.join('; '));
  return guilty;
}

function askInstead(decision: Decision, fault: string): Decision {
  const { to, target: _target, ...rest } = decision;
  return {
    ...rest,
    outcome: 'ask',
    rule: 'not-verified',
    reason: `the edit could not be proved: ${fault}`,
    candidates: [...new Set([...(to ?? []), ...decision.candidates])],
    companions: [],
    edits: [],
  };
}

function leaveAlone(
  scanned: ScannedFile,
  decisions: readonly Decision[],
  rewritesLeft: (after: string) => readonly Decision[],
): VerifiedFile {
  const fault = tryEdits(scanned, decisions, rewritesLeft).faults.join('; ');
  return {
    decisions: decisions.map((decision) => (decision.edits.length > 0 ? askInstead(decision, fault) : decision)),
    changes: { length: scanned.file.text.length, edits: [] },
    after: scanned.file.text,
    problems: [
      { path: scanned.file.path, message: `could not be verified and was left as it is: ${fault}`, unverified: true },
    ],
  };
}
