import { describe, expect, test } from '@jest/globals';
import { markdown } from '../../src/languages/markdown.js';
import { chain, dataAt, markdownAt, pythonAt, shellAt, where } from './where.js';

describe('blocks', () => {
  test.each([
    ['Use «old» here.', 'paragraph'],
    ['# About «old»', 'heading'],
    ['About «old»\n===\n', 'heading'],
    ['- use «old»', 'list-item'],
    ['1. a\n   - [ ] use «old»', 'list-item'],
    ['> as «old» says', 'quote'],
    ['> - as «old» says', 'list-item'],
    ['| m |\n|---|\n| «old» |', 'table'],
    ['```text\n«old»\n```', 'fence'],
    ['para\n\n    code «old»', 'indented-code'],
    ['<div>\n«old»\n</div>', 'html'],
    ['[a]: https://x.test/«old»', 'link-definition'],
    ['---\nmodel: «old»\n---\n# T', 'front-matter'],
    ['\uFEFF---\nmodel: «old»\n---\n# T', 'front-matter'],
    ['---\n\nno front matter «old»\n\n---', 'paragraph'],
    ['\uFEFF# Title «old»', 'heading'],
    ['# Title «old»\r\n\r\ntext\r\n', 'heading'],
  ])('%j', (source, block) => {
    expect(markdownAt(source).block).toBe(block);
  });

  test('the headings above, outermost first; of a heading those above it', () => {
    const source = '# A\n\n## B\n\n### C ##\n\n## D\n\ntext «old»\n';
    expect(markdownAt(source).headings).toEqual(['A', 'D']);
    expect(markdownAt('# A\n\n## B\n\n### «old»\n').headings).toEqual(['A', 'B']);
    expect(markdownAt('A\n===\n\nB\n---\n\n«old»').headings).toEqual(['A', 'B']);
    expect(markdownAt('# A\n\n```bash\n# no heading\n```\n\n«old»').headings).toEqual(['A']);
  });

  test('the paragraph before a list, a fence, a table; of nested lists all of them', () => {
    expect(markdownAt('Legacy models:\n- a\n- «old»\n').lead).toBe('Legacy models:');
    expect(markdownAt('**Expected output:**\n\n```\n«old»\n```\n').lead).toBe('**Expected output:**');
    expect(markdownAt('Measured:\n\n<!-- note -->\n\n| m |\n|---|\n| «old» |\n').lead).toBe('Measured:');
    expect(markdownAt('Legacy:\n\n- Llama\n  - «old»\n').lead).toBe('Legacy:\nLlama');
    expect(markdownAt('1. Expected output:\n\n```\n«old»\n```\n').lead).toBe('Expected output:');
    expect(markdownAt('## Head\n\n- «old»\n').lead).toBeUndefined();
    expect(markdownAt('One.\n\nTwo «old».\n').lead).toBeUndefined();
  });

  test('the span of the block', () => {
    const source = 'Intro.\n\n- first «old»\n  - nested\n- last\n';
    const { start, end } = markdownAt(source).blockSpan;
    expect(source.replace(/[«»]/g, '').slice(start, end)).toBe('- first old');
  });
});

describe('tables', () => {
  test('header, row, column and what the rows are about; empty cells and escaped bars counted', () => {
    const source = '| Model | Note | tok/s |\n|---|:--|--:|\n| a \\| b | | 1 |\n| `new` |  | «old» 45 |\n';
    const { table } = markdownAt(source);
    expect(table).toMatchObject({
      header: ['Model', 'Note', 'tok/s'],
      row: ['`new`', '', 'old 45'],
      column: 2,
      inHeader: false,
      firstColumn: ['a \\| b', '`new`'],
    });
    const text = source.replace(/[«»]/g, '');
    expect(table?.cellSpans.map(({ start, end }) => text.slice(start, end))).toEqual(['`new`', '', 'old 45']);
  });

  test('the header row says so; a table without outer bars', () => {
    expect(markdownAt('a | «old»\n--|--\n1 | 2\n').table).toMatchObject({
      inHeader: true,
      column: 1,
      row: ['a', 'old'],
    });
  });

  test('a table in a quote', () => {
    expect(markdownAt('> | a | b |\n> |---|---|\n> | x | «old» |\n').table).toMatchObject({
      row: ['x', 'old'],
      column: 1,
    });
  });
});

