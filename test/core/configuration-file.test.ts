import { describe, expect, test } from '@jest/globals';
import { EXAMPLE } from '../../scripts/generate-configuration.js';
import { CONFIGURATION_BYTES, type Configuration, NO_CONFIGURATION } from '../../src/core/configuration.js';
import { parseConfiguration, parseFoundConfiguration } from '../../src/core/configuration-file.js';
import { formatProblem } from '../../src/core/problem.js';

const IDS = ['2025-tier-1', '2024-tier-0'];

function read(text: string): Configuration {
  const parsed = parseConfiguration({ path: 'c.yml', text, migrationIds: IDS });
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.configuration;
}

function problems(text: string): readonly string[] {
  const parsed = parseConfiguration({ path: 'c.yml', text, migrationIds: IDS });
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
}

describe('a configuration without faults', () => {
  test('with every key', () => {
    const { problemAt, ...values } = read(EXAMPLE);
    expect(values).toEqual({
      migration: { from: 'bundle', id: '2025-tier-1' },
      choices: [
        { model: 'llama3.1:8b', take: 'qwen3:8b', line: 5 },
        { model: 'llama3.1:8b', take: 'nemotron-3-nano', paths: ['**/*agent*/**/*.ipynb'], line: 8 },
        { model: 'deepseek-r1:8b', take: 'qwen3:32b', phase: 'phase-4', line: 12 },
      ],
      keeps: [{ paths: ['docs/history/**', 'blog/**'], reason: 'says what was used at the time' }],
      ignored: ['archive/**'],
      phases: [
        { phase: 'phase-4', paths: ['extra-labs/**/*.{md,ipynb}'], section: '4.2' },
        { phase: 'phase-5', paths: ['tools/*.py'] },
      ],
      pullRequest: {
        labels: ['models', 'needs review'],
        reviewers: ['octocat'],
        teamReviewers: ['curriculum'],
        draft: true,
        failOnCritical: true,
        commitMessage: 'docs: {title} ({migration}, {phase})',
      },
      formatterBots: ['pre-commit-ci[bot]'],
      limits: { changedFiles: 300, changedLines: 20_000, openPullRequests: 2, pullRequestsAnHour: 4 },
    });
    expect(problemAt(['choose', 1, 'take'], 'Here')).toEqual({ file: 'c.yml', line: 9, col: 11, message: 'Here' });
  });

  test.each(['', '\n', '# nothing yet\n', '---\n', '\uFEFF# with a byte order mark\n', '{}'])(
    'that says nothing changes nothing: %j',
    (text) => {
      expect(JSON.stringify(read(text))).toBe(JSON.stringify(NO_CONFIGURATION));
    },
  );

  test.each([
    ['migrations/ours.yml', { from: 'repository', path: 'migrations/ours.yml' }],
    ['ours.yaml', { from: 'repository', path: 'ours.yaml' }],
    ['2024-tier-0', { from: 'bundle', id: '2024-tier-0' }],
  ])('names the migration %s', (written, wanted) => {
    expect(read(`migration: ${written}`).migration).toEqual(wanted);
  });

  test('does not hold an id against a list that is not given', () => {
    expect(parseConfiguration({ path: 'c.yml', text: 'migration: other' }).ok).toBe(true);
  });

  test('takes aliases, and the number of a phase for its name', () => {
    const text = 'keep: [{ paths: &old [a, b], reason: old }]\nignore: *old\nchoose: [{model: m, take: n, phase: 4}]';
    const { ignored, choices } = read(text);
    expect(ignored).toEqual(['a', 'b']);
    expect(choices[0]?.phase).toBe('phase-4');
  });

  test('has its keys in the file taken as text: nothing is looked up', () => {
    expect(read('labels: ["$HOME", "{{ env.TOKEN }}", "$(id)", "!!js/function"]').pullRequest.labels).toEqual([
      '$HOME',
      '{{ env.TOKEN }}',
      '$(id)',
      '!!js/function',
    ]);
  });
});

describe('what was found', () => {
  test('nothing: the migration is followed as it stands', () => {
    expect(parseFoundConfiguration({ state: 'none' })).toEqual({ ok: true, configuration: NO_CONFIGURATION });
  });

  test('something unreadable: its problem', () => {
    const problem = { file: 'c.yml', line: 1, col: 1, message: 'It is not a file' };
    expect(parseFoundConfiguration({ state: 'unreadable', problem })).toEqual({ ok: false, problems: [problem] });
  });

  test('a file: it is parsed, and its id held against the list', () => {
    const found = { state: 'found', file: { path: 'c.yml', text: 'migration: 2025-teir-1' } } as const;
    expect(parseFoundConfiguration(found, IDS)).toMatchObject({ ok: false });
    expect(parseFoundConfiguration(found)).toMatchObject({ ok: true });
  });
});

