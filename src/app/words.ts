/** How a phase is put into words on GitHub: the renderers, told what the app knows. */
import type { Migration } from '../core/migration.js';
import type { PhasePlan } from '../core/phase-plan.js';
import type { PhaseCheck } from '../github/present-phase.js';
import type { PhaseWords, PublishContext } from '../github/publish-phase.js';
import { renderAnnotations } from '../render/annotations.js';
import { renderCheckText } from '../render/check-text.js';
import { phaseCommitMessage } from '../render/commit-message.js';
import type { PhaseContext } from '../render/context.js';
import { renderPullRequest } from '../render/pull-request.js';
import { renderReplaced } from '../render/replaced.js';
import { renderReview } from '../render/review.js';

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
  /** Whether open critical warnings let the check run fail, from the configuration. */
  readonly failOnCritical?: boolean;
}

/** The words of a phase's commit, pull request and check run. */
export function makePhaseWords(about: WordsAbout): PhaseWords {
  return {
    commitMessage: (plan) => phaseCommitMessage(plan, about),
    pullRequest(plan, published) {
      const { title, body, followUps } = renderPullRequest(plan, contextOf(about, published));
      return { title, body, followUps };
    },
    replaced: (plan, by) => renderReplaced(plan, by),
    checkRun: (plan) => phaseCheck(plan, about),
    review: (plan, published) => renderReview(plan, contextOf(about, published)),
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
    followUps: true,
  };
}

/** The check run of a phase. `changedSince` are files whose lines are not as the plan has them: nothing is said on them. */
export function phaseCheck(
  plan: PhasePlan,
  { migration, failOnCritical = false }: Pick<WordsAbout, 'migration' | 'failOnCritical'>,
  changedSince: readonly string[] = [],
): PhaseCheck {
  const annotations = renderAnnotations(plan, migration).filter(({ path }) => !changedSince.includes(path));
  return {
    ...renderCheckText(plan, annotations.length, { failOnCritical, changedSince }),
    annotations: annotations.map(({ path, line, level, message, title, rawDetails }) => ({
      path,
      start_line: line,
      end_line: line,
      annotation_level: level,
      message,
      title,
      ...(rawDetails === '' ? {} : { raw_details: rawDetails }),
    })),
  };
}
