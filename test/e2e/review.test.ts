import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CURRICULUM, type LoopbackWorld, lastAnswer, resultsOf, startWorld } from './loopback-world.js';

const NAME = 'spark-workbench/curriculum';
const CONFIGURATION = [
  'labels: [models, "not there"]',
  'reviewers: [maintainer, stranger]',
  'team-reviewers: [curriculum]',
  'fail-on-critical-warnings: true',
].join('\n');

describe('what a reviewer finds at the pull request', () => {
  let world: LoopbackWorld;
  const repository = () => world.github.repository(NAME);
  const maintainer = () => world.github.asUser('maintainer', NAME);
  const pullRequest = () => repository().issues.find(({ pull }) => pull !== null)!;
  const pull = () => pullRequest().pull!;
  const runs = () => repository().checkRuns.filter(({ name }) => name === 'Cutover: phase-4');

  async function command(line: string): Promise<string> {
    maintainer().comment(1, line);
    await world.settle();
    return lastAnswer(world, NAME, 1);
  }

  beforeAll(async () => {
    world = await startWorld();
    world.github.seedRepository({ fullName: NAME, folder: CURRICULUM });
    world.github.setRole(NAME, 'maintainer', 'write');
    world.github.asUser('stranger', NAME);
    repository().labels.push({ id: 1, name: 'models', color: 'ededed', description: 'About models' });
    repository().teams.add('curriculum');
    maintainer().push({ files: { '.github/cutover.yml': CONFIGURATION } });
    world.github.install([NAME], 'maintainer');
    await world.settle();
  }, 60_000);
  afterAll(() => world.stop());
  // What happens is told in order; each test looks at the state that the ones before it left.

  test('labels and reviewers of the configuration, and a sentence on those that are not there', async () => {
    const answer = await command('/migrate phase-4');
    expect(pullRequest().labels).toEqual(['models']);
    expect(pull().requestedReviewers.map(({ login }) => login)).toEqual(['maintainer']);
    expect(pull().requestedTeams).toEqual(['curriculum']);
    expect(answer).toContain('`not there`');
    expect(answer).toContain('`stranger`');
    expect(repository().labels.map(({ name }) => name)).not.toContain('not there');
  }, 60_000);

  test('a check run that fails for critical warnings, with a table, a button and everything on its line', () => {
    expect(runs()).toMatchObject([{ status: 'completed', conclusion: 'failure', headSha: pull().headSha }]);
    expect(runs()[0]?.output.summary).toContain('| Critical warnings |');
    expect(runs()[0]?.actions.map(({ identifier }) => identifier)).toEqual(['run-again']);
    expect(runs()[0]?.annotations.some(({ title }) => title?.startsWith('to decide'))).toBe(true);
  });

  test('one review, with a suggestion on a line of the diff', () => {
    expect(pull().reviews).toHaveLength(1);
    expect(pull().reviews[0]?.comments.length).toBeGreaterThan(0);
    for (const { body } of pull().reviews[0]?.comments ?? []) expect(body).toContain('```suggestion');
  });

  test('the command again adds no review, no comment and no check run', async () => {
    const before = pullRequest().comments.length;
    await command('/migrate phase-4');
    expect(pull().reviews).toHaveLength(1);
    expect(runs()).toHaveLength(1);
    expect(pullRequest().comments).toHaveLength(before);
  }, 60_000);

  test.each(['Re-run', 'the button'])(
    '%s makes a new check run that says the same, and pushes nothing',
    async (how) => {
      const head = pull().headSha;
      const before = runs().length;
      const last = runs().at(-1)!;
      if (how === 'Re-run') maintainer().rerunCheck(last.id);
      else maintainer().pressCheck(last.id, 'run-again');
      await world.settle();
      expect(runs()).toHaveLength(before + 1);
      const { conclusion, output, annotations, headSha } = runs().at(-1)!;
      expect({ conclusion, output, annotations, headSha }).toEqual({
        conclusion: last.conclusion,
        output: last.output,
        annotations: last.annotations,
        headSha: head,
      });
      expect(pull().headSha).toBe(head);
    },
    60_000,
  );

  test('a suggestion that is taken is recognised: the next run asks no more, and the commit stays', async () => {
    const comment = pull().reviews[0]!.comments[0]!;
    const asked = runs()
      .at(-1)!
      .annotations.filter(({ title }) => title?.startsWith('to decide')).length;
    const commit = maintainer().acceptSuggestion(pullRequest().number, comment.id);
    await world.settle();
    await command('/migrate phase-4');
    expect(repository().git.isAncestor(commit, pull().headSha)).toBe(true);
    const last = runs().at(-1)!;
    expect(last.headSha).toBe(pull().headSha);
    const left = last.annotations.filter(({ title }) => title?.startsWith('to decide'));
    expect(left.length).toBeLessThan(asked);
    expect(left.some(({ path, start_line }) => path === comment.path && start_line === comment.line)).toBe(false);
    expect(pull().reviews).toHaveLength(1);
  }, 60_000);

  test('the button on a branch with a person’s commit looks at it as it is', async () => {
    const last = runs().at(-1)!;
    const before = runs().length;
    maintainer().pressCheck(last.id, 'run-again');
    await world.settle();
    expect(runs()).toHaveLength(before + 1);
    expect(runs().at(-1)?.annotations.length).toBe(last.annotations.length);
    expect(runs().at(-1)?.output.summary).not.toContain('Changed by people since');
  }, 60_000);

  test('all of it kept to GitHub’s description, and nothing failed', () => {
    expect(world.github.contractViolations()).toEqual([]);
    expect(resultsOf(world).filter((result) => result.startsWith('failed'))).toEqual([]);
  });
});