describe('a mistake', () => {
  test.each<[string, string, string]>([
    ['a key', 'lables: [x]', '1:1: Unknown key "lables". Did you mean "labels"?'],
    [
      'a key of a choice',
      'choose:\n  - model: a\n    take: b\n    path: [c]',
      '4:5: Unknown key "path". Did you mean "paths"?',
    ],
    ['a key of a keep', 'keep:\n  - paths: [a]\n    reason: b\n    paths-too: [b]', '4:5: Unknown key "paths-too"'],
    [
      'a key of a phase',
      'phases:\n  phase-4: {paths: [a], sektion: b}',
      '2:25: Unknown key "sektion". Did you mean "section"?',
    ],
    [
      'a key of the limits',
      'limits:\n  change-files: 3',
      '2:3: Unknown key "change-files". Did you mean "changed-files"?',
    ],
    ['a key that is not ours', 'base: main', '1:1: Unknown key "base"'],
    [
      'the id of a migration',
      'migration: 2025-teir-1',
      '1:12: No migration with the id "2025-teir-1" comes with Cutover. Did you mean "2025-tier-1"?',
    ],
    [
      'a migration outside',
      'migration: ../ours.yml',
      '1:12: The path of a migration leads from the top of this repository',
    ],
    [
      'a migration from the root',
      'migration: /etc/ours.yml',
      '1:12: The path of a migration leads from the top of this repository',
    ],
    ['a migration that is no YAML', 'migration: docs/plan', '1:12: The path of a migration ends in .yml or .yaml'],
    ['an empty migration', 'migration: ""', '1:12: "migration" must not be empty'],
    ['a missing candidate', 'choose:\n  - model: a', '2:5: "take" is missing; it holds text'],
    ['choices that are no list', 'choose: {a: b}', '1:1: "choose" must be a list'],
    ['a number for a model', 'choose:\n  - {model: 8, take: b}', '2:13: "model" must be text. Put it in quotes.'],
    ['a glob from the root', 'ignore: [docs/**, /a]', '1:19: A glob is relative to the repository'],
    ['a glob that leaves', 'keep:\n  - {paths: [a/../../b], reason: c}', '2:14: A glob has no . or ..'],
    ['a keep without a reason', 'keep:\n  - paths: [a]', '2:5: "reason" is missing; it holds text'],
    ['a keep of nothing', 'keep:\n  - {paths: [], reason: a}', '2:6: "paths" must not be empty'],
    [
      'a long reason',
      `keep:\n  - {paths: [a], reason: ${'x'.repeat(201)}}`,
      '2:26: A reason has at most 200 characters',
    ],
    ['a glob alone', 'ignore: docs/**', '1:9: "ignore" must be a list'],
    ['a number among labels', 'labels: [a, 12]', '1:13: "labels" must be text. Put it in quotes.'],
    ['a long label', `labels: [${'x'.repeat(51)}]`, '1:10: A label has at most 50 characters'],
    ['many labels', `labels: [${'x,'.repeat(21)}]`, '1:1: There are at most 20 labels'],
    ['a reviewer with @', 'reviewers: ["@octocat"]', '1:13: A login is written as on GitHub, without @'],
    ['a team with its organisation', 'team-reviewers: [school/team]', '1:18: A team is written as in its address'],
    ['a draft in words', 'draft: "yes"', '1:8: "draft" must be true or false'],
    ['a placeholder', 'commit-message: "{Title}"', '1:17: There is no placeholder {Title}. Did you mean {title}?'],
    [
      'a foreign placeholder',
      'commit-message: "{env.TOKEN}"',
      '1:17: There is no placeholder {env.TOKEN}. Known are: phase, title, migration.',
    ],
    ['two lines of a message', 'commit-message: "a\\nb"', '1:17: It is one line'],
    ['a bot', 'formatter-bots: ["a b"]', '1:18: A bot is written as in its commits'],
    ['a limit of nothing', 'limits: {changed-files: 0}', '1:25: "changed-files" must not be less than 1'],
    ['a limit beyond GitHub', 'limits: {changed-files: 3001}', '1:25: GitHub shows at most 3000 files'],
    ['a limit in words', 'limits: {changed-lines: many}', '1:25: "changed-lines" must be a number'],
    ['half a pull request', 'limits: {open-pull-requests: 1.5}', '1:30: "open-pull-requests" must be a whole number'],
    ['a limit without end', 'limits: {pull-requests-an-hour: .inf}', '1:33: '],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual([expect.stringContaining(`c.yml:${expected}`)]);
  });

  test('several are all said, in the order of their lines', () => {
    const text = [
      'migration: 2025-teir-1',
      'choose:',
      '  - model: llama3.1:8b',
      '    tkae: qwen3:8b',
      'labls: [a]',
      'draft: maybe',
      'commit-message: "{a} {title} {b}"',
    ].join('\n');
    expect(problems(text).map((line) => line.replace(/^c\.yml:|\..*/g, ''))).toEqual([
      '1:12: No migration with the id "2025-teir-1" comes with Cutover',
      '3:5: "take" is missing; it holds text',
      '4:5: Unknown key "tkae"',
      '5:1: Unknown key "labls"',
      '6:8: "draft" must be true or false',
      '7:17: There is no placeholder {a}',
      '7:17: There is no placeholder {b}',
    ]);
  });

  test('more than a hundred are counted, and a long one is cut', () => {
    const many = problems(Array.from({ length: 250 }, (_, index) => `key-${index}: 1`).join('\n'));
    expect(many).toHaveLength(100);
    expect(many.at(-1)).toBe('c.yml:100:1: And 151 problems more.');
    const [long = ''] = problems(`${'k'.repeat(900)}: 1`);
    expect(long.length).toBeLessThan(500);
    expect(long).toContain('…');
  });
});

