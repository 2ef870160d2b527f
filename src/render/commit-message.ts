/** The commit message of a phase: plain text in which nothing mentions, refers, closes or switches checks off. */
import { configuredHeadline } from '../core/configuration-message.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { PhaseContext } from './context.js';
import { inertLine } from './inert-code.js';
import { amount, number } from './markdown.js';
import { groupBy, keyOf, largestFirst } from './phase-view.js';

/** Code points of the first line. */
const HEADLINE_LIMIT = 72;
const CONFIGURED_HEADLINE_LIMIT = 200;
/** Replacements that are listed; the rest is counted. */
const MOST_LINES = 20;

/** Renders the commit message of a phase: what, why, the replacements with their counts. */
export function phaseCommitMessage(plan: PhasePlan, context: PhaseContext): string {
  const { phase, counts } = plan;
  const rewrites = plan.files.flatMap((file) => file.rows).filter((row) => row.outcome === 'rewrite');
  const groups = largestFirst(groupBy(rewrites, (row) => keyOf(row.surface, row.to ?? '')));
  const lines = groups
    .slice(0, MOST_LINES)
    .map((group) => `- ${said(group[0]?.surface ?? '')} -> ${said(group[0]?.to ?? '')} (${number(group.length)})`);
  const rest = groups.slice(MOST_LINES).flat().length;
  const asked = context.requestedBy === undefined ? [] : [`Asked for by ${said(context.requestedBy)}.`];
  return [
    headlineOf(plan, context),
    '',
    `Phase ${phase.number} of ${said(context.migration.title)}: the old models that the plan names`,
    'give way to the new ones in the files of this phase.',
    '',
    `${amount(counts.references.rewrite, 'reference')} rewritten in ${amount(counts.changedFiles, 'file')}; ${number(counts.references.ask)} left for a person`,
    `to choose, ${number(counts.references.keep)} kept for a reason.`,
    ...(lines.length === 0 ? [] : ['', ...lines]),
    ...(rest === 0 ? [] : [`- and ${amount(rest, 'place')} more`]),
    ...(asked.length === 0 ? [] : ['', ...asked]),
    '',
  ].join('\n');
}

/** A template is a maintainer's own words: it may be longer, and its brackets stay. */
function headlineOf({ phase }: PhasePlan, { headline, migration }: PhaseContext): string {
  const own =
    headline === undefined
      ? ''
      : inertLine(
          configuredHeadline(headline, { phase: phase.id, title: phase.title, migration: migration.id }),
          CONFIGURED_HEADLINE_LIMIT,
        );
  return own === '' ? clean(`Migrate phase ${phase.number}: ${phase.title}`, HEADLINE_LIMIT) : own;
}

function said(text: string): string {
  return clean(text, 100);
}

/** Brackets go too: `[skip ci]` anywhere in a message switches the checks off. */
function clean(text: string, limit: number): string {
  return inertLine(text, limit).replace(/\[/g, '(').replace(/\]/g, ')').replace(/\*{3}/g, '* * *');
}
