/** Adds insertions to the verified edits of a file: planned over the text as the rewrites leave it, proved with all other edits. */
import type { Decision } from '../decision.js';
import { type ChangeSet, invertChanges, mapSpan } from '../edit.js';
import type { Engine } from '../engine.js';
import type { ScannedFile } from '../scan-file.js';
import { indexLines, positionAt, type Span } from '../source.js';
import { type VerifiedFile, verifyFile } from '../verify.js';
import { lineEnd, lineStart } from './document.js';
import type { InsertionDraft, InsertionEdit, InsertionState } from './insertion.js';
import { type EnsureItem, openDocument, planInsertion } from './plan-insertions.js';

/** A file with its insertions verified. */
export interface WithInsertions {
  readonly verified: VerifiedFile;
  /** Decisions of insertions alone, for the ledger. */
  readonly inserted: readonly Decision[];
  readonly insertions: readonly InsertionState[];
}

/** What applying insertions needs to know of the file. */
export interface InsertionRequest {
  readonly scanned: ScannedFile;
  /** What was decided of the references; not proved yet. */
  readonly decisions: readonly Decision[];
  readonly items: readonly EnsureItem[];
  readonly engine: Engine;
  /** What would still be rewritten in a text. */
  readonly rewritesLeft: (after: string) => readonly Decision[];
  /** Whether a person took the line out again that an earlier run inserted. */
  readonly turnedBack: (line: string) => boolean;
}

/** The rule that insertions carry in the ledger. */
const RULE = 'insertion';

interface Planned {
  readonly item: EnsureItem;
  readonly drafts: readonly InsertionDraft[];
  /** One a draft; undefined for a draft without edits or whose edits cannot be made in the file. */
  readonly decisions: readonly (Decision | undefined)[];
}

/** The same, with the rewrites as they stand without an insertion. */
interface Beside extends InsertionRequest {
  readonly verified: VerifiedFile;
}

/**
 * Proves the rewrites of a file, with its insertions where it gets any. A rewrite is never given up for an insertion. What is costly,
 * planning the result again, is done once for both; for the rewrites alone only where no insertion is made.
 */
export function applyInsertions(request: InsertionRequest): WithInsertions {
  const { scanned, decisions, items, engine, rewritesLeft } = request;
  const draft = verifyFile(scanned, decisions, engine, () => []);
  const first = items.length === 0 ? undefined : insertBeside({ ...request, verified: draft });
  if (first !== undefined && first.inserted.length > 0) return first;
  const isProved = draft.changes.edits.length === 0 || rewritesLeft(draft.after).length === 0;
  const verified = isProved ? draft : verifyFile(scanned, decisions, engine, rewritesLeft);
  if (first === undefined) return { verified, inserted: [], insertions: [] };
  return isProved ? { ...first, verified } : insertBeside({ ...request, verified });
}

function insertBeside(request: Beside): WithInsertions {
  const { scanned, verified, items, engine, rewritesLeft } = request;
  const document = openDocument(verified.after, isScript(request));
  const planned = items.map((item) => planItem(item, planInsertion(document, item, engine), request));
  const decisions = linesFirst(planned).flatMap((one) => one.decisions.flatMap((decision) => decision ?? []));
  const tried =
    decisions.length === 0
      ? verified
      : verifyFile(scanned, [...verified.decisions, ...decisions], engine, (after) => [
          ...rewritesLeft(after),
          ...insertionsLeft(after, request, decisions),
        ]);
  const count = verified.decisions.length;
  const harmless =
    tried.problems.length === 0 && verified.decisions.every((one, at) => tried.decisions[at]?.outcome === one.outcome);
  const kept = harmless ? tried.decisions.slice(count).filter((one) => one.edits.length > 0) : [];
  const final = harmless ? { ...tried, decisions: tried.decisions.slice(0, count) } : verified;
  const groups = new Map(harmless ? tried.decisions.slice(count).map((one) => [one.group, one]) : []);
  return {
    verified: final,
    inserted: kept,
    insertions: planned.map((one) => stateOf(one, groups, request)),
  };
}

/** Lines and rows before blocks: where both belong to one place, a block must not come between a table and its row. */
function linesFirst(planned: readonly Planned[]): readonly Planned[] {
  const joins = ({ item }: Planned) => item.met.ensure.kind === 'pull-line' || item.met.ensure.kind === 'table-row';
  return [...planned.filter(joins), ...planned.filter((one) => !joins(one))];
}

function planItem(item: EnsureItem, drafts: readonly InsertionDraft[], request: Beside): Planned {
  return {
    item,
    drafts: drafts.map((draft) =>
      draft.edits.some(({ shown }) => request.turnedBack(shown))
        ? { ...draft, state: 'unsafe', proof: 'a person turned it back', edits: [] }
        : draft,
    ),
    decisions: drafts.map((draft, nth) =>
      draft.edits.length === 0 || draft.edits.some(({ shown }) => request.turnedBack(shown))
        ? undefined
        : decisionOf(draft, `insertion ${item.id} ${nth}`, request),
    ),
  };
}

