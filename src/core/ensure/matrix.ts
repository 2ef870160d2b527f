/** Tables of models built from the catalogue, and where they differ from the plan's own. */
import type { PlanTable } from '../migration.js';
import type { Model, ModelId } from '../model.js';
import {
  type Cell,
  cellOf,
  contextCell,
  type Meaning,
  meaningOf,
  NOT_MEASURED,
  shortTokens,
  withCommas,
} from './cell-of.js';
import type { CellDifference, EnsureFacts } from './insertion.js';
import { displayName, modelOf, namesIn, namesModel } from './names-in.js';

/** A table's lines, and the cells in which it differs from the plan's. */
export interface BuiltTable {
  readonly lines: readonly string[];
  readonly differences: readonly CellDifference[];
}

const DEFAULT_HEADER = ['Model', 'Thinking', 'Tool Calling', 'Vision', 'Context', 'License'];
const LEGEND = '✅ yes · ⚠️ partly · ❌ no · ? not known';

/** The capability matrix of some models, in the columns of the plan's own capability table. */
export function capabilityMatrix(ids: readonly ModelId[], facts: EnsureFacts): BuiltTable {
  const { capabilityReference: plan } = facts.migration;
  const header = plan.header.length > 1 ? plan.header : DEFAULT_HEADER;
  const models = ids.flatMap((id) => modelOf(id, facts) ?? []);
  return build(
    header,
    models.map((model) => ({ model, plan: planRow(model, plan, facts) })),
    facts,
  );
}

/** The reasoning comparison of the plan, each row with the size that it speaks of. */
export function reasoningComparison(facts: EnsureFacts): BuiltTable {
  const { header, rows } = facts.migration.reasoningComparison;
  return build(
    header,
    rows.flatMap((plan) => modelsOfRow(plan, facts).map((model) => ({ model, plan }))),
    facts,
  );
}

/** The models that the reasoning comparison speaks of. */
export function comparedModels(facts: EnsureFacts): readonly Model[] {
  return facts.migration.reasoningComparison.rows.flatMap((row) => modelsOfRow(row, facts));
}

