import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Octokit } from '@octokit/rest';
import { createContract } from '../../../demo/github/contract.js';
import { compileRoutes } from '../../../demo/github/match-route.js';
import { routes } from '../../../demo/github/routes.js';
import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import { here, installationClient, refusalOf, startLab } from './lab.js';

let github: LoopbackGitHub;
let kit: Octokit;

beforeAll(async () => {
  github = await startLab();
  kit = await installationClient(github);
});

afterAll(() => github.stop());
beforeEach(() => github.clearViolations());

/** A route whose parameters the compiler does not know, so that wrong ones can be sent. */
function loose(route: string): string {
  return route;
}

function found(): readonly string[] {
  return github
    .contractViolations()
    .map(({ operation, side, where, message }) => `${side} ${operation} ${where} ${message}`);
}

test('a key that GitHub does not know is a violation, at any depth', async () => {
  await kit.request('POST /repos/{owner}/{repo}/issues', { ...here, title: 'x', bdoy: 'misspelt' });
  await kit.request(loose('POST /repos/{owner}/{repo}/git/trees'), {
    ...here,
    tree: [{ path: 'a', mode: '100644', type: 'blob', content: 'x', encoding: 'utf-8' }],
  });
  expect(found()).toEqual([
    'request issues/create /bdoy is not in the description',
    'request git/create-tree /tree/0/encoding is not in the description',
  ]);
});

test('a value of the wrong kind is a violation, and refused', async () => {
  const refusal = await refusalOf(
    kit.request(loose('POST /repos/{owner}/{repo}/issues/{issue_number}/comments'), {
      ...here,
      issue_number: 1,
      body: { text: 'x' },
    }),
  );
  expect(refusal.status).toBe(422);
  expect(found()).toEqual(['request issues/create-comment /body must be string (string)']);
});

test('a query that the operation does not take is a violation', async () => {
  await kit.request(loose('GET /repos/{owner}/{repo}/pulls'), { ...here, state: 'opened', page_size: 5 });
  expect(found()).toEqual([
    'request pulls/list ?state must be equal to one of the allowed values (open, closed, all)',
    'request pulls/list ?page_size is not in the description',
  ]);
});

test('an operation that is not served is a violation', async () => {
  expect((await refusalOf(kit.request('GET /repos/{owner}/{repo}/topics', here))).status).toBe(404);
  expect(found()[0]).toContain('is no operation that the loopback serves');
});

test('a wrong answer is a violation', () => {
  const contract = createContract();
  contract.checkAnswer('git/get-ref', 200, { ref: 'refs/heads/main' });
  contract.checkAnswer('git/get-ref', 418, undefined);
  contract.checkAnswer('git/get-ref', 401, { message: 'Bad credentials' });
  contract.checkWebhook('issues-opened', { action: 'opened' });
  const sides = contract.violations().map(({ side, operation }) => `${side} ${operation}`);
  expect(new Set(sides)).toEqual(new Set(['answer git/get-ref', 'webhook issues-opened']));
  expect(contract.violations().filter(({ message }) => message.includes('418'))).toHaveLength(1);
  expect(contract.violations().filter(({ message }) => message.includes('401'))).toHaveLength(0);
});

test('every route has the method and path of its operation, and is found by them', () => {
  const match = compileRoutes(routes);
  const contract = createContract();
  for (const { method, path, operation } of routes) {
    expect(contract.describe(operation)).toEqual({ method, path });
    expect(match(method, path.replace(/[{}]/g, ''))?.route.operation).toBe(operation);
  }
});