describe('inline', () => {
  test.each([
    ['`«old»`', 'code-span', undefined],
    ['[«old»](https://x.test/o)', 'link-text', 'https://x.test/o'],
    ['[a](https://x.test/«old»)', 'link-target', 'https://x.test/old'],
    ['[`«old»`](u)', 'code-span', 'u'],
    ['see [«old»][r].\n\n[r]: https://x.test', 'link-text', 'https://x.test'],
    ['see [«old»].\n\n[OLD]: https://x.test', 'link-text', 'https://x.test'],
    ['see [x, «old»] only', undefined, undefined],
    ['![«old»](i.png)', 'image', 'i.png'],
    ['<https://x.test/«old»>', 'autolink', 'https://x.test/old'],
    ['at https://x.test/«old» now', 'autolink', 'https://x.test/old'],
    ['a <img alt="«old»" src="i.png"> b', 'html-tag', undefined],
    ['a <a href="«old».md"> b', 'html-tag', 'old.md'],
    ['a <!-- «old» --> b', 'html-comment', undefined],
    ['<!-- «old» -->', 'html-comment', undefined],
    ['<p>\n<a href="«old»">x</a>\n</p>', 'html-tag', 'old'],
    ['<p>\n<b>«old»</b>\n</p>', undefined, undefined],
    ['<p>\n<!-- x\n«old» -->\n</p>', 'html-comment', undefined],
    ['**«old»**', undefined, undefined],
  ])('%j', (source, inline, target) => {
    const layer = markdownAt(source);
    expect([layer.inline, layer.target]).toEqual([inline, target]);
  });

  test('a code span that is a command or a call is read in its language', () => {
    expect(chain('markdown', 'run `ollama pull «old»` now')).toBe('markdown paragraph code-span > shell argument');
    expect(chain('markdown', 'use `Chat(model="«old»")` now')).toBe('markdown paragraph code-span > python string');
    expect(chain('markdown', 'the `«old»` model')).toBe('markdown paragraph code-span');
    expect(chain('markdown', 'the ``ollama pull «old»`` command')).toBe(
      'markdown paragraph code-span > shell argument',
    );
  });
});

describe('fences', () => {
  test.each([
    ['```python\nx = "«old»"\n```', 'python string'],
    ['```{code-cell} ipython3\nx = "«old»"\n```', 'python string'],
    ['```{.python .numberLines}\nx = "«old»"\n```', 'python string'],
    ['~~~py title="a.py"\nx = "«old»"\n~~~', 'python string'],
    ['```yaml\nmodel: «old»\n```', 'yaml value'],
    ['```jsonc\n// x\n{"m": "«old»"}\n```', 'json value'],
    ['```Dockerfile\nENV M=«old»\n```', 'dockerfile value'],
    ['```text\nollama pull «old»\n```', 'plain'],
    ['```toml\nm = "«old»"\n```', 'plain'],
    ['```\nollama pull «old»\n```', 'shell argument'],
    ['```\nx = Chat("«old»")\n```', 'python string'],
    ['```\nModel: «old»\nSpeed: 45 tok/s\n```', 'plain'],
    ['```\n{"model": "«old»"}\n```', 'json value'],
    ['```\n| m | tps |\n|---|---|\n| «old» | 4 |\n```', 'markdown table'],
    ['```markdown\n- «old»\n```', 'markdown list-item'],
    ['    ollama pull «old»', 'shell argument'],
    ['    «old» is here', 'plain'],
  ])('%j', (source, inner) => {
    expect(chain('markdown', source).split(' > ')[1]).toBe(inner);
  });

  test('in a list, in a quote, with CRLF: mapped line by line', () => {
    expect(
      pythonAt('markdown', '- do\n  ```python\n  a = 1\n  b = Chat(\n      model="«old»",\n  )\n  ```\n').use.keyword,
    ).toBe('model');
    expect(pythonAt('markdown', '> ```py\r\n> a = 1\r\n> b = Chat(model="«old»")\r\n> ```\r\n').use.assigned).toBe('b');
    expect(where('markdown', '> - ```py\n>   a = """\n>   «old»"""\n>   ```\n').texts[1]?.text).toBe('a = """\nold"""');
  });

  test('a fence that is never closed', () => {
    expect(shellAt('markdown', '```bash\nollama pull «old»').command).toBe('ollama');
  });

  test('a session: prompts are no part of the command, output is no command', () => {
    const session = '```console\n$ ollama pull «old»\n$ docker run \\\n    x old2\nold3  4.9 GB\n```\n';
    expect(shellAt('markdown', session).words).toEqual(['ollama', 'pull', 'old']);
    expect(chain('markdown', session.replace(/[«»]/g, '').replace('old2', '«old2»'))).toContain('shell argument');
    expect(chain('markdown', session.replace(/[«»]/g, '').replace('old3', '«old3»'))).toBe('markdown fence > plain');
    expect(shellAt('markdown', '```bash\n(venv) $ ollama run «old»\n```').command).toBe('ollama');
    expect(shellAt('markdown', '```bash\nme@box:~/x$ ollama run «old»\n```').command).toBe('ollama');
  });

  test('a Python session, and a script that turns into Python', () => {
    expect(pythonAt('markdown', '```python\n>>> x = Chat(\n...     model="«old»")\nold\n```').use.callee).toBe('Chat');
    const mixed = '```bash\n# first\nsudo sync\n\nm = Chat(\n    "«old»",\n)\n```';
    expect(pythonAt('markdown', mixed).use).toMatchObject({ callee: 'Chat', assigned: 'm' });
  });

  test('front matter is YAML', () => {
    expect(dataAt('markdown', '---\nllm:\n  model: «old»\n---\ntext').path).toEqual(['llm', 'model']);
  });

  test('one piece is one object, whoever asks', () => {
    const text = '```bash\nollama pull old old\n```\n';
    const opened = markdown.open(text);
    const first = opened.at({ start: 20, end: 23 }).inner;
    expect(first?.language).toBe('shell');
    expect(opened.at({ start: 24, end: 27 }).inner).toBe(first);
  });
});
