/** The work that webhooks ask for, as plain data: a queue may keep it elsewhere than in this process. */

import type { Job } from '../jobs/queue.js';
import type { CommandLine } from './parse-command.js';

/** Where and on whose behalf. */
export interface WorkBase {
  /** `X-GitHub-Delivery`: the same when GitHub delivers again. */
  readonly delivery: string;
  readonly installation: number;
  /** Stays the same when the repository is renamed. */
  readonly repositoryId: number;
  readonly owner: string;
  readonly repo: string;
}

/** Open the tracking issue of a repository that the app was installed on. */
export interface Welcome extends WorkBase {
  readonly kind: 'welcome';
}

/** Answer the commands of a comment. */
export interface AnswerCommands extends WorkBase {
  readonly kind: 'commands';
  readonly issue: number;
  readonly comment: number;
  readonly sender: string;
  /** The comment's command lines, top to bottom. */
  readonly lines: readonly CommandLine[];
  /** Whether the comment stands in the tracking issue or in a pull request of a phase. */
  readonly inPlace: boolean;
}

/** Bring the tracking issue up to date after a pull request of a phase was closed. */
export interface NoteClosed extends WorkBase {
  readonly kind: 'closed';
  readonly pullRequest: number;
  readonly merged: boolean;
}

export type Work = Welcome | AnswerCommands | NoteClosed;

/**
 * The work as a job for the queue. Jobs of one repository are done one after the other; the same work has the same key, so that a
 * delivery that comes twice at once is done once. Where a person waits, it is urgent.
 */
export function jobOf(work: Work): Job<Work> {
  return { key: keyOf(work), repository: String(work.repositoryId), data: work, urgent: work.kind === 'commands' };
}

function keyOf(work: Work): string {
  switch (work.kind) {
    case 'welcome':
      return `welcome-${work.repositoryId}`;
    case 'commands':
      return `commands-${work.repositoryId}-${work.comment}`;
    case 'closed':
      return `closed-${work.repositoryId}`;
    default:
      return work satisfies never;
  }
}
