// One long walk over all operations: a table in the order in which they need one another.

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Octokit } from '@octokit/rest';
import { routes } from '../../../demo/github/routes.js';
import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import { appClient, clientFor, here, installationClient, OWNER, REPOSITORY, startLab } from './lab.js';

let github: LoopbackGitHub;
let kit: Octokit;

beforeAll(async () => {
  github = await startLab();
  kit = await installationClient(github);
});

afterAll(() => github.stop());

async function useApp(): Promise<void> {
  const { apps } = appClient(github).rest;
  await apps.getAuthenticated();
  await apps.getBySlug({ app_slug: github.app.slug });
  const { data: installation } = await apps.getRepoInstallation(here);
  await apps.getInstallation({ installation_id: installation.id });
  const narrowed = {
    installation_id: installation.id,
    repositories: [here.repo],
    permissions: { contents: 'read' },
  } as const;
  const { data: token } = await apps.createInstallationAccessToken({
    ...narrowed,
    repositories: [...narrowed.repositories],
  });
  await clientFor(github, token.token).rest.apps.listReposAccessibleToInstallation();
  await clientFor(github, token.token).rest.apps.revokeInstallationAccessToken();
  const { data: deliveries } = await apps.listWebhookDeliveries({ per_page: 1 });
  const delivery_id = deliveries[0]?.id ?? 0;
  await apps.getWebhookDelivery({ delivery_id });
  await apps.redeliverWebhookDelivery({ delivery_id });
  const person = clientFor(github, github.createUserToken('maria')).rest;
  await person.users.getAuthenticated();
  await person.users.getByUsername({ username: 'maria' });
  await person.rateLimit.get();
}

async function useGit(): Promise<string> {
  const { git } = kit.rest;
  const { data: ref } = await git.getRef({ ...here, ref: 'heads/main' });
  const { data: commit } = await git.getCommit({ ...here, commit_sha: ref.object.sha });
  const { data: tree } = await git.getTree({ ...here, tree_sha: commit.tree.sha, recursive: 'true' });
  await git.getBlob({ ...here, file_sha: tree.tree.find(({ path }) => path === 'README.md')?.sha ?? '' });
  const { data: blob } = await git.createBlob({ ...here, content: 'aGVsbG8=', encoding: 'base64' });
  const entry = { path: 'hello.txt', mode: '100644', type: 'blob', sha: blob.sha } as const;
  const { data: next } = await git.createTree({ ...here, base_tree: commit.tree.sha, tree: [entry] });
  const { data: made } = await git.createCommit({
    ...here,
    message: 'Say hello',
    tree: next.sha,
    parents: [commit.sha],
  });
  await git.createRef({ ...here, ref: 'refs/heads/hello', sha: commit.sha });
  await git.updateRef({ ...here, ref: 'heads/hello', sha: made.sha });
  const { data: tag } = await git.createTag({
    ...here,
    tag: 'before',
    message: 'Before',
    object: commit.sha,
    type: 'commit',
  });
  await git.getTag({ ...here, tag_sha: tag.sha });
  await git.createRef({ ...here, ref: 'refs/tags/before', sha: tag.sha });
  await git.listMatchingRefs({ ...here, ref: 'tags/be' });
  await git.createRef({ ...here, ref: 'refs/heads/short-lived', sha: commit.sha });
  await git.deleteRef({ ...here, ref: 'heads/short-lived' });
  return made.sha;
}

async function useRepository(): Promise<void> {
  const { repos } = kit.rest;
  await repos.get(here);
  await repos.listBranches(here);
  await repos.getBranch({ ...here, branch: 'hello' });
  github.setRules(REPOSITORY, [{ type: 'deletion', pattern: 'kept/**' }]);
  await repos.getBranchRules({ ...here, branch: 'hello' });
  await repos.getRepoRuleset({ ...here, ruleset_id: 1 });
  await repos.getCollaboratorPermissionLevel({ ...here, username: 'maria' });
  for (const path of ['', 'lessons', 'link', 'README.md']) await repos.getContent({ ...here, path });
  const message = 'Change a file';
  const { data: put } = await repos.createOrUpdateFileContents({
    ...here,
    path: 'new.md',
    branch: 'hello',
    message,
    content: 'eA==',
  });
  const sha = put.content?.sha ?? '';
  const { data: again } = await repos.createOrUpdateFileContents({
    ...here,
    path: 'new.md',
    branch: 'hello',
    message,
    content: 'eQ==',
    sha,
  });
  await repos.deleteFile({ ...here, path: 'new.md', branch: 'hello', message, sha: again.content?.sha ?? '' });
  await repos.listCommits({ ...here, sha: 'hello', path: 'hello.txt' });
  await repos.getCommit({ ...here, ref: 'hello' });
  await repos.compareCommitsWithBasehead({ ...here, basehead: 'main...hello' });
  await repos.downloadTarballArchive({ ...here, ref: 'hello' });
  await repos.listActivities({ ...here, ref: 'refs/heads/hello', activity_type: 'push' });
}