describe('hostile or broken YAML', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefgh'.split('').map((key, at) => `${key}: &${key} [${`*${'abcdefg'[at]},`.repeat(9)}]`),
  ];

  test.each<[string, string, string]>([
    [
      'an alias bomb',
      bomb.join('\n'),
      '2:8: The aliases of this file, from here on, stand for more than is written out',
    ],
    ['an alias of nothing', 'labels: *none', '1:9: The YAML cannot be resolved: Unresolved alias'],
    ['a tab', 'labels:\n\t- a', '2:1: Not valid YAML: Tabs are not allowed as indentation'],
    ['a key that stands twice', 'draft: true\nlabels: [a]\ndraft: false', '3:1: This key stands twice'],
    [
      'a key that stands twice deep inside',
      'limits:\n  changed-files: 3\n  changed-files: 4',
      '3:3: This key stands twice',
    ],
    ['a list', '- a', '1:1: "the file" must be keys with values'],
    ['a text', 'migration', '1:1: "the file" must be keys with values'],
    ['two documents', 'draft: true\n---\ndraft: false', '2:1: Not valid YAML: a second document begins here'],
    ['a bracket that is not closed', 'labels: [a', '1:11: Not valid YAML'],
    ['something nested without end', `labels: ${'['.repeat(30_000)}`, 'Not valid YAML: it is nested too deeply'],
    ['a list in lists without end', '- '.repeat(30_000), 'Not valid YAML: it is nested too deeply'],
    [
      'too many bytes',
      `# ${'x'.repeat(CONFIGURATION_BYTES)}`,
      `1:1: The file has ${CONFIGURATION_BYTES + 2} bytes; the limit is ${CONFIGURATION_BYTES}`,
    ],
    [
      'too many bytes in few characters',
      `# ${'😀'.repeat(16_384)}`,
      `1:1: The file has ${CONFIGURATION_BYTES + 2} bytes`,
    ],
    ['the key of a prototype', '__proto__: {draft: true}', '1:1: Unknown key "__proto__"'],
    ['the key of an object', 'constructor: {prototype: 1}', '1:1: Unknown key "constructor"'],
    ['a key that is a list', '? [a, b]\n: 1', '1:1: Unknown key'],
    ['a list that holds itself', 'labels: &a [*a]', '1:13: "labels" must be text'],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual([expect.stringContaining(expected)]);
  });

  test('exactly as many bytes as are allowed are read', () => {
    expect(problems(`#${' '.repeat(CONFIGURATION_BYTES - 1)}`)).toEqual([]);
  });

  test('a tag makes nothing but text', () => {
    expect(problems('labels: [!!js/function "return 1"]\ncommit-message: !custom "{title}"')).toEqual([]);
  });
});
