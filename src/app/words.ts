import type { Migration } from '../core/migration.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import { withMarker } from '../github/marker.js';
import type { PhaseWords } from '../github/publish-phase.js';
import type { RepositoryState } from '../github/repository.js';
import type { TrackingIssueText } from '../github/tracking-issue.js';
import { planTable } from './commands/plan.js';
import type { PhaseStanding } from './desk.js';
import { phaseMarker } from './read-standings.js';

export function makePhaseWords(migration: Migration, askedBy: string): PhaseWords {
  return {
    commitMessage: (plan) => `Migrate ${plan.phase.id}`,
    pullRequest: (plan) => ({
      title: `Phase ${plan.phase.number}`,
      body: withMarker(`asked by ${askedBy}\n- [ ] look`, phaseMarker(migration, plan.phase.id)),
    }),
    checkRun: (plan) => ({
      title: 'x',
      summary: 'y',
      annotations: plan.files.flatMap((f) =>
        f.warnings.map((w) => ({
          path: f.path,
          start_line: w.line,
          end_line: w.line,
          annotation_level: 'warning' as const,
          message: w.message,
          title: w.rule,
        })),
      ),
    }),
  };
}

export function trackingText(
  plan: RepositoryPlan,
  standings: readonly PhaseStanding[],
  about: {
    readonly repository: RepositoryState;
    readonly base: string;
    readonly migration: Migration;
    readonly marker: string;
  },
): TrackingIssueText {
  return {
    marker: about.marker,
    title: about.migration.title,
    body: `${planTable(plan)}\n\n${standings.map((s) => `${s.phase.id} ${s.state} ${s.number === undefined ? '' : `#${s.number}`} /migrate ${s.phase.id}`).join('\n')}`,
  };
}
