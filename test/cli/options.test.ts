import { describe, expect, test } from '@jest/globals';
import { helpText } from '../../src/cli/help.js';
import { parseOptions, VERBS } from '../../src/cli/options.js';

function ask(line: string) {
  return parseOptions(line.split(' ').filter((word) => word !== ''));
}

function problemsOf(line: string): readonly string[] {
  const request = ask(line);
  return request.verb === 'wrong' ? request.problems : [];
}

describe('what is typed', () => {
  test('a plan with nothing else is of every phase, as text, of the migration that the repository names', () => {
    expect(ask('plan .')).toEqual({
      verb: 'plan',
      options: { target: '.', phase: 'all', format: 'text', check: false },
    });
  });

  test('every option of a plan', () => {
    const line =
      'plan octo/course@main --phase 4 --migration my.yml --ledger l --warnings=w --format json --out o --check';
    expect(ask(line)).toEqual({
      verb: 'plan',
      options: {
        ...{ target: 'octo/course@main', phase: 4, migration: 'my.yml', format: 'json', check: true },
        ...{ ledger: 'l', warnings: 'w', out: 'o' },
      },
    });
  });

  test.each(['4', 'phase-4', 'PHASE-4'])('--phase %s is phase 4', (phase) => {
    expect(ask(`apply . --phase ${phase}`)).toMatchObject({ verb: 'apply', commit: false, options: { phase: 4 } });
  });

  test('apply --commit', () => {
    expect(ask('apply . --commit')).toMatchObject({ verb: 'apply', commit: true });
  });

  test.each([
    ['', { verb: 'help' }],
    ['--help', { verb: 'help' }],
    ['help', { verb: 'help' }],
    ['help plan', { verb: 'help', topic: 'plan' }],
    ['help plam', { verb: 'wrong', problems: ['There is no command "plam" to help with. Did you mean "plan"?'] }],
    ['docs --help', { verb: 'help' }],
    ['plan --help', { verb: 'help', topic: 'plan' }],
    ['apply -h --nonsense', { verb: 'help', topic: 'apply' }],
    ['--version', { verb: 'version' }],
    ['migrations', { verb: 'migrations' }],
  ])('"%s"', (line, request) => {
    expect(ask(line)).toEqual(request);
  });
});

describe('what is mistyped', () => {
  test.each([
    ['plan . --phse 4', 'There is no option --phse. Did you mean --phase?'],
    ['plan . --zzzzzzzz', 'There is no option --zzzzzzzz.'],
    ['plna .', 'There is no command "plna". Did you mean "plan"?'],
    ['octo/course', 'There is no command "octo/course". To plan a folder or repository: cutover plan octo/course'],
    ['plan', 'cutover plan needs a folder or OWNER/REPO: cutover plan .'],
    ['apply', 'cutover apply needs a folder: cutover apply .'],
    ['plan a b', 'Only one folder or repository at a time; "b" is too much.'],
    ['plan . --phase', '--phase needs a value.'],
    ['plan . --phase --check', '--phase needs a value, but "--check" follows.'],
    ['plan . --phase four', '--phase takes a number or "all", not "four".'],
    ['plan . --check=yes', '--check takes no value.'],
    ['plan . --format yaml', '--format takes text, md, json, html, not "yaml". Did you mean "html"?'],
    ['plan . --commit', 'cutover plan takes no --commit.'],
    ['plan . --out x --ledger x', '--ledger and --out name the same file, x.'],
    ['plan . --phase 1 --phase 2', '--phase is given twice.'],
    ['migrations now', 'cutover migrations takes nothing else, but "now" follows.'],
  ])('"%s" is answered with what to type', (line, problem) => {
    expect(problemsOf(line)).toContain(problem);
  });

  test('all of it is said at once', () => {
    expect(problemsOf('plan --phase x --frmat=md --format xml --check=1')).toHaveLength(5);
  });
});

describe('the help', () => {
  test.each(VERBS)('on %s names its usage', (verb) => {
    expect(helpText(verb)).toContain('cutover ');
  });

  test.each(['plan', 'apply'] as const)('on %s has examples that are understood', (verb) => {
    const examples = [...helpText(verb).matchAll(/^ {2}cutover (.+?)(?: {2,}.*)?$/gm)].map((match) => match[1] ?? '');
    expect(examples.length).toBeGreaterThan(2);
    expect(examples.flatMap(problemsOf)).toEqual([]);
    for (const example of examples) expect(ask(example).verb).toBe(verb);
  });

  test('fits a terminal of 132 columns', () => {
    const lines = [undefined, ...VERBS].flatMap((verb) => helpText(verb).split('\n'));
    expect(lines.filter((line) => line.length > 132)).toEqual([]);
  });
});
