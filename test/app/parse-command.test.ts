import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MOST_COMMANDS, parseCommands as parseWith, textOf } from '../../src/app/parse-command.js';

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

  test('a line that the commenter wrote under a quotation, with an empty line between, is theirs', () => {
    expect(only('> shall we start?\n\n/migrate phase-1')).toMatchObject({ kind: 'command', line: 3 });
  });

  test.each([
    ['under a list and an empty line', '- checked\n- read\n\n/migrate phase-1'],
    ['above dashes, which make it a heading', '/migrate phase-1\n---\nsent from a train'],
    ['below a heading', '# Go\n/migrate phase-1'],
    ['after code that closed on its line', 'use `x`\n/migrate phase-1'],
    ['in emphasis', '*please:\n/migrate phase-1\nthank you*'],
    ['behind a detail that is folded away', '<details>\n\n/migrate phase-1\n\n</details>'],
    ['after a lone backtick', 'the ` sign\n/migrate phase-1'],
    ['after a half-open link', '[see\n/migrate phase-1'],
    ['after a quoted fence that ends with its quotation', '> ```\n/migrate phase-1'],
  ])('a line %s counts', (_, body) => {
    expect(only(body)).toMatchObject({ kind: 'command', asked: { phase: 'phase-1' } });
  });

  test.each([
    ['a quotation', '> shall we?\n/migrate phase-1'],
    ['a list', '- done\n/migrate phase-1'],
    ['a quotation in a list', '- > done\n/migrate phase-1'],
    ['an item that it is indented into', '- done\n\n  /migrate phase-1'],
  ])('a line that a reader sees as the end of %s is answered, and not done', (_, body) => {
    expect(only(body)).toMatchObject({ kind: 'malformed', text: '/migrate phase-1', nearest: '/migrate phase-1' });
  });

  test('the same command twice is one', () => {
    expect(parseCommands('/migrate phase-1\n/migrate phase-1')).toHaveLength(1);
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
    ['a fence in a list item', '- ```\n  /migrate phase-4\n  ```'],
    ['a fence in a numbered item', '1. ~~~\n   /migrate phase-4\n   ~~~'],
    ['inline code over lines', 'the text `is\n/migrate phase-4\nhere`'],
    ['inline code over lines with two backticks', '``a`\n/migrate phase-4\n``'],
    ['a comment behind text', 'a <!-- b\n/migrate phase-4\n-->'],
    ['a comment that is never closed', '<!--\n/migrate phase-4'],
    ['a pre block after one that closes on its line', '<pre>a</pre>\n<pre>\n/migrate phase-4\n</pre>'],
    ['a pre block in which another closes', '<pre><code>\n\n/migrate phase-4\n</code></pre>'],
    ['a script', '<script>\n\n/migrate phase-4\n</script>'],
    ['HTML', '<div>\n/migrate phase-4\n</div>'],
    ['an attribute over lines', '<a title="\n/migrate phase-4\n">x</a>'],
    ['a table', '| a |\n|---|\n/migrate phase-4'],
    ['an address of a link', '[a]:\n/migrate'],
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
    expect(hostile.map((body) => parseCommands(body).length)).toEqual([0, 0, 1, 1]);
  });

  test('of more commands than are carried out, one more is read', () => {
    let asked = 0;
    const counting = {
      name: 'counted',
      get forms() {
        asked++;
        return ['phase-N'];
      },
    };
    const all = Array.from({ length: 90 }, (_, index) => `/migrate phase-${index + 1}`);
    const body = Array.from({ length: 50 }, () => all.join('\n')).join('\n');
    expect(parseWith(body, [counting])).toHaveLength(MOST_COMMANDS + 1);
    expect(asked).toBe(MOST_COMMANDS + 1);
  });

  test.each([
    ['quotations', '>'],
    ['numbered items', '1. '],
    ['items', '- '],
    ['links', '[a]('],
    ['brackets', '['],
    ['tildes', '~~a'],
    ['emphasis', '*a '],
    ['backticks', '`` '],
    ['comments', '<!--'],
    ['tags', '<a b="'],
    ['rows', '| a |\n'],
    ['definitions', '[a]: b\n'],
  ])('a full comment of %s before a command ends', (_, piece) => {
    const body = `${piece.repeat(Math.ceil(65_000 / piece.length))}\n\n/migrate phase-1`;
    expect(parseCommands(body).length).toBeLessThanOrEqual(1);
  });
});