/** A draft as a decision without references: its edits in the text before the rewrites. */
function decisionOf(draft: InsertionDraft, group: string, { scanned, verified }: Beside): Decision | undefined {
  const before = scanned.file.text;
  const edits = draft.edits.map((edit) => ({ edit, span: spanBefore(edit.span, verified.changes) }));
  if (edits.some(({ edit, span }) => before.slice(span.start, span.end) !== edit.expected)) return undefined;
  return {
    references: [],
    outcome: 'rewrite',
    rule: RULE,
    reason: draft.proof,
    evidence: [],
    candidates: [],
    ...(draft.model === undefined ? {} : { target: draft.model }),
    companions: edits.map(({ edit, span }) => ({
      unit: 0,
      span: edit.expected === '' ? lineAbove(before, span.start) : span,
      surface: firstLine(edit.expected),
      to: edit.shown,
      rule: RULE,
      reason: edit.reason,
    })),
    edits: edits.map(({ edit, span }) => ({ span, expected: edit.expected, insert: edit.insert })),
    group,
  };
}

function spanBefore(span: Span, changes: ChangeSet): Span {
  const inverse = invertChanges(changes);
  const mapped = mapSpan(inverse, span);
  return span.start === span.end ? { start: mapped.end, end: mapped.end } : mapped;
}

/** The line before an insertion: the one that is there whether or not the file goes on. */
function lineAbove(text: string, at: number): Span {
  return at === 0
    ? { start: 0, end: 0 }
    : { start: lineStart(text, at - 1), end: lineEnd(text, lineStart(text, at - 1)) };
}

function firstLine(text: string): string {
  return text.slice(0, lineEnd(text, 0));
}

function isScript({ scanned }: InsertionRequest): boolean {
  return scanned.format.name === 'shell';
}

/** Insertions among those tried that a text would get again: there must be none. */
function insertionsLeft(after: string, request: InsertionRequest, tried: readonly Decision[]): readonly Decision[] {
  const { items, engine } = request;
  const document = openDocument(after, isScript(request));
  const groups = new Set(
    items.flatMap((item) =>
      planInsertion(document, item, engine).flatMap(({ edits }, nth) =>
        edits.length > 0 ? [`insertion ${item.id} ${nth}`] : [],
      ),
    ),
  );
  return tried.filter(({ group }) => groups.has(group));
}

function stateOf(
  { item, drafts, decisions }: Planned,
  verified: ReadonlyMap<string, Decision>,
  request: Beside,
): InsertionState {
  const outcomes = drafts.map((draft, nth) => {
    if (draft.edits.length === 0) return { open: draft.state === 'unsafe', proof: draft.proof };
    const decision = decisions[nth];
    if (decision === undefined) return { open: true, proof: 'a rewrite stands where it belongs' };
    const result = verified.get(decision.group);
    if (result === undefined || result.edits.length === 0)
      return { open: true, proof: result?.reason ?? 'the insertion could not be proved together with the rewrites' };
    return { open: false, proof: draft.proof };
  });
  const open = outcomes.some((one) => one.open);
  const made = drafts.some((draft) => draft.state === 'missing') && !open;
  const differences = made ? drafts.flatMap((draft) => draft.differences) : [];
  const state = open ? 'open' : made || !thereBefore(item, request) ? 'done' : 'already';
  const byRewrite = state === 'done' && !made ? ', by a rewrite of this run' : '';
  const differ = differences.length === 0 ? '' : `; ${differences.length} of its cells differ from the plan's table`;
  return {
    item: item.id,
    state,
    proof: `${[...new Set(outcomes.map((one) => one.proof))].join('; ')}${byRewrite}${differ}`,
    places: placesOf(drafts, differences, open, request),
    differences,
  };
}

function thereBefore(item: EnsureItem, { scanned, verified, engine }: Beside): boolean {
  if (verified.after === scanned.file.text) return true;
  return planInsertion(openDocument(scanned.file.text, scanned.format.name === 'shell'), item, engine).every(
    ({ state }) => state === 'there',
  );
}

/** What a person should look at, with lines of the file before the edits. */
function placesOf(
  drafts: readonly InsertionDraft[],
  differences: InsertionState['differences'],
  open: boolean,
  { scanned: { file }, verified }: Beside,
): InsertionState['places'] {
  const index = indexLines(file.text);
  const lineOf = (offset: number) =>
    positionAt(index, spanBefore({ start: offset, end: offset }, verified.changes).start).line;
  if (open) return [{ path: file.path, line: 1, note: 'to be added by hand' }];
  const [first] = drafts.flatMap((draft): readonly InsertionEdit[] => draft.edits);
  const at = first === undefined ? 1 : lineOf(Math.max(0, first.span.start - 1));
  return [
    ...drafts.flatMap((draft) =>
      draft.edits.length === 0
        ? []
        : draft.places.map(({ offset, note }) => ({ path: file.path, line: lineOf(offset), note })),
    ),
    ...differences.map(({ model, column, plan, inserted, sources }) => ({
      path: file.path,
      line: at,
      note: `${model}, ${column}: the plan says “${plan}”, inserted “${inserted}”${sources.length === 0 ? '' : ` (${sources.join(', ')})`}`,
    })),
  ];
}
