/** The Probot app: which events it hears, and what work each of them asks for. Nothing is done here; everything is enqueued. */
import type { ApplicationFunction, Probot } from 'probot';
import { commands } from './commands/index.js';
import { workOfCheckAsked } from './events/check-run-asked.js';
import { workOfCheckSuiteCompleted } from './events/check-suite-completed.js';
import { workOfInstallationCreated } from './events/installation-created.js';
import { workOfRepositoriesAdded } from './events/installation-repositories-added.js';
import { workOfCommentCreated } from './events/issue-comment-created.js';
import { workOfIssueEdited } from './events/issues-edited.js';
import { workOfPullRequestChanged } from './events/pull-request-changed.js';
import { workOfPullRequestClosed } from './events/pull-request-closed.js';
import { workOfPullRequestReopened } from './events/pull-request-reopened.js';
import { workOfPush } from './events/push.js';
import { workOfStatusChanged } from './events/status-changed.js';
import type { OwnApp } from './own-app.js';
import type { Work } from './work.js';

/** What the app needs from whoever starts it. */
export interface AppParts {
  /** Who we are, as far as it is known by now. */
  own(): OwnApp;
  /** Takes the work; done soon, so that the webhook is answered at once. */
  enqueue(work: Work): Promise<void>;
}

/** Makes the Probot app function. */
export function makeApp(parts: AppParts): ApplicationFunction {
  async function enqueueAll(all: readonly Work[]): Promise<void> {
    for (const work of all) await parts.enqueue(work);
  }
  return (app: Probot) => {
    app.on('installation.created', (event) => enqueueAll(workOfInstallationCreated(event)));
    app.on('installation_repositories.added', (event) => enqueueAll(workOfRepositoriesAdded(event)));
    app.on('issue_comment.created', (event) => enqueueAll(workOfCommentCreated(event, parts.own(), commands)));
    app.on(['pull_request.opened', 'pull_request.reopened', 'pull_request.synchronize'], (event) =>
      enqueueAll(workOfPullRequestChanged(event)),
    );
    app.on('issues.edited', (event) => enqueueAll(workOfIssueEdited(event, parts.own())));
    app.on(['check_run.rerequested', 'check_run.requested_action'], (event) =>
      enqueueAll(workOfCheckAsked(event, parts.own())),
    );
    app.on('check_suite.completed', (event) => enqueueAll(workOfCheckSuiteCompleted(event, parts.own())));
    app.on('status', (event) => enqueueAll(workOfStatusChanged(event)));
    app.on('push', (event) => enqueueAll(workOfPush(event)));
    app.on('pull_request.closed', (event) => enqueueAll(workOfPullRequestClosed(event)));
    app.on('pull_request.reopened', (event) => enqueueAll(workOfPullRequestReopened(event)));
  };
}
