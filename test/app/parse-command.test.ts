import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommands as parseWith, textOf } from '../../src/app/parse-command.js';

const GRAMMARS = [
  { name: 'phase', forms: ['phase-N'] },
  { name: 'plan', forms: ['plan', 'plan phase-N'] },
  { name: 'status', forms: ['status'] },
  { name: 'all', forms: ['all', 'all confirm'] },
  { name: 'help', forms: ['help'] },
];

function parseCommands(body: string) {
  return parseWith(body, GRAMMARS);
}

function only(body: string) {
  const lines = parseCommands(body);
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

describe('commands as people write them', () => {
  test.each([
    ['/migrate phase-4', { name: 'phase', form: 'phase-N', phase: 'phase-4' }],
    ['  /migrate   phase-4  ', { name: 'phase', form: 'phase-N', phase: 'phase-4' }],
    ['/Migrate Phase-12', { name: 'phase', form: 'phase-N', phase: 'phase-12' }],
    ['/migrate\u00a0phase-4', { name: 'phase', form: 'phase-N', phase: 'phase-4' }],
    ['/migrate plan', { name: 'plan', form: 'plan' }],
    ['/migrate plan phase-2', { name: 'plan', phase: 'phase-2' }],
    ['/migrate status', { name: 'status' }],
    ['/migrate help', { name: 'help' }],
    ['/migrate all', { name: 'all', form: 'all' }],
    ['/migrate all confirm', { name: 'all', form: 'all confirm' }],
  ])('%j', (body, asked) => {
    expect(only(body)).toMatchObject({ kind: 'command', asked });
  });

  test('text around a command line does not matter, and the line is told', () => {
    expect(only('Looks good, thank you!\r\n\r\n/migrate phase-3\r\nsee you')).toMatchObject({
      line: 3,
      asked: { text: '/migrate phase-3' },
    });
  });

  test('several commands are found in order', () => {
    expect(parseCommands('/migrate phase-1\n/migrate phase-2').map(textOf)).toEqual([
      '/migrate phase-1',
      '/migrate phase-2',
    ]);
  });

  test('a line that the commenter wrote under a quotation is theirs', () => {
    expect(only('> shall we start?\n/migrate phase-1')).toMatchObject({ line: 2 });
  });
});

describe('what is no command', () => {
  test.each([
    ['a quotation', '> /migrate phase-4'],
    ['a nested quotation', '> > /migrate phase-4'],
    ['a sentence', 'Use /migrate phase-4 to start.'],
    ['inline code', '`/migrate phase-4`'],
    ['a fence', '```\n/migrate phase-4\n```'],
    ['a fence that is never closed', '~~~sh\n/migrate phase-4'],
    ['a fence inside a longer fence', '````\n```\n/migrate phase-4\n```\n````'],
    ['a tilde fence that backticks do not close', '~~~\n```\n/migrate phase-4\n~~~'],
    ['indented code', '    /migrate phase-4'],
    ['code indented by a tab', '\t/migrate phase-4'],
    ['a list item', '- /migrate phase-4'],
    ['an HTML comment', '<!--\n/migrate phase-4\n-->'],
    ['a pre block', '<pre>\n/migrate phase-4\n</pre>'],
    ['a path', '/migrate/phase-4'],
    ['a file', '/migrate.sh phase-4'],
    ['another word', '/migrated phase-4'],
    ['nothing', ''],
  ])('%s', (_, body) => {
    expect(parseCommands(body)).toEqual([]);
  });

  test('a command after a closed fence counts again', () => {
    expect(only('```\n/migrate phase-1\n```\n/migrate phase-2')).toMatchObject({ line: 4 });
  });

  test('three backticks within a line open no fence', () => {
    expect(only('```x``` is code\n/migrate phase-2')).toMatchObject({ line: 2 });
  });

  test('a comment that opens and closes on its line hides nothing after it', () => {
    expect(only('<!-- note -->\n/migrate phase-2')).toMatchObject({ line: 2 });
  });
});

describe('a malformed command names the nearest one', () => {
  test.each([
    ['/migrate', '/migrate help'],
    ['/migrate 4', '/migrate phase-4'],
    ['/migrate phase 4', '/migrate phase-4'],
    ['/migrate phase4', '/migrate phase-4'],
    ['/migrate phase–4', '/migrate phase-4'],
    ['/migrate pahse-4', '/migrate phase-4'],
    ['/migrate-phase-4', '/migrate phase-4'],
    ['/migrate phase-4 now', '/migrate phase-4'],
    ['/migrate phase-04', '/migrate phase-4'],
    ['/migrate stauts', '/migrate status'],
    ['/migrate plan 3', '/migrate plan phase-3'],
    ['/migrate all confrim', '/migrate all confirm'],
    ['/migrate everything in sight', '/migrate help'],
  ])('%j', (body, nearest) => {
    const line = only(body);
    expect(line.kind).toBe('malformed');
    expect(line).toHaveProperty('nearest', nearest);
  });

  test('what is shown of it is short', () => {
    const line = only(`/migrate ${'🙂'.repeat(5000)}`);
    expect([...textOf(line)]).toHaveLength(80);
  });
});

describe('whatever is thrown at it', () => {
  const pieces = fc.constantFrom(
    '/migrate',
    ' ',
    'phase-',
    '4',
    '\n',
    '\r',
    '```',
    '~~~',
    '>',
    '<!--',
    '-->',
    '<pre>',
    '\t',
    'all',
    '\u0000',
    '🙂',
  );

  test('it never throws and every finding is a line of the text', () => {
    const body = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(body, (text) => {
        const lines = text.split(/\r\n|\n|\r/);
        for (const found of parseCommands(text)) {
          expect(lines[found.line - 1]?.trim().toLowerCase().startsWith('/migrate')).toBe(true);
          expect(found.kind === 'command' || found.nearest.startsWith('/migrate ')).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('the nearest command of a malformed one is itself a command', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (words) => {
        for (const found of parseCommands(`/migrate ${words}`)) {
          if (found.kind === 'malformed') expect(parseCommands(found.nearest)[0]?.kind).toBe('command');
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('long hostile comments are read in one pass', () => {
    const hostile = [
      '`'.repeat(200_000),
      '<!--'.repeat(50_000),
      `/migrate ${' '.repeat(200_000)}x`,
      '/migrate phase-1\n'.repeat(10_000),
    ];
    expect(hostile.map((body) => parseCommands(body).length)).toEqual([0, 0, 1, 10_000]);
  });
});
