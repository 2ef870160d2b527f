import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhooks } from '@octokit/webhooks';
import { isObject, parseJson } from '../../../demo/github/json.js';
import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import { appClient, here, installationClient, REPOSITORY, startLab } from './lab.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let github: LoopbackGitHub;
let received: Received[];
let receiver: Server;
let answerStatus: number;

beforeEach(async () => {
  received = [];
  answerStatus = 200;
  receiver = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(answerStatus).end('seen');
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  github = await startLab({ webhookUrl: `http://127.0.0.1:${address.port}/api/github/webhooks` });
  await github.waitUntilIdle();
});

afterEach(async () => {
  await github.stop();
  receiver.close();
});

function eventsOf(list: readonly Received[]): readonly string[] {
  return list.map(({ headers, body }) => {
    const payload = parseJson(body);
    const action = isObject(payload) ? payload.action : undefined;
    return [headers['x-github-event'], action].filter(Boolean).join('.');
  });
}

describe('a webhook', () => {
  test('tells of the installation, signed over the very bytes that were sent', async () => {
    expect(eventsOf(received)).toEqual(['installation.created']);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const app = new Webhooks({ secret: github.app.webhookSecret });
    expect(await app.verify(body, String(headers['x-hub-signature-256']))).toBe(true);
    expect(await app.verify(`${body} `, String(headers['x-hub-signature-256']))).toBe(false);
    expect(headers['x-github-delivery']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(headers['user-agent']).toMatch(/^GitHub-Hookshot\//);
    expect(parseJson(body)).toMatchObject({ action: 'created', repositories: [{ full_name: REPOSITORY }] });
  });

  test('shows an issue as the API does, and what was edited', async () => {
    const maria = github.asUser('maria', REPOSITORY);
    const number = maria.openIssue('Tracking', '- [ ] first step\n- [ ] second step');
    maria.tick(number, 'second step');
    await github.waitUntilIdle();
    const payload = parseJson(received.at(-1)?.body ?? '');
    const kit = await installationClient(github);
    const { data: issue } = await kit.rest.issues.get({ ...here, issue_number: number });
    expect(payload).toMatchObject({
      action: 'edited',
      changes: { body: { from: '- [ ] first step\n- [ ] second step' } },
      sender: { login: 'maria', type: 'User' },
      issue: JSON.parse(JSON.stringify(issue)),
    });
    expect(issue.body).toBe('- [ ] first step\n- [x] second step');
  });

  test('is sent for everything that people and the app do, each as GitHub describes it', async () => {
    const maria = github.asUser('maria', REPOSITORY);
    const kit = await installationClient(github);
    const { data: ref } = await kit.rest.git.getRef({ ...here, ref: 'heads/main' });
    const issue = maria.openIssue('Tracking');
    const comment = maria.comment(issue, '/migrate phase-1');
    maria.editComment(comment, '/migrate phase-2');
    maria.deleteComment(comment);
    maria.close(issue);
    maria.reopen(issue);
    maria.push({ branch: 'topic', files: { 'new.md': 'x', 'lessons/one.md': null } });
    const pull = maria.openPull({ head: 'topic', title: 'Topic' });
    maria.push({ branch: 'topic', files: { 'new.md': 'y' } });
    maria.close(pull);
    maria.reopen(pull);
    const { data: run } = await kit.rest.checks.create({
      ...here,
      name: 'cutover',
      head_sha: ref.object.sha,
      conclusion: 'success',
    });
    maria.rerunCheck(run.id);
    maria.merge(pull, 'squash');
    github.seedRepository({ fullName: 'example-school/second', files: { a: 'a' } });
    github.install(['example-school/second'], 'maria');
    github.removeFromInstallation(['example-school/second'], 'maria');
    await github.waitUntilIdle();
    expect([...eventsOf(received)].sort()).toEqual([
      'check_run.completed',
      'check_run.created',
      'check_run.rerequested',
      'installation.created',
      'installation_repositories.added',
      'installation_repositories.removed',
      'issue_comment.created',
      'issue_comment.deleted',
      'issue_comment.edited',
      'issues.closed',
      'issues.opened',
      'issues.reopened',
      'pull_request.closed',
      'pull_request.closed',
      'pull_request.opened',
      'pull_request.reopened',
      'pull_request.synchronize',
      'push',
      'push',
      'push',
    ]);
    const merged = received
      .map(({ body }) => parseJson(body))
      .find((payload) => isObject(payload) && isObject(payload.pull_request) && payload.pull_request.merged === true);
    expect(merged).toMatchObject({ action: 'closed', pull_request: { merged_by: { login: 'maria' } } });
    expect(github.contractViolations()).toEqual([]);
  });
});

describe('a delivery that failed', () => {
  test('is listed for the app and keeps its id when it is sent again', async () => {
    answerStatus = 503;
    github.asUser('maria', REPOSITORY).openIssue('Unheard');
    await github.waitUntilIdle();
    answerStatus = 200;
    const app = appClient(github);
    const { data: list } = await app.rest.apps.listWebhookDeliveries({ per_page: 10 });
    const failed = list.find(({ status }) => status !== 'OK');
    if (failed === undefined) throw new Error('no delivery failed');
    expect(failed).toMatchObject({ event: 'issues', action: 'opened', status_code: 503, redelivery: false });
    await app.rest.apps.redeliverWebhookDelivery({ delivery_id: failed.id });
    await github.waitUntilIdle();
    const [first, second] = received.slice(-2);
    expect(second?.headers['x-github-delivery']).toBe(first?.headers['x-github-delivery']);
    expect(second?.body).toBe(first?.body);
    const { data: again } = await app.rest.apps.listWebhookDeliveries({ per_page: 1 });
    expect(again[0]).toMatchObject({ guid: failed.guid, redelivery: true, status: 'OK' });
    const { data: detail } = await app.rest.apps.getWebhookDelivery({ delivery_id: failed.id });
    expect(detail.response.payload).toBe('seen');
    expect(github.contractViolations()).toEqual([]);
  });

  test('can be lost, doubled, or come in another order', async () => {
    const maria = github.asUser('maria', REPOSITORY);
    github.webhooks.disturb({ event: 'issues', nth: 1, effect: 'lose' });
    github.webhooks.disturb({ event: 'issues', nth: 2, effect: 'duplicate' });
    maria.openIssue('Lost');
    const doubled = maria.openIssue('Doubled');
    await github.waitUntilIdle();
    expect(eventsOf(received).slice(1)).toEqual(['issues.opened', 'issues.opened']);
    expect(new Set(received.slice(1).map(({ headers }) => headers['x-github-delivery'])).size).toBe(1);
    github.webhooks.hold();
    maria.close(doubled);
    maria.comment(doubled, 'after closing');
    await github.waitUntilIdle();
    expect(received).toHaveLength(3);
    github.webhooks.release('reversed');
    await github.waitUntilIdle();
    expect([...eventsOf(received).slice(3)].sort()).toEqual(['issue_comment.created', 'issues.closed']);
    expect(github.deliveries().filter(({ status }) => status !== 'OK')).toHaveLength(1);
  });
});
