/** The sentences that people read when something was not done: what happened, and the next step. */
import { CONFIGURATION_PATH } from '../core/configuration.js';
import type { Migration } from '../core/migration.js';
import { GithubError } from '../github/errors.js';
import { answerRefusal } from '../render/answers.js';
import { EarlierFirst } from './earlier-first.js';
import { LimitsExceeded } from './hold-limits.js';
import type { CommandLine } from './parse-command.js';

/** Why something was not done, and what to do about it: a sentence each. */
export interface Refusal {
  readonly what: string;
  readonly next: string;
}

/** The answer to a command that was not carried out; `command` is what the person wrote. */
export function refuse(command: string, { what, next }: Refusal): string {
  return answerRefusal(command, what, next);
}

/** A refusal on one line, for a log. */
export function sayRefusal({ what, next }: Refusal): string {
  return `${what} Next: ${next}`;
}

/** A phase that the migration does not have. */
export function unknownPhase(migration: Migration): Refusal {
  const ids = migration.phases.map((phase) => `\`${phase.id}\``);
  return {
    what: `This migration has no such phase, so nothing was done; it has ${ids.join(', ')}.`,
    next: '`/migrate status` shows where each of them stands.',
  };
}

/** A line that looks like a command and is none. */
export function malformed({ fault, nearest }: Extract<CommandLine, { kind: 'malformed' }>): Refusal {
  return {
    what: `I could not read this as a command: ${fault}. Nothing was done. Did you mean \`${nearest}\`?`,
    next: '`/migrate help` lists all commands.',
  };
}

/** Somebody who may not write to the repository. */
export function notAllowed(): Refusal {
  return {
    what: 'Commands are taken from people who may write to this repository, so nothing was done.',
    next: 'ask a maintainer to give the command.',
  };
}

/** A command outside the tracking issue and the phases' pull requests. */
export function wrongPlace(trackingIssue: number | undefined): Refusal {
  if (trackingIssue === undefined) {
    return {
      what: 'Commands are taken in the tracking issue, and this repository has none: the migration finds nothing to change in it.',
      next: 'nothing; when that changes, the same command here opens the tracking issue.',
    };
  }
  return {
    what: 'Commands are taken in the tracking issue and in the pull requests of the phases, so nothing was done.',
    next: `give the command in the tracking issue, which is number ${trackingIssue}.`,
  };
}

/** More commands in one comment than are carried out. */
export function tooMany(most: number): Refusal {
  return {
    what: `This comment holds more than ${most} commands, the most that I take at a time, so nothing was done.`,
    next: 'give fewer, or `/migrate all`.',
  };
}

/** A phase that the same person commanded again before the first command had its turn. */
export function givenAgain(): Refusal {
  return {
    what: 'You gave this command again further down, so it is carried out once, there.',
    next: 'see the answer to the later comment.',
  };
}

/** A box was ticked, and its work is under way. */
export function begun(): Refusal {
  return {
    what: 'I have begun.',
    next: 'nothing for you to do: this answer changes when it is done.',
  };
}

/** No phase has anything to rewrite. */
export function nothingAtAll(): Refusal {
  return {
    what: 'No phase has anything to rewrite in this repository, so there is no pull request to open.',
    next: '`/migrate status` shows what waits for a person.',
  };
}

/** What went wrong and the next step. Causes and stacks stay in the log. */
export function failureOf(error: unknown): Refusal {
  if (error instanceof LimitsExceeded) {
    return {
      what: `Nothing was pushed for ${error.phase}. ${error.exceeded.join(' ')}`,
      next: `give the command again when that is done; the limits stand in ${CONFIGURATION_PATH}.`,
    };
  }
  if (error instanceof EarlierFirst) {
    return {
      what: 'A choice that was commanded further up is not made yet, and this counts on it.',
      next: 'see the answer to that command, then give this one again.',
    };
  }
  if (!(error instanceof GithubError)) {
    return {
      what: 'Something went wrong on my side; the log has the details.',
      next: 'give the command again, which repeats nothing that is done already, and tell the people who run this app if it goes on.',
    };
  }
  return { what: sentenceOf(error), next: nextStepOf(error) };
}

/** What happened. Where the error's own words are made for a log, others are found here. */
function sentenceOf(error: GithubError): string {
  switch (error.fault) {
    case 'permission-missing':
      return `This app lacks a permission: ${lowerFirst(error.message)}`;
    case 'unauthorised':
      return "GitHub does not accept this app's credentials for this repository at the moment.";
    case 'rate-limited':
      return 'GitHub asked this app to slow down, so the work stopped.';
    case 'unavailable':
      return 'GitHub did not answer, so the work stopped.';
    case 'repository-archived':
    case 'repository-disabled':
    case 'repository-empty':
    case 'issues-disabled':
    case 'not-found':
    case 'ref-moved':
    case 'branch-has-other-commits':
    case 'merge-conflict':
    case 'pull-request-retargeted':
    case 'branch-rules':
    case 'pull-request-closed':
    case 'tree-too-large':
    case 'text-too-long':
    case 'rejected':
      return error.message;
    default:
      return error.fault satisfies never;
  }
}

function nextStepOf(error: GithubError): string {
  if (error.fault === 'unauthorised') return 'ask the people who run this app to look at its log.';
  return lowerFirst(error.nextStep);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
