import type { Violation } from './contract.js';

interface Waiver {
  readonly operation: RegExp;
  readonly side: Violation['side'];
  readonly where: RegExp;
  readonly message: RegExp;
  /** Why GitHub itself answers so although its description does not say it. */
  readonly reason: string;
}

/** Where GitHub's behaviour and GitHub's description differ. Every entry needs a reason. */
const waivers: readonly Waiver[] = [
  {
    operation: /^/,
    side: 'answer',
    where: /^$/,
    message: /^has the status (304|401|403|404|429|5\d\d),/,
    reason:
      'Any operation may answer that the token is wrong, the permission missing, the resource hidden, the limit reached or the server busy; the description lists these for some operations only.',
  },
  {
    operation: /^/,
    side: 'answer',
    where: /^\/status$/,
    message: /^is not in the description$/,
    reason:
      'Every error of GitHub repeats its status in its body; the description of validation errors leaves that out.',
  },
  {
    operation: /^apps\/list-installations$/,
    side: 'answer',
    where: /^\/\d+\/(account|client_id)/,
    message: /^/,
    reason:
      'The description of this one operation is an older copy of the installation, whose account must be a user and an enterprise at once; apps/get-installation has the present one, which is checked.',
  },
  {
    operation: /^pulls\/list-review-comments$/,
    side: 'answer',
    where: /^\/\d+\/(line|position)$/,
    message: /^must be integer/,
    reason:
      'A comment whose line was changed since is outdated: its line and position are null, which the description leaves out.',
  },
  {
    operation: /^pull-request-/,
    side: 'webhook',
    where: /^\/pull_request\/requested_teams\/\d+\/(notification_setting|type|organization_id)$/,
    message: /^is not in the description$/,
    reason: 'The webhooks describe a team with an older copy of what the REST API requires of it.',
  },
  {
    operation: /^(issues|issue-comment)-/,
    side: 'webhook',
    where: /^\/(issue|comment)\/performed_via_github_app\/client_id$/,
    message: /^is not in the description$/,
    reason: 'The webhooks describe the app with an older copy of what the REST API describes with its client id.',
  },
];

/** Whether a violation is one of the known differences between GitHub and its description. */
export function isWaived(violation: Violation): boolean {
  return waivers.some(
    ({ operation, side, where, message }) =>
      side === violation.side &&
      operation.test(violation.operation) &&
      where.test(violation.where) &&
      message.test(violation.message),
  );
}