function build(
  header: readonly string[],
  rows: readonly { readonly model: Model; readonly plan: readonly string[] | undefined }[],
  facts: EnsureFacts,
): BuiltTable {
  const meanings = header.map((name, index): Meaning => (index === 0 ? { kind: 'model' } : meaningOf(name)));
  const differences: CellDifference[] = [];
  const notes: string[] = [];
  const body = rows.map(({ model, plan }) =>
    meanings.map((meaning, column) => {
      const cell = matrixCell(model, meaning, plan?.[column], facts);
      const planned = plan?.[column];
      if (planned !== undefined && column > 0 && differs(planned, cell, meaning))
        differences.push({
          model: displayName(model),
          column: header[column] ?? '',
          plan: planned,
          inserted: cell.text,
          sources: [...new Set(cell.facts.flatMap((fact) => fact.sources))],
        });
      const note = noteOf(meaning, cell);
      if (note !== undefined) notes.push(`- ${displayName(model)}, ${(header[column] ?? '').toLowerCase()}: ${note}`);
      return cell.text;
    }),
  );
  const lines = [header, header.map(() => '---'), ...body].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`);
  return { lines: [...lines, '', LEGEND, ...(notes.length === 0 ? [] : ['', ...notes])], differences };
}

function matrixCell(model: Model, meaning: Meaning, planned: string | undefined, facts: EnsureFacts): Cell {
  if (meaning.kind === 'model') return { text: modelCell(model), facts: [] };
  if (meaning.kind === 'category') return { text: planned ?? '–', facts: [] };
  const cell = meaning.kind === 'context' ? contextCell(model, withCommas) : cellOf(model, meaning, 'marks', facts);
  if (cell === undefined) return { text: NOT_MEASURED, facts: [] };
  if (meaning.kind !== 'capability') return cell;
  const more =
    meaning.capability === 'tools' ? scores(model) : meaning.capability === 'thinking' ? switched(model) : [];
  return {
    text: [cell.text, ...more.map(({ text }) => text)].join(' '),
    facts: [...cell.facts, ...more.flatMap((one) => one.facts)],
  };
}

function modelCell(model: Model): string {
  const name = displayName(model);
  const tag = model.ollama?.insert;
  return tag === undefined ? name : `${name} (\`${tag}\`)`;
}

/** Scores of the function calling benchmark, with version and mode: figures of different versions cannot be ranked. */
function scores(model: Model): readonly Cell[] {
  const found = Object.entries(model.numbers).flatMap(([key, fact]) => {
    const [, version, mode] = /^bfclV(\d+)(NonThinking)?Percent$/.exec(key) ?? [];
    if (version === undefined || fact.confidence === 'contradicted') return [];
    const how = mode === undefined ? (fact.note === 'thinking' ? ' thinking' : '') : ' not thinking';
    return [{ version, text: `${fact.value}${how}`, fact }];
  });
  return [...new Set(found.map((one) => one.version))].map((version) => {
    const same = found.filter((one) => one.version === version);
    return { text: `BFCL v${version} ${same.map((one) => one.text).join(', ')}`, facts: same.map((one) => one.fact) };
  });
}

function switched(model: Model): readonly Cell[] {
  const thinks = model.capabilities.thinking;
  const fact = model.capabilities['thinking-switch'];
  if (thinks?.value !== 'yes' || fact === undefined) return [];
  if (fact.value === 'yes') return [{ text: 'on/off', facts: [fact] }];
  return fact.value === 'no' ? [{ text: 'always', facts: [fact] }] : [];
}

/** What a reader must know of a cell that is neither yes nor no, or of a figure that is not simply the model's. */
function noteOf(meaning: Meaning, { facts }: Cell): string | undefined {
  const first = facts[0];
  if (meaning.kind === 'capability') return first?.value === 'partial' ? first.note : undefined;
  const shown = first?.note === 'thinking' || first?.confidence === 'plan-only';
  return meaning.kind === 'number' && !shown ? first?.note : undefined;
}

function escapeCell(text: string): string {
  return text.replace(/\r?\n/g, ' ').replace(/\\?\|/g, '\\|');
}

function planRow(model: Model, { rows }: PlanTable, facts: EnsureFacts): readonly string[] | undefined {
  return (
    rows.find(([first = '']) => first.replace(/`/g, '').trim() === model.id) ??
    rows.find(([first = '']) => namesModel(first, model, facts))
  );
}

/**
 * The models of a row of the plan. A row that names a family without a size stands for the model whose figure the plan gives, and for
 * the one that the bare name means.
 */
function modelsOfRow(row: readonly string[], facts: EnsureFacts): readonly Model[] {
  const [first = '', ...rest] = row;
  const named = namesIn(first, facts);
  const exact = named.flatMap((name) => name.models);
  if (exact.length > 0) return [...new Set(exact)].flatMap((id) => modelOf(id, facts) ?? []);
  const { models } = facts.migration.catalogue;
  const byId = modelOf(first.replace(/[`*]/g, '').trim(), facts);
  if (byId !== undefined) return [byId];
  const family = models.filter((model) => named.some((name) => name.family === model.family));
  const figures = rest.flatMap(figuresOf);
  return family.filter(
    (model) =>
      family.length === 1 ||
      model.ollama?.isDefault === true ||
      Object.values(model.numbers).some(
        ({ value }) => typeof value === 'number' && !Number.isInteger(value) && figures.includes(value),
      ),
  );
}

/** Whether a cell of the plan says something else than ours: another mark, another first figure, another licence. */
function differs(plan: string, cell: Cell, meaning: Meaning): boolean {
  const said = plan.replace(/[*`]/g, '').trim();
  if (said === '' || said === '-' || said === '–' || cell.text === said) return false;
  switch (meaning.kind) {
    case 'capability': {
      const mark = /✅|⚠|❌/.exec(said)?.[0];
      const figure = figuresOf(said)[0];
      const own = cell.facts.find((fact) => typeof fact.value === 'number')?.value;
      return (mark !== undefined && !cell.text.startsWith(mark)) || (figure !== undefined && own !== figure);
    }
    case 'context': {
      const own = cell.facts[0]?.value;
      return typeof own === 'number' && !sameTokens(said, own);
    }
    case 'licence':
      return said.toLowerCase() !== cell.text.toLowerCase();
    case 'number': {
      const figure = figuresOf(said)[0];
      const own = cell.facts[0];
      return figure !== undefined && (own?.value !== figure || own.confidence === 'plan-only');
    }
    default:
      return false;
  }
}

/** Whether a number of tokens as people write it (`131K`, `128K`, `1M`) is this one, in units of 1000 or 1024. */
function sameTokens(said: string, tokens: number): boolean {
  const [, number = '', unit = ''] = /(\d[\d,.]*)\s*([KkMm])?/.exec(said) ?? [];
  const value = Number(number.replace(/,/g, ''));
  if (said.startsWith(shortTokens(tokens))) return true;
  const power = unit === '' ? 0 : unit.toLowerCase() === 'k' ? 1 : 2;
  return [1000, 1024].some((base) => Math.abs(value * base ** power - tokens) < 0.01 * tokens);
}

function figuresOf(text: string): readonly number[] {
  return [...text.matchAll(/(?<![\w.])\d+(?:\.\d+)?(?=%|\b(?![KkMm]))/g)].map((match) => Number(match[0]));
}
