/** What the check run of a phase says besides its annotations: a table of what is open, and how it ends. */
import type { RootContent } from 'mdast';
import type { PhasePlan } from '../core/phase-plan.js';
import type { Severity, Warning } from '../core/warning.js';
import { fitMarkdown, type Part, rowLimits } from './fit.js';
import { inertCode } from './inert-code.js';
import { amount, heading, number, paragraph, table, words } from './markdown.js';
import { groupBy, keyOf, largestFirst } from './phase-view.js';

/** Characters that a summary may have. https://docs.github.com/en/rest/checks/runs#create-a-check-run */
const SUMMARY_BUDGET = 60_000;

/** How a check run ends. */
export type CheckConclusion = 'success' | 'neutral' | 'failure';

export interface CheckText {
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  readonly conclusion: CheckConclusion;
}

/** What a check is held to, and what it could not look at. */
export interface CheckOptions {
  /** Whether open critical warnings let the check fail; the configuration says so. */
  readonly failOnCritical?: boolean;
  /** Files that people changed on the branch since, whose lines are therefore not annotated. */
  readonly changedSince?: readonly string[];
}

/** Renders title, summary and conclusion; `annotations` is how many annotations go with it. */
export function renderCheckText(plan: PhasePlan, annotations: number, options: CheckOptions = {}): CheckText {
  const { references, warnings } = plan.counts;
  const conclusion = concludeCheck(plan, options);
  return {
    title: `${amount(warnings.critical, 'critical warning')}, ${amount(references.ask, 'place')} to choose for`,
    summary: fitMarkdown(
      [
        fixed('what is open', () => [openTable(plan), paragraph(words(endWords(conclusion, options)))]),
        rulePart(plan.files.flatMap((file) => file.warnings)),
        sincePart(options.changedSince ?? []),
        fixed('how to go on', () => [
          paragraph(
            words(
              `Each of them stands on its line of the changed files (${amount(annotations, 'annotation')}); the description of the pull request has them in order, with what to do. "Run again" looks at this branch anew and pushes nothing.`,
            ),
          ),
        ]),
      ],
      SUMMARY_BUDGET,
    ),
    conclusion,
  };
}

/** Failing only where the configuration wants it; neutral while something waits for a person. */
export function concludeCheck({ counts }: PhasePlan, { failOnCritical = false }: CheckOptions): CheckConclusion {
  const { critical, warning } = counts.warnings;
  if (critical > 0 && failOnCritical) return 'failure';
  return critical + warning + counts.references.ask > 0 ? 'neutral' : 'success';
}

function fixed(name: string, blocks: () => readonly RootContent[]): Part {
  return { name, levels: [blocks], essential: true };
}

function openTable({ counts }: PhasePlan): RootContent {
  const { critical, warning, note } = counts.warnings;
  const rows: readonly (readonly [string, number, string])[] = [
    ['Critical warnings', critical, 'it will break as it stands'],
    ['To choose', counts.references.ask, 'left as it was: only a person can know what it should say'],
    ['Warnings', warning, 'it may break or mislead'],
    ['Notes', note, 'good to know'],
  ];
  return table(
    ['Open', 'Places', 'What it means'],
    rows.map(([what, count, means]) => [[words(what)], [words(number(count))], [words(means)]]),
    [1],
  );
}

function endWords(conclusion: CheckConclusion, { failOnCritical = false }: CheckOptions): string {
  switch (conclusion) {
    case 'failure':
      return 'Failing, because critical warnings are open and the configuration of this repository wants that to fail.';
    case 'neutral':
      return failOnCritical
        ? 'Neutral: what is open waits for a person, and none of it is critical.'
        : 'Neutral: what is open waits for a person and stops nobody. With fail-on-critical-warnings in the configuration, critical warnings fail.';
    case 'success':
      return 'Nothing waits for a person.';
    default:
      return conclusion satisfies never;
  }
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, note: 2 };

function rulePart(warnings: readonly Warning[]): Part {
  const name = 'the rules';
  if (warnings.length === 0) return { name, levels: [() => []] };
  const groups = [...largestFirst(groupBy(warnings, ({ severity, rule }) => keyOf(severity, rule)))].sort(
    (a, b) => rankOf(a) - rankOf(b),
  );
  const top = heading(3, words('Warnings by rule'));
  const blocks = (limit: number): readonly RootContent[] => {
    const rest = groups.slice(limit).reduce((sum, group) => sum + group.length, 0);
    const rows = groups
      .slice(0, limit)
      .map((group) => [
        [inertCode(group[0]?.rule ?? '')],
        [words(group[0]?.severity ?? '')],
        [words(number(group.length))],
      ]);
    return [
      top,
      table(['Rule', 'Severity', 'Places'], rows, [2]),
      ...(rest === 0 ? [] : [paragraph(words(`And ${amount(rest, 'warning')} of other rules.`))]),
    ];
  };
  const limits = rowLimits(groups.length).filter((limit) => limit > 0);
  return { name, levels: limits.map((limit) => () => blocks(limit)) };
}

function rankOf(group: readonly Warning[]): number {
  return RANK[group[0]?.severity ?? 'note'];
}

/** Files that were edited by people since the app wrote them: what it says of their lines may not hold. */
function sincePart(paths: readonly string[]): Part {
  const name = 'the files that people changed';
  if (paths.length === 0) return { name, levels: [() => []] };
  const blocks = (limit: number): readonly RootContent[] => [
    heading(3, words('Changed by people since')),
    paragraph(
      words(
        `${amount(paths.length, 'file')} of this phase ${paths.length === 1 ? 'is' : 'are'} no longer as this app wrote ${paths.length === 1 ? 'it' : 'them'}, so nothing is said on ${paths.length === 1 ? 'its' : 'their'} lines: `,
      ),
      ...paths.slice(0, limit).flatMap((path, index) => [words(index === 0 ? '' : ', '), inertCode(path)]),
      words(paths.length > limit ? ` and ${number(paths.length - limit)} more.` : '.'),
    ),
  ];
  return { name, levels: rowLimits(paths.length, 1).map((limit) => () => blocks(limit)) };
}
