import type { PhasePlan, RepositoryPlan } from '../../core/phase-plan.js';
import { countsSentence, warningsSentence } from '../describe-counts.js';
import { phaseOf } from '../desk.js';
import { unknownPhase } from '../reply.js';
import type { SlashCommand } from './command.js';

/** Says what a phase, or all of them, would change. */
export const planCommand: SlashCommand = {
  name: 'plan',
  forms: ['plan', 'plan phase-N'],
  description: 'Says what would change, phase by phase or for one phase, and changes nothing.',
  examples: [
    { line: '/migrate plan', does: 'shows the counts of every phase' },
    { line: '/migrate plan phase-2', does: 'shows the counts and the files of phase 2' },
  ],
  permission: 'write',
  async run(asked, desk) {
    if (asked.phase === undefined) return describePlan(await desk.plan());
    const phase = phaseOf(desk.migration, asked.phase);
    if (phase === undefined) return unknownPhase(desk.migration);
    const planned = (await desk.plan()).phases.find((plan) => plan.phase.id === phase.id);
    return planned === undefined ? unknownPhase(desk.migration) : describePhase(planned);
  },
};

/** The counts of every phase as a table. */
export function planTable(plan: RepositoryPlan): string {
  const rows = plan.phases.map(({ phase, counts }) => {
    const { rewrite, keep, ask } = counts.references;
    return `| \`${phase.id}\` ${phase.title} | ${counts.changedFiles} | ${rewrite} | ${keep} | ${ask} | ${counts.warnings.critical} |`;
  });
  const header = [
    '| Phase | Files changed | Rewritten | Kept | For a person | Critical warnings |',
    '|---|--:|--:|--:|--:|--:|',
  ];
  return [...header, ...rows].join('\n');
}

function describePlan(plan: RepositoryPlan): string {
  return [
    'This is what would change; nothing has been.',
    planTable(plan),
    'Next: `/migrate phase-N` opens the pull request of a phase.',
  ].join('\n\n');
}

const LISTED = 40;

function describePhase({ phase, counts, files }: PhasePlan): string {
  const changed = files.filter((file) => file.changes.edits.length > 0);
  const listed = changed.slice(0, LISTED).map((file) => `- ${codeSpan(file.path)}`);
  const rest = changed.length - listed.length;
  return [
    `**Phase ${phase.number}, ${phase.title}** (a plan; nothing has been changed)`,
    `${countsSentence(counts)} ${warningsSentence(counts)}`.trim(),
    listed.length === 0 ? '' : [...listed, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n'),
    changed.length === 0
      ? 'There is nothing to rewrite, so no pull request would be opened.'
      : `Next: \`/migrate ${phase.id}\` opens its pull request.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A path as a code span; a path may hold backticks and line ends. */
function codeSpan(path: string): string {
  const inner = path.replace(/[\r\n\t]/g, ' ');
  const longest = Math.max(0, ...(inner.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${inner}${pad}${fence}`;
}
