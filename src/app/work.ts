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
  /** Times that it was tried before, as far as no answer on GitHub counts them. */
  readonly tries?: number;
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

/** Check the configuration that a pull request would bring. */
export interface CheckConfiguration extends WorkBase {
  readonly kind: 'configuration';
  readonly pullRequest: number;
  /** Commit id of its head. */
  readonly head: string;
  /** Its page. */
  readonly url: string;
}

/** Do what a box of the tracking issue stands for, or nothing when it was emptied again. */
export interface TickBox extends WorkBase {
  readonly kind: 'box';
  readonly issue: number;
  /** Id of the box: `start/phase-4`. */
  readonly box: string;
  readonly ticked: boolean;
  /** Who ticked it. */
  readonly sender: string;
}

/** Give back a tick that nobody works for any more. */
export interface LostTick extends WorkBase {
  readonly kind: 'lost-tick';
  readonly issue: number;
  /** Id of the box. */
  readonly box: string;
}

/** Bring the tracking issue up to date after something changed, or where it does not show what stands on GitHub. */
export interface Refresh extends WorkBase {
  readonly kind: 'refresh';
  /** For the log. */
  readonly reason: string;
}

/** Look at the branch of a phase anew and publish its check run, because a person asked for it. */
export interface CheckAgain extends WorkBase {
  readonly kind: 'check';
  readonly phase: string;
}

export type Work =
  | Welcome
  | AnswerCommands
  | NoteClosed
  | CheckConfiguration
  | TickBox
  | LostTick
  | Refresh
  | CheckAgain;

/**
 * The work as a job for the queue. Jobs of one repository are done one after the other; the same work has the same key, so that a
 * delivery that comes twice at once is done once. Where a person waits, it is urgent.
 */
export function jobOf(work: Work): Job<Work> {
  const urgent = work.kind === 'commands' || work.kind === 'box' || work.kind === 'check';
  return { key: keyOf(work), repository: String(work.repositoryId), data: work, urgent };
}

function keyOf(work: Work): string {
  switch (work.kind) {
    case 'welcome':
      return `welcome-${work.repositoryId}`;
    case 'commands':
      return `commands-${work.repositoryId}-${work.comment}`;
    case 'closed':
    case 'refresh':
      // Both do the same, so that one that waits stands for all.
      return `refresh-${work.repositoryId}`;
    case 'configuration':
      return `configuration-${work.repositoryId}-${work.pullRequest}-${work.head}`;
    case 'lost-tick':
      // Not the key of the box: work of the person who ticked it must not give way to this.
      return `lost-${work.repositoryId}-${work.issue}-${work.box}`;
    case 'box':
      return `box-${work.repositoryId}-${work.issue}-${work.box}`;
    case 'check':
      return `check-${work.repositoryId}-${work.phase}`;
    default:
      return work satisfies never;
  }
}

/** Topic of the one comment that answers a ticked box: the delivery stays the same when GitHub delivers again. */
export function boxTopic({ delivery }: TickBox): string {
  return `box-${delivery}`;
}

/** Topic of the one comment that answers the commands of a comment. */
export function answerTopic(comment: number): string {
  return `answer-${comment}`;
}

/** What every line of the log about a piece of work carries. */
export function placeOf(work: Work): { readonly delivery: string; readonly repository: string } {
  return { delivery: work.delivery, repository: `${work.owner}/${work.repo}` };
}

/** Whether a value is work of this version: a queue outside this process may hold another's. */
export function isWork(value: unknown): value is Work {
  if (!isRecord(value) || !has(value, 'string', 'delivery', 'owner', 'repo')) return false;
  if (!has(value, 'number', 'installation', 'repositoryId')) return false;
  switch (value.kind) {
    case 'welcome':
      return true;
    case 'commands':
      return (
        has(value, 'number', 'issue', 'comment') &&
        has(value, 'string', 'sender') &&
        has(value, 'boolean', 'inPlace') &&
        Array.isArray(value.lines) &&
        value.lines.every(isCommandLine)
      );
    case 'closed':
      return has(value, 'number', 'pullRequest') && has(value, 'boolean', 'merged');
    case 'configuration':
      return has(value, 'number', 'pullRequest') && has(value, 'string', 'head', 'url');
    case 'refresh':
      return has(value, 'string', 'reason');
    case 'check':
      return has(value, 'string', 'phase');
    case 'lost-tick':
      return has(value, 'number', 'issue') && has(value, 'string', 'box');
    case 'box':
      return has(value, 'number', 'issue') && has(value, 'string', 'box', 'sender') && has(value, 'boolean', 'ticked');
    default:
      return false;
  }
}

function isCommandLine(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value.kind === 'malformed') return has(value, 'string', 'text', 'fault', 'nearest');
  return value.kind === 'command' && isRecord(value.asked) && has(value.asked, 'string', 'text', 'name', 'form');
}

function has(
  value: Readonly<Record<string, unknown>>,
  type: 'string' | 'number' | 'boolean',
  ...names: string[]
): boolean {
  return names.every((name) => typeof value[name] === type);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
