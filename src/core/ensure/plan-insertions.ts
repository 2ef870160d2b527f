/** Plans the insertions that bullets declare for one text. Each is proved by itself: planned again over its own result it is there. */
import { applyChanges, changeSet, faultsOfEdits } from '../edit.js';
import type { ChecklistItem, Ensure } from '../migration.js';
import type { Model } from '../model.js';
import { keepsBlocks, lineEndOf, type MarkdownDocument, parseDocument, scriptDocument } from './document.js';
import { placesForBlock } from './find-section.js';
import { type EnsureFacts, type InsertionDraft, insertAt, there, unsafe } from './insertion.js';
import { type BuiltTable, capabilityMatrix, comparedModels, reasoningComparison } from './matrix.js';
import { modelOf } from './names-in.js';
import { findOwnBlock, ownBlocksIn, ownBlockText } from './own-block.js';
import { pullLine } from './pull-line.js';
import { lineThatSays, tableThatTells } from './says-already.js';
import { tableRow } from './table-row.js';

/** A bullet that declares an insertion. */
export type EnsureItem = ChecklistItem & { readonly met: { readonly by: 'ensure' } };

/** Reads a text that insertions may go into. */
export function openDocument(text: string, script: boolean): MarkdownDocument {
  return script ? scriptDocument(text) : parseDocument(text);
}

/** Whether a bullet declares an insertion. */
export function isEnsure(item: ChecklistItem): item is EnsureItem {
  return item.met.by === 'ensure';
}

/** The insertions of a bullet in a document: one a model for lines and rows, one for a block. */
export function planInsertion(
  document: MarkdownDocument,
  item: EnsureItem,
  facts: EnsureFacts,
): readonly InsertionDraft[] {
  if (/\r(?!\n)/.test(document.text))
    return [unsafe('its line ends are not those of a text that lines can be added to')];
  if (document.script === true && item.met.ensure.kind !== 'pull-line') return [unsafe('a script has no place for it')];
  return draftsOf(document, item, facts).map((draft, nth) => proved(document, draft, nth, item, facts));
}

function draftsOf(document: MarkdownDocument, item: EnsureItem, facts: EnsureFacts): readonly InsertionDraft[] {
  const { ensure } = item.met;
  const own = ownBlocksIn(document.text);
  switch (ensure.kind) {
    case 'pull-line':
      return forModels(ensure, facts, (model) => pullLine(document, model, ensure, item.text, own, facts));
    case 'table-row':
      return forModels(ensure, facts, (model) => tableRow(document, model, ensure, own, facts));
    case 'capability-matrix': {
      const models = ensure.models.flatMap((id) => modelOf(id, facts) ?? []);
      const table = capabilityMatrix(ensure.models, facts);
      return [tableBlock(document, 'capability-matrix', ensure.heading, table, models, facts)];
    }
    case 'reasoning-comparison': {
      const table = reasoningComparison(facts);
      return [tableBlock(document, 'reasoning-comparison', ensure.heading, table, comparedModels(facts), facts)];
    }
    case 'note':
      return [noteBlock(document, ensure, facts)];
    default: {
      const never: never = ensure;
      return never;
    }
  }
}

function forModels(
  { models }: Extract<Ensure, { readonly models: readonly string[] }>,
  facts: EnsureFacts,
  plan: (model: Model) => InsertionDraft,
): readonly InsertionDraft[] {
  return models.map((id) => {
    const model = modelOf(id, facts);
    return model === undefined ? unsafe(`the catalogue has no ${id}`) : plan(model);
  });
}

function tableBlock(
  document: MarkdownDocument,
  name: string,
  heading: string,
  { lines, differences }: BuiltTable,
  models: readonly Model[],
  facts: EnsureFacts,
): InsertionDraft {
  if (models.length === 0) return unsafe('the migration names no model for it');
  const columns = (lines[0] ?? '')
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  const told = tableThatTells(document, models, columns, ownBlocksIn(document.text), facts);
  if (told !== undefined && findOwnBlock(document, name).block === undefined)
    return there(`a table tells it already: ${told.header.source.trim()}`);
  const draft = block(document, name, heading, lines);
  return draft.state === 'missing' ? { ...draft, differences } : draft;
}

function noteBlock(
  document: MarkdownDocument,
  { id, heading, text }: Extract<Ensure, { readonly kind: 'note' }>,
  facts: EnsureFacts,
): InsertionDraft {
  const name = id.replace(/[^\w.-]+/g, '-');
  const said = lineThatSays(document, text, ownBlocksIn(document.text), facts);
  if (said !== undefined && findOwnBlock(document, name).block === undefined)
    return there(`the text says it already: ${said.text.slice(0, 160)}`);
  const lines = text
    .trim()
    .split(/\r?\n/)
    .map((line) => `> ${line}`.trimEnd());
  return block(document, name, heading, lines);
}

/** Inserts a block of ours, or brings the one that is there up to date. */
function block(document: MarkdownDocument, name: string, heading: string, lines: readonly string[]): InsertionDraft {
  const insert = ownBlockText(name, lines, lineEndOf(document.text));
  const shown = insert.slice(0, insert.indexOf('\n')).trimEnd();
  const { block: found, broken } = findOwnBlock(document, name);
  if (broken !== undefined) return unsafe(broken);
  if (found !== undefined) {
    const expected = document.text.slice(found.start, found.end);
    const fresh = expected.endsWith('\n') ? insert : insert.trimEnd();
    if (expected === fresh) return there(`the block ${name} is there and up to date`);
    const reason = `the block ${name} was brought up to date`;
    const edit = { span: { start: found.start, end: found.end }, expected, insert: fresh, shown, reason };
    return { state: 'missing', proof: reason, edits: [edit], places: [], differences: [] };
  }
  const { text } = document;
  const place = placesForBlock(document, heading).find(({ at }) => {
    const after = parseDocument(text.slice(0, at) + insert + text.slice(at));
    const isOne = findOwnBlock(after, name).block?.start === at;
    return isOne && keepsBlocks(document, after, { start: at, end: at + insert.length });
  });
  return place === undefined
    ? unsafe('there is no place where a block would be one and leave the text as it is')
    : insertAt(place.at, insert, shown, `inserted ${place.where}`);
}

/** A draft whose edits can be made and whose result says it; else the reason why not. */
function proved(
  document: MarkdownDocument,
  draft: InsertionDraft,
  nth: number,
  item: EnsureItem,
  facts: EnsureFacts,
): InsertionDraft {
  if (draft.edits.length === 0) return draft;
  const { text, script = false } = document;
  const faults = faultsOfEdits(text, draft.edits);
  if (faults.length > 0) return unsafe(`the insertion could not be proved: ${faults.join('; ')}`);
  const after = applyChanges(text, changeSet(text, draft.edits));
  const again = draftsOf(openDocument(after, script), item, facts)[nth];
  return again?.state === 'there'
    ? draft
    : unsafe(`the insertion would not be found again at the place where it belongs: ${again?.proof ?? ''}`);
}
