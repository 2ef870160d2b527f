/** How a phase is put into words on GitHub: the renderers, told what the app knows. */
import type { Migration } from '../core/migration.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { CheckRunText } from '../github/check-run.js';
import type { PhaseWords, PublishContext } from '../github/publish-phase.js';
import { renderAnnotations } from '../render/annotations.js';
import { phaseCommitMessage } from '../render/commit-message.js';
import type { PhaseContext } from '../render/context.js';
import { amount, number } from '../render/markdown.js';
import { renderPullRequest } from '../render/pull-request.js';
import { renderReplaced } from '../render/replaced.js';

/** What the words of a phase rest on besides its plan. */
export interface WordsAbout {
  readonly migration: Migration;
  /** Id of the base's tree, and of the configuration's text where there is one. */
  readonly fingerprint: string;
  /** Login of the person who asked. */
  readonly requestedBy: string;
  /** Address of the tracking issue, when there is one. */
  readonly trackingIssue?: string;
  /** Template of the first line of the commit message, from the configuration. */
  readonly headline?: string;
}

/** The words of a phase's commit, pull request and check run. */
export function makePhaseWords(about: WordsAbout): PhaseWords {
  return {
    commitMessage: (plan) => phaseCommitMessage(plan, about),
    pullRequest(plan, published) {
      const { title, body } = renderPullRequest(plan, contextOf(about, published));
      return { title, body };
    },
    replaced: (plan, by) => renderReplaced(plan, by),
    checkRun: (plan) => checkRunText(plan),
  };
}

/** The body that the pull request of a phase would have; nothing is published, so nothing is linked. */
export function previewPhase(plan: PhasePlan, about: WordsAbout): string {
  return renderPullRequest(plan, about).body;
}

function contextOf(about: WordsAbout, published: PublishContext): PhaseContext {
  return {
    ...about,
    repository: { url: published.repository.url, head: published.head },
    backupTag: published.backupTag,
    verified: published.verified,
  };
}

function checkRunText(plan: PhasePlan): CheckRunText {
  const { references, warnings } = plan.counts;
  const { critical, warning, note } = warnings;
  const annotations = renderAnnotations(plan);
  return {
    title: `${amount(critical, 'critical warning')}, ${amount(references.ask, 'place')} to choose for`,
    summary: [
      `${amount(critical, 'critical warning')}, ${amount(warning, 'warning')}, ${amount(note, 'note')}; ${amount(references.ask, 'place')} for a person to choose.`,
      `Each stands on its line of the changed files (${number(annotations.length)} annotations). The pull request's description has them in order, with what to do.`,
    ].join('\n\n'),
    annotations: annotations.map(({ path, line, level, message, title }) => ({
      path,
      start_line: line,
      end_line: line,
      annotation_level: level,
      message,
      title,
    })),
  };
}