async function useIssues(): Promise<void> {
  const { issues, reactions } = kit.rest;
  await issues.createLabel({ ...here, name: 'migration', color: '0e8a16', description: 'Moves models' });
  await issues.getLabel({ ...here, name: 'migration' });
  await issues.listLabelsForRepo(here);
  const { data: issue } = await issues.create({ ...here, title: 'Track', body: 'All of it', labels: ['migration'] });
  const one = { ...here, issue_number: issue.number };
  await issues.get(one);
  await issues.update({ ...one, title: 'Track it', state: 'closed', state_reason: 'not_planned' });
  await issues.listForRepo({ ...here, state: 'all', labels: 'migration', sort: 'updated' });
  await issues.addLabels({ ...one, labels: ['wanted'] });
  await issues.setLabels({ ...one, labels: ['wanted', 'migration'] });
  await issues.removeLabel({ ...one, name: 'wanted' });
  await issues.listLabelsOnIssue(one);
  const { data: comment } = await issues.createComment({ ...one, body: 'First' });
  const comment_id = comment.id;
  await issues.getComment({ ...here, comment_id });
  await issues.updateComment({ ...here, comment_id, body: 'Second' });
  await issues.listComments(one);
  await issues.listCommentsForRepo(here);
  const { data: reaction } = await reactions.createForIssueComment({ ...here, comment_id, content: 'eyes' });
  expect((await reactions.createForIssueComment({ ...here, comment_id, content: 'eyes' })).status).toBe(200);
  await reactions.listForIssueComment({ ...here, comment_id });
  await reactions.deleteForIssueComment({ ...here, comment_id, reaction_id: reaction.id });
  await reactions.createForIssue({ ...one, content: 'rocket' });
  await reactions.listForIssue(one);
  await issues.deleteComment({ ...here, comment_id });
}

async function usePulls(sha: string): Promise<void> {
  const { pulls, checks, repos } = kit.rest;
  const output = { title: 'Report', summary: 'Fine', text: 'All' };
  const { data: run } = await checks.create({ ...here, name: 'cutover', head_sha: sha, status: 'in_progress', output });
  const note = {
    path: 'hello.txt',
    start_line: 1,
    end_line: 1,
    start_column: 1,
    end_column: 2,
    annotation_level: 'notice',
    message: 'Hello',
  } as const;
  await checks.update({
    ...here,
    check_run_id: run.id,
    conclusion: 'neutral',
    output: { ...output, annotations: [note] },
  });
  await checks.get({ ...here, check_run_id: run.id });
  await checks.listAnnotations({ ...here, check_run_id: run.id });
  await checks.listForRef({ ...here, ref: sha, check_name: 'cutover' });
  await repos.getCombinedStatusForRef({ ...here, ref: sha });
  await checks.rerequestRun({ ...here, check_run_id: run.id });
  const { data: pull } = await pulls.create({
    ...here,
    head: 'hello',
    base: 'main',
    title: 'Hello',
    body: 'World',
    draft: false,
  });
  const one = { ...here, pull_number: pull.number };
  await pulls.list({ ...here, state: 'open', head: `${OWNER}:hello` });
  await pulls.get(one);
  await pulls.update({ ...one, body: 'World!', state: 'closed' });
  await pulls.update({ ...one, state: 'open' });
  await pulls.listFiles(one);
  await pulls.listCommits(one);
  await pulls.createReview({
    ...one,
    event: 'COMMENT',
    body: 'Look',
    comments: [{ path: 'hello.txt', line: 1, body: 'Here' }],
  });
  await pulls.listReviews(one);
  await pulls.listReviewComments(one);
  github.setRole(REPOSITORY, 'maria', 'write');
  github.repository(REPOSITORY).teams.add('curriculum');
  await pulls.requestReviewers({ ...one, reviewers: ['maria'], team_reviewers: ['curriculum'] });
  await kit.rest.issues.get({ ...here, issue_number: pull.number });
  await pulls.merge({ ...one, merge_method: 'squash', sha: pull.head.sha });
  await pulls.checkIfMerged(one);
  github.asUser('maria', REPOSITORY).push({ branch: 'later', files: { 'later.md': 'x' } });
  expect((await repos.merge({ ...here, base: 'main', head: 'later' })).status).toBe(201);
}

test('every operation that is served succeeds once and keeps to the contract', async () => {
  await useApp();
  const sha = await useGit();
  await useRepository();
  await useIssues();
  await usePulls(sha);
  const done = new Set(
    github
      .requests()
      .filter(({ status }) => (status ?? 500) < 400)
      .map(({ operation }) => operation),
  );
  // Listing installations is how the lab found its own.
  expect(routes.map(({ operation }) => operation).filter((operation) => !done.has(operation))).toEqual([]);
  expect(github.contractViolations()).toEqual([]);
}, 30_000);
