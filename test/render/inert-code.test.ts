import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PhrasingContent } from 'mdast';
import { inertCode, inertLine, inertSentence } from '../../src/render/inert-code.js';
import { hiddenJson, item, list, marker, paragraph, printMarkdown, table, words } from '../../src/render/markdown.js';
import { harmIn, nodesOf, read, textOf } from './read-markdown.js';

const NASTY = [
  '`',
  '``',
  '```',
  '|',
  '\\',
  '\\|',
  '<!--',
  '-->',
  '<b>',
  '@octocat',
  '#12',
  'o/r#3',
  'GH-4',
  'Fixes #5',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '[x](y)',
  '![',
  '](',
  '~~~',
  '$x$',
  '&amp;',
  '\u202e',
  '\u200b',
  '\u0000',
  '*',
  '_',
  '**',
  '# ',
  '- ',
  '1. ',
  '> ',
  'https://github.com/o/r/issues/1',
  'www.example.org',
  '😀',
  '\ud83d',
  'a',
  'closes',
  'deadbeefdeadbeef',
  'a@b.org',
  '[^1]',
  '==',
  '---',
  '</details>',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 14 })
  .map((parts) => parts.join(''));
const RUNS = { numRuns: 100, seed: 20250101 };

test.each([
  ['@`octocat', "@'octocat"],
  ['@``octocat and `x`', "@''octocat and x"],
  ['#`12', "#'12"],
])('a backtick that quotes nothing in %s keeps its sides apart', (text, shown) => {
  const printed = printMarkdown([paragraph(...inertSentence(text))]);
  expect(harmIn(printed)).toEqual([]);
  expect(textOf(read(printed))).toBe(shown);
});

describe('a code span of text that others wrote', () => {
  test('shows ordinary text as it is', () => {
    expect(inertCode('llama3.1:8b')).toEqual({ type: 'inlineCode', value: 'llama3.1:8b' });
  });

  test('shows what a reader could not see, and says so when there is nothing', () => {
    expect(inertCode('a\r\nb').value).toBe('a↵b');
    expect(inertCode('a\u202eb').value).toBe('a\\u{202e}b');
    expect(inertCode('\ud83d').value).toBe('\\u{d83d}');
    expect(inertCode(' ').value).toBe('(empty)');
  });

  test('loses its middle when it is long, by code points', () => {
    const { value } = inertCode('😀'.repeat(100), 11);
    expect([...value]).toHaveLength(11);
    expect(value).toContain('…');
    expect(value).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  test('cannot be broken out of in a sentence, a list or a heading', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const code = inertCode(text);
        const printed = printMarkdown([paragraph(words('a '), code, words(' b')), list([item([paragraph(code)])])]);
        const tree = read(printed);
        expect(nodesOf(tree).map((node) => node.type)).toEqual([
          'root',
          'paragraph',
          'text',
          'inlineCode',
          'text',
          'list',
          'listItem',
          'paragraph',
          'inlineCode',
        ]);
        expect(nodesOf(tree).flatMap((node) => (node.type === 'inlineCode' ? [node.value] : []))).toEqual([
          code.value,
          code.value,
        ]);
      }),
      RUNS,
    );
  });

  test('cannot be broken out of in a table', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, two) => {
        const printed = printMarkdown([table(['A', 'B'], [[[inertCode(one)], [inertCode(two), words(' x')]]])]);
        expect(nodesOf(read(printed)).map((node) => node.type)).toEqual([
          'root',
          'table',
          'tableRow',
          'tableCell',
          'text',
          'tableCell',
          'text',
          'tableRow',
          'tableCell',
          'inlineCode',
          'tableCell',
          'inlineCode',
          'text',
        ]);
        const codes = nodesOf(read(printed)).flatMap((node) => (node.type === 'inlineCode' ? [node.value] : []));
        expect(codes.map(squeeze)).toEqual([inertCode(one), inertCode(two)].map(({ value }) => squeeze(value)));
      }),
      RUNS,
    );
  });
});

/** A table may set a backslash and a pipe apart. */
function squeeze(text: string): string {
  return text.replace(/\\ \|/g, '\\|');
}

describe('a sentence of text that others wrote', () => {
  test('keeps what stands between backticks as code', () => {
    expect(inertSentence('flows into `ollama.chat` here')).toEqual([
      { type: 'text', value: 'flows into ' },
      { type: 'inlineCode', value: 'ollama.chat' },
      { type: 'text', value: ' here' },
    ]);
  });

  test.each([
    ['a mention', 'ask @octocat', '@octocat'],
    ['a reference', 'Fixes #12', '#12'],
    ['a reference elsewhere', 'closes o/r#12.', 'o/r#12.'],
    ['an address', 'resolves https://github.com/o/r/issues/1', 'https://github.com/o/r/issues/1'],
    ['an older reference', 'fix GH-7', 'GH-7'],
  ])('puts %s into code', (_, text, code) => {
    expect(inertSentence(text).at(-1)).toEqual({ type: 'inlineCode', value: code });
  });

  test('has no HTML, mention, reference or address that works, in a paragraph and in a table', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const said: PhrasingContent[] = [words('a '), ...inertSentence(text), words(' b')];
        const printed = printMarkdown([paragraph(...said), table(['A', 'B'], [[said, [words('c')]]])]);
        expect(harmIn(printed)).toEqual([]);
        const types = new Set(nodesOf(read(printed)).map((node) => node.type));
        for (const allowed of ['root', 'paragraph', 'text', 'inlineCode', 'table', 'tableRow', 'tableCell'])
          types.delete(allowed as never);
        expect([...types]).toEqual([]);
        expect(read(printed).children).toHaveLength(2);
      }),
      RUNS,
    );
  });

  test('says at the start of a line what it says in the middle of one', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const said = inertSentence(text);
        fc.pre(said.length > 0);
        const tree = read(printMarkdown([paragraph(...said)]));
        expect(tree.children.map((node) => node.type)).toEqual(['paragraph']);
        expect(textOf(tree).trim()).toBe(
          said
            .map((node) => textOf(node))
            .join('')
            .trim(),
        );
      }),
      RUNS,
    );
  });
});

describe('a line that is not Markdown', () => {
  test('has neither mention nor reference nor line end', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(inertLine(text, 80)).not.toMatch(/@[\p{L}\p{N}_]|#\p{N}|\bgh-\p{N}|:\/\/|[\r\n]/iu);
      }),
      RUNS,
    );
  });
});

describe('a hidden marker', () => {
  test('refuses what could end the comment', () => {
    expect(() => marker('a --> b')).toThrow('not usable');
  });

  test('holds any JSON without ending early', () => {
    fc.assert(
      fc.property(fc.jsonValue(), hostile, (value, text) => {
        const json = hiddenJson({ value, text });
        expect(json).not.toMatch(/--|[<>@#]/);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, text })));
      }),
      RUNS,
    );
  });
});
