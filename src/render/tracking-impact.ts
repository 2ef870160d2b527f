/** What the migration comes to, domain by domain, beside what the plan estimated. */
import type { PhrasingContent } from 'mdast';
import { addCounts } from '../core/count.js';
import type { Counts } from '../core/file-plan.js';
import type { PlanTable } from '../core/migration.js';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import type { Part } from './fit.js';
import { inertSentence } from './inert-code.js';
import { collapsed, number, paragraph, table, words } from './markdown.js';
import { shownCounts } from './tracking-phases.js';
import type { TrackingContext, TrackingState } from './tracking-state.js';

/** The part with the impact; says nothing where the plan estimates none. */
export function impactPart(plan: RepositoryPlan, state: TrackingState, { migration }: TrackingContext): Part {
  const { impact } = migration;
  if (impact.rows.length === 0) return { name: 'the impact', levels: [() => []] };
  const rows = matchRows(impact, plan.phases).map(({ phase, estimate }) => {
    const counts = phase === undefined ? undefined : shownCounts(phase, state);
    const title = phase === undefined ? (estimate[0] ?? '') : phase.phase.title;
    return [inertSentence(title, 80), ...measured(counts), ...estimated(estimate)];
  });
  const total = impact.rows.find((row) => isTotal(row));
  const counts = addCounts(plan.phases.map((one) => shownCounts(one, state)));
  const last = [[words('Total')], ...measured(counts), ...estimated(total ?? [])];
  const blocks = collapsed('Impact by domain, computed, beside what the plan estimates', [
    table(
      ['Domain', 'Files', 'Notebooks', 'Lines', 'Plan: files', 'Plan: notebooks', 'Plan: changes'],
      [...rows, last],
      [1, 2, 3, 4, 5],
    ),
    paragraph(
      words(
        'Computed are the files that change, the notebooks among them, and the lines added and removed. The plan counts files and notebooks of a domain; notebooks outside the sections of a phase are a phase of their own.',
      ),
    ),
  ]);
  return { name: 'the impact', eagerness: 1.5, levels: [() => blocks, () => []] };
}

interface Row {
  readonly phase?: PhasePlan;
  readonly estimate: readonly string[];
}

/** Each phase beside the row of the plan that is about it: by the words of its title; rows that fit no phase come last. */
function matchRows(impact: PlanTable, phases: readonly PhasePlan[]): readonly Row[] {
  const left = impact.rows.filter((row) => !isTotal(row));
  const rows = phases.map((phase): Row => {
    const at = left.findIndex((row) => isAbout(phase.phase.title, row[0] ?? ''));
    return { phase, estimate: at < 0 ? [] : (left.splice(at, 1)[0] ?? []) };
  });
  return [...rows, ...left.map((estimate) => ({ estimate }))];
}

/** `Core Docs` is about `Core Documentation`, `Domain 3` about `Domain 3 - LLM Systems`. */
function isAbout(title: string, category: string): boolean {
  const said = wordsOf(title);
  const asked = wordsOf(category);
  return asked.length > 0 && asked.every((word, index) => said[index]?.startsWith(word) === true);
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, word.length > 3 ? 3 : word.length));
}

function isTotal(row: readonly string[]): boolean {
  return wordsOf(row[0] ?? '')[0] === 'tot';
}

function measured(counts: Counts | undefined): PhrasingContent[][] {
  if (counts === undefined) return [[words('–')], [words('–')], [words('–')]];
  const lines = `+${number(counts.addedLines)} −${number(counts.removedLines)}`;
  return [number(counts.changedFiles), number(counts.changedNotebooks), lines].map((text) => [words(text)]);
}

function estimated([, files, notebooks, changes]: readonly string[]): PhrasingContent[][] {
  return [files, notebooks, changes].map((text) =>
    text === undefined ? [words('–')] : inertSentence(text.replaceAll('**', ''), 60),
  );
}
