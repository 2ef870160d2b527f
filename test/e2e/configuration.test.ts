/** What `.github/cutover.yml` does to the app, from the installation to the pull request. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { commonFaults } from '../../demo/github/faults.js';
import { type LoopbackWorld, lastAnswer, resultsOf, startWorld } from './loopback-world.js';

const NAME = 'spark-workbench/course';
const AT = '.github/cutover.yml';
const FOLDER = 'domain-3-llm-systems/module-3.6-ai-agents';
const PULL = '# Lab\n\n```bash\nollama pull llama3.1:8b\n```\n';
const FILES = { [`${FOLDER}/LAB_PREP.md`]: PULL, [`${FOLDER}/NOTES.md`]: PULL, 'extra/a.md': PULL };

describe('the configuration of a repository', () => {
  let world: LoopbackWorld;
  afterEach(async () => {
    const violations = world.github.contractViolations();
    await world.stop();
    expect(violations).toEqual([]);
  });

  async function install(configuration: string): Promise<void> {
    world = await startWorld();
    world.github.seedRepository({ fullName: NAME, files: { ...FILES, [AT]: configuration } });
    world.github.setRole(NAME, 'maintainer', 'admin');
    world.github.install([NAME], 'maintainer');
    await world.settle();
  }

  async function ask(line: string, number = 1): Promise<string> {
    world.github.asUser('maintainer', NAME).comment(number, line);
    await world.settle();
    return lastAnswer(world, NAME, number);
  }

  const issueNumbered = (number: number) => world.github.repository(NAME).issues.find((one) => one.number === number);
  const bodyOf = (number: number) => issueNumbered(number)?.body ?? '';

  function onBranch(path: string, branch = 'cutover/2025-tier-1/phase-4'): string | undefined {
    const { git } = world.github.repository(NAME);
    const tree = git.commit(git.ref(`refs/heads/${branch}`) ?? '')?.tree ?? '';
    return git.read(git.entryAt(tree, path)?.sha ?? '')?.bytes.toString();
  }

  test('decides what a phase rewrites, keeps and claims, and how it is proposed', async () => {
    await install(
      [
        'choose: [{model: "llama3.1:8b", take: "qwen3:8b", paths: ["**/LAB_PREP.md"]}]',
        'keep: [{paths: ["**/NOTES.md"], reason: what was used then}]',
        'phases: {phase-4: {paths: ["extra/**"]}}',
        'draft: true',
        'commit-message: "docs: {title} ({phase})"',
        '',
      ].join('\n'),
    );
    world.github.clearRequests();
    expect(await ask('/migrate phase-4')).toContain('/pull/2');
    const read = world.github.requests().filter(({ operation }) => operation === 'repos/get-content');
    expect(read).toHaveLength(1);
    expect(onBranch('extra/a.md')).not.toContain('llama3.1:8b');
    expect(onBranch(`${FOLDER}/NOTES.md`)).toBe(PULL);
    expect(onBranch(`${FOLDER}/LAB_PREP.md`)).toContain('ollama pull qwen3:8b');
    expect(issueNumbered(2)?.pull).toMatchObject({ draft: true });
    const { git } = world.github.repository(NAME);
    const message = git.commit(git.ref('refs/heads/cutover/2025-tier-1/phase-4') ?? '')?.message;
    expect(message).toMatch(/^docs: Domain 3.* \(phase-4\)\n/);
    expect(bodyOf(2)).toMatch(/<!-- cutover:base [0-9a-f]{40}-[0-9a-f]{12} -->/);
  }, 120_000);

  test('that is broken is said in the tracking issue and in answers, and nothing else runs until it is right', async () => {
    await install('drat: true\nmigration: 2025-teir-1\n');
    expect(resultsOf(world).join('\n')).toContain('tracking issue opened');
    for (const words of [`\`${AT}:1:1\``, 'Did you mean “draft”?', `\`${AT}:2:12\``, 'nothing runs'])
      expect(bodyOf(1).replace(/"(\w+)"/g, '“$1”')).toContain(words);
    const answer = await ask('/migrate phase-4');
    expect(answer).toContain('cutover.yml, line 2, column 12: No migration with the id');
    expect(answer).toContain('2025-tier-1');
    expect(world.github.repository(NAME).issues).toHaveLength(1);
    expect([...world.github.repository(NAME).git.refs().keys()]).toEqual(['refs/heads/main']);

    world.github.asUser('maintainer', NAME).push({ files: { [AT]: 'migration: 2025-tier-1\n' } });
    expect(await ask('/migrate status')).toContain('`phase-4`');
    expect(bodyOf(1)).toContain('`phase-4` Domain 3');
    expect(bodyOf(1)).not.toContain('configuration-broken');
    expect(world.github.repository(NAME).issues).toHaveLength(1);

    world.github.asUser('maintainer', NAME).push({ files: { [AT]: 'choose: [{model: llama9, take: x}]\n' } });
    expect(await ask('/migrate phase-4')).toContain('There is no model');
    expect(bodyOf(1)).toContain('There is no model');
    expect(world.github.repository(NAME).issues).toHaveLength(1);
  }, 120_000);

  test('counts on the default branch only', async () => {
    await install('draft: false\n');
    world.github.asUser('maintainer', NAME).push({ branch: 'cutover-rules', files: { [AT]: 'drat: true\n' } });
    expect(await ask('/migrate phase-4')).toContain('/pull/2');
    expect(issueNumbered(2)?.pull).toMatchObject({ draft: false });
  }, 120_000);

  test('may name a migration that stands in the repository', async () => {
    const { readFileSync } = await import('node:fs');
    const text = readFileSync(new URL('../../migrations/2025-tier-1.yml', import.meta.url), 'utf8');
    await install('migration: plans/own.yml\n');
    expect(bodyOf(1)).toContain('There is no file');
    world.github
      .asUser('maintainer', NAME)
      .push({ files: { 'plans/own.yml': text.replace(/^id: .*$/m, 'id: our-own') } });
    expect(await ask('/migrate phase-4')).toContain('/pull/2');
    expect(onBranch(`${FOLDER}/NOTES.md`, 'cutover/our-own/phase-4')).not.toContain('llama3.1:8b');
  }, 120_000);

  describe('in a pull request', () => {
    const branch = 'settings';
    const checksOf = () =>
      world.github
        .repository(NAME)
        .checkRuns.filter(({ name }) => name === 'Cutover: configuration')
        .map(({ headSha: head, conclusion, output, annotations }) => ({ head, conclusion, output, annotations }));
    const headOf = () => world.github.repository(NAME).git.ref(`refs/heads/${branch}`);

    async function propose(files: Readonly<Record<string, string>>): Promise<void> {
      world.github.asUser('maintainer', NAME).push({ branch, files });
      if (world.github.repository(NAME).issues.every(({ pull }) => !pull))
        world.github.asUser('maintainer', NAME).openPull({ head: branch, title: 'Settings' });
      await world.settle();
    }

    test('that breaks it is said by a check run on the lines, at every push, and the default branch goes on', async () => {
      await install('draft: false\n');
      await propose({ [AT]: 'draft: false\ndrat: true\nmigration: 2025-teir-1\n' });
      expect(checksOf()).toMatchObject([{ head: headOf(), conclusion: 'failure' }]);
      const [check] = checksOf();
      expect(check?.output.title).toBe(`${AT}: 2 problems`);
      expect(check?.annotations).toMatchObject([
        { path: AT, start_line: 2, annotation_level: 'failure' },
        { path: AT, start_line: 3, annotation_level: 'failure' },
      ]);
      await propose({ [AT]: 'draft: false\nlabels: 3\n' });
      expect(checksOf()).toHaveLength(2);
      expect(checksOf()[1]).toMatchObject({ head: headOf(), conclusion: 'failure' });
      await propose({ [AT]: 'draft: true\n' });
      expect(checksOf()).toHaveLength(2);
      expect(resultsOf(world).at(-1)).toContain('leaves the configuration valid');
      expect(await ask('/migrate phase-4')).toContain('/pull/3');
    }, 120_000);

    test('is not held against one that does not touch it', async () => {
      await install('drat: true\n');
      await propose({ 'README.md': 'Hello\n' });
      expect(checksOf()).toEqual([]);
      expect(resultsOf(world).at(-1)).toContain('does not touch the configuration');
    }, 120_000);

    test('is held against one that takes away the migration it names', async () => {
      const { readFileSync } = await import('node:fs');
      const text = readFileSync(new URL('../../migrations/2025-tier-1.yml', import.meta.url), 'utf8');
      await install('migration: plans/own.yml\n');
      world.github.asUser('maintainer', NAME).push({ files: { 'plans/own.yml': text } });
      await propose({ 'plans/own.yml': 'id: [\n' });
      expect(checksOf()[0]?.annotations.map(({ path }) => path)).toContain('plans/own.yml');
    }, 120_000);

    test('costs one request where there is none', async () => {
      world = await startWorld();
      world.github.seedRepository({ fullName: NAME, files: FILES });
      world.github.setRole(NAME, 'maintainer', 'admin');
      world.github.install([NAME], 'maintainer');
      await world.settle();
      world.github.clearRequests();
      await propose({ 'README.md': 'Hello\n' });
      expect(world.github.requests().filter(({ kind }) => kind === 'api')).toHaveLength(1);
    }, 120_000);
  });

  test('that GitHub does not find for a moment is not taken for none', async () => {
    await install('keep: [{paths: ["**/NOTES.md"], reason: what was used then}]\n');
    world.github.faults.add({
      method: 'GET',
      path: '/repos/{owner}/{repo}/contents/{path}',
      effect: commonFaults.notFound,
    });
    expect(await ask('/migrate phase-4')).toMatch(/GitHub did not answer[\s\S]*I try again/);
    expect([...world.github.repository(NAME).git.refs().keys()]).toEqual(['refs/heads/main']);
    await world.server.recover();
    await world.settle();
    expect(lastAnswer(world, NAME, 1)).toContain('/pull/2');
    expect(onBranch(`${FOLDER}/NOTES.md`)).toBe(PULL);
  }, 120_000);

  describe('with limits', () => {
    const refs = () => [...world.github.repository(NAME).git.refs().keys()].sort();

    test.each([
      ['changed files', 'changed-files: 1', 'There would be 2 changed files'],
      ['changed lines', 'changed-lines: 3', 'There would be 4 changed lines'],
    ])(
      'on %s: a phase beyond them is not published, and nothing is begun',
      async (_, limit, said) => {
        await install(`limits: {${limit}}\n`);
        const before = refs();
        const answer = await ask('/migrate phase-4');
        expect(answer).toContain(said);
        expect(answer).toContain(AT);
        expect(refs()).toEqual(before);
        expect(world.github.repository(NAME).issues).toHaveLength(1);
      },
      120_000,
    );

    test('on pull requests: a further one waits, one that is open is brought up to date', async () => {
      const extra = { 'extra/b.md': PULL };
      await install('limits: {pull-requests-an-hour: 1}\nphases: {phase-5: {paths: ["extra/**"]}}\n');
      expect(await ask('/migrate phase-4')).toContain('/pull/2');
      expect(await ask('/migrate phase-5')).toContain('There would be 2 pull requests in an hour');
      expect(world.github.repository(NAME).issues).toHaveLength(2);
      world.github.asUser('maintainer', NAME).push({ files: { [`${FOLDER}/MORE.md`]: PULL, ...extra } });
      expect(await ask('/migrate phase-4')).toContain('brought up to date');
      world.github
        .asUser('maintainer', NAME)
        .push({ files: { [AT]: 'limits: {open-pull-requests: 1}\nphases: {phase-5: {paths: ["extra/**"]}}\n' } });
      expect(await ask('/migrate phase-5')).toContain('There would be 2 open pull requests');
      world.github.asUser('maintainer', NAME).close(2);
      await world.settle();
      expect(await ask('/migrate phase-5')).toContain('/pull/3');
    }, 120_000);
  });
});
