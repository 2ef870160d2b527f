import type { Phase } from '../../core/migration.js';
import { countsSentence, warningsSentence } from '../describe-counts.js';
import type { CarriedOut, Desk } from '../desk.js';
import { phaseOf } from '../desk.js';
import { unknownPhase } from '../reply.js';
import type { SlashCommand } from './command.js';

/** Carries out one phase. */
export const phaseCommand: SlashCommand = {
  name: 'phase',
  forms: ['phase-N'],
  description:
    'Carries out phase N: rewrites what is sure, and opens the one pull request of the phase, or updates it. The pull request lists what was kept and what a person must decide. Nothing is pushed when nothing has changed since the last time.',
  examples: [{ line: '/migrate phase-4', does: 'opens or updates the pull request of phase 4' }],
  permission: 'write',
  async run(asked, desk) {
    const phase = phaseOf(desk.migration, asked.phase);
    if (phase === undefined) return unknownPhase(desk.migration);
    return describeCarriedOut(phase, await desk.carryOut(phase));
  },
};

/** Says what carrying out a phase came to. */
export function describeCarriedOut(phase: Phase, done: CarriedOut): string {
  const { counts, problems } = done.plan;
  const lines = [`**Phase ${phase.number}, ${phase.title}:** ${withLink(done)}`];
  if (counts.files > 0) lines.push(`${countsSentence(counts)} ${warningsSentence(counts)}`.trim());
  if (done.written.url !== undefined) {
    lines.push(
      'Review it like any other: the places that a person must decide are in its description. Only your merge changes the base branch.',
    );
  }
  const unverified = problems.filter((problem) => problem.unverified).length;
  if (unverified > 0)
    lines.push(
      `${unverified} ${unverified === 1 ? 'file' : 'files'} could not be verified and stayed as they are; the pull request names them.`,
    );
  return [...lines, ...done.notes].join('\n\n');
}

function withLink({ written }: CarriedOut): string {
  return written.url === undefined || written.summary.includes(written.url)
    ? written.summary
    : `${written.summary} ${written.url}`;
}

/** Carries out several phases, one after the other; a phase that fails does not stop the next. */
export async function carryOutEach(
  desk: Desk,
  phases: readonly Phase[],
  describeFailure: (error: unknown) => string,
): Promise<string> {
  const parts: string[] = [];
  for (const phase of phases) {
    try {
      parts.push(describeCarriedOut(phase, await desk.carryOut(phase)));
    } catch (error) {
      parts.push(`**Phase ${phase.number}, ${phase.title}:** ${describeFailure(error)}`);
    }
  }
  return parts.join('\n\n---\n\n');
}
