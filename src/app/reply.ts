/** The sentences that people read when something could not be done: what happened, and the next step. */
import type { Migration } from '../core/migration.js';
import { GithubError } from '../github/errors.js';
import type { CommandLine } from './parse-command.js';

/** A phase that the migration does not have. */
export function unknownPhase(migration: Migration): string {
  const ids = migration.phases.map((phase) => `\`${phase.id}\``);
  return `This migration has no such phase; it has ${ids.join(', ')}. Next: \`/migrate status\` shows where each of them stands.`;
}

/** A line that looks like a command and is none. */
export function malformed(line: Extract<CommandLine, { kind: 'malformed' }>): string {
  return `I could not read \`${inert(line.text)}\`: ${line.fault}. Nothing was done. Did you mean \`${line.nearest}\`? All commands: \`/migrate help\`.`;
}

/** Somebody who may not write to the repository. */
export function notAllowed(): string {
  return 'Commands are taken from people who may write to this repository, so nothing was done. Next: ask a maintainer to give the command.';
}

/** A command outside the tracking issue and the phases' pull requests. */
export function wrongPlace(trackingIssue: string | undefined): string {
  return trackingIssue === undefined
    ? 'Commands are taken in the tracking issue, and this repository has none, because the migration finds nothing to change in it. Nothing was done.'
    : `Commands are taken in the tracking issue and in the pull requests of the phases, so nothing was done. Next: give the command in ${trackingIssue}.`;
}

/** More commands in one comment than are carried out. */
export function tooMany(found: number, most: number): string {
  return `This comment holds ${found} commands; I take at most ${most} at a time, so nothing was done. Next: give fewer, or \`/migrate all\`.`;
}

/** Text from a comment that is shown again inside a code span. */
export function inert(text: string): string {
  return text
    .replace(/`/g, "'")
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim();
}

/** What went wrong, in a sentence, and the next step. Causes and stacks stay in the log. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof GithubError)) {
    return 'Something went wrong on my side; the log has the details. Next: give the command again, which repeats nothing that is done already, and tell the people who run this app if it goes on.';
  }
  return `${inertSentence(sentenceOf(error))} Next: ${lowerFirst(nextStepOf(error))}`;
}

/** What happened. Where the error's own words are made for a log, others are found here. */
function sentenceOf(error: GithubError): string {
  switch (error.fault) {
    case 'permission-missing':
      return `This app lacks a permission here: ${lowerFirst(error.message)}`;
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
  return error.fault === 'unauthorised' ? 'ask the people who run this app to look at its log.' : error.nextStep;
}

/** Words of GitHub or of a repository in a sentence of ours: no mention, no reference, no closing keyword, no HTML. */
function inertSentence(sentence: string): string {
  return inert(sentence)
    .replace(/[@#<>]/g, (sign) => `${sign}\u200b`)
    .slice(0, 600);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
