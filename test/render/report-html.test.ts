import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FilePlan } from '../../src/core/file-plan.js';
import type { LedgerRow } from '../../src/core/ledger.js';
import { escapeHtml, html, markupOf } from '../../src/render/report/html.js';
import { PAGE_SCRIPT, THEME_SCRIPT } from '../../src/render/report/script.js';
import { sha256Base64 } from '../../src/render/report/sha256.js';
import { STYLE } from '../../src/render/report/style.js';
import { renderReportHtml } from '../../src/render/report-html.js';
import {
  buildFile,
  buildItem,
  buildMigration,
  buildPhase,
  buildPlan,
  buildRepositoryPlan,
  buildWarning,
} from './build-plan.js';
import { readHtml } from './read-html.js';

const CONTEXT = { subject: 'course', fingerprint: 'abc123' };

function render(files: readonly FilePlan[], outside: readonly FilePlan[] = []): string {
  return renderReportHtml(buildRepositoryPlan([buildPlan(files)], { outside }), buildMigration(), CONTEXT);
}

/** The text of a page as a reader sees it, blanks run together. */
function seen(page: string): string {
  return readHtml(page).text.replace(/\s+/g, ' ');
}

interface LedgerData {
  readonly outcomes: readonly string[];
  readonly texts: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

function ledgerOf(page: string): LedgerData {
  const json = /<script type="application\/json" id="ledger-data">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  return JSON.parse(json);
}

function notebook(sources: readonly (readonly [string, string])[]): string {
  const cells = sources.map(([cell_type, source]) => ({ cell_type, metadata: {}, source }));
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

describe('a page', () => {
  const guide = buildFile(
    'docs/guide.md',
    'one\ntwo\nthree\nfour\nrun llama3.1:8b now\nsix\nseven\neight\nnine\nllama3.1:70b\n',
    [
      { surface: 'llama3.1:8b', outcome: 'rewrite', to: 'qwen3:8b' },
      { surface: 'llama3.1:70b', outcome: 'ask', row: { candidates: ['qwen3:32b'] } },
    ],
  );
  const warned = { ...guide, warnings: [buildWarning(guide, 'llama3.1:8b')] };

  test('is well formed, made of our own elements, and names no address to load from', () => {
    const { tags } = readHtml(render([warned]));
    expect(tags.filter(({ name }) => ['link', 'img', 'iframe', 'object', 'base'].includes(name))).toEqual([]);
    expect(
      tags.flatMap(({ attributes }) => [...attributes.keys()]).filter((name) => /^(src|on|style)/.test(name)),
    ).toEqual([]);
    const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('lets only its own style and scripts run, by their hashes', () => {
    const { tags } = readHtml(render([warned]));
    const policy = tags.find(({ attributes }) => attributes.has('http-equiv'))?.attributes.get('content') ?? '';
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(THEME_SCRIPT)} ${hash(PAGE_SCRIPT)}; base-uri 'none'; form-action 'none'`,
    );
  });

  test('shows a changed line before and after with the name marked, its numbers, three lines around and the rest as a gap', () => {
    const page = render([warned]);
    expect(page).toContain('<td>5</td><td></td><td>−</td><td>run <del>llama3.1:8b</del> now</td>');
    expect(page).toContain('<td></td><td>5</td><td>+</td><td>run <ins>qwen3:8b</ins> now</td>');
    expect(page).toContain('1 line not shown');
    expect(page).not.toContain('<td>one</td>');
  });

  test('says a warning below the line that it is about, with its source', () => {
    const page = render([warned]);
    const after = page.slice(page.indexOf('<ins>qwen3:8b</ins>'));
    const said = after.slice(0, after.indexOf('<td>6</td>'));
    expect(said).toContain('<strong>Critical</strong> The model does not call tools.');
    expect(said).toContain('<a href="https://example.org/models" rel="noreferrer noopener">');
  });

  test('marks a name that a person must choose for and offers its candidates', () => {
    const page = render([warned]);
    expect(page).toContain('<mark>llama3.1:70b</mark>');
    expect(seen(page)).toContain('Candidates: qwen3:32b');
  });

  test('holds every row of the ledger, those outside every phase too', () => {
    const outside = buildFile('LICENSE', 'llama3.1:8b\n', [{ surface: 'llama3.1:8b', outcome: 'keep' }]);
    const { rows, texts, outcomes } = ledgerOf(render([warned], [outside]));
    expect(rows.map((row) => [texts[row[0] ?? -1], row[1], outcomes[row[5] ?? -1], texts[row[6] ?? -1]])).toEqual([
      ['LICENSE', 1, 'keep', undefined],
      ['docs/guide.md', 5, 'rewrite', 'qwen3:8b'],
      ['docs/guide.md', 10, 'ask', undefined],
    ]);
  });

  test('every link of a ledger row and of a place leads to a line that is drawn', () => {
    const page = render([warned]);
    const { tags } = readHtml(page);
    const ids = new Set(tags.flatMap(({ attributes }) => attributes.get('id') ?? []));
    const { rows, texts } = ledgerOf(page);
    const anchors = rows.map((row) => texts[row[12] ?? -1]).filter((anchor) => anchor !== '');
    const links = tags.flatMap(({ attributes }) => attributes.get('href') ?? []).filter((href) => href.startsWith('#'));
    expect(anchors.length).toBe(2);
    for (const id of [...anchors, ...links.map((link) => link.slice(1))]) expect(ids).toContain(id);
  });

  test('says what the checklist of a phase proves, and a file that was not verified', () => {
    const broken = buildFile('a.py', 'llama3.1:8b', [{ surface: 'llama3.1:8b', outcome: 'ask' }], {
      problems: [{ path: 'a.py', message: 'does not parse', unverified: true }],
    });
    const text = seen(render([broken]));
    expect(text).toContain('For a person LAB_PREP.md - Update base model references A look by a person.');
    expect(text).toContain('Not verified does not parse.');
  });

  test('of an empty plan says that nothing is left to do', () => {
    const text = seen(render([]));
    expect(text).toContain('No warning and no choice.');
    expect(text).toContain('0 references in all');
  });
});

describe('a notebook', () => {
  const before = notebook([
    ['markdown', 'far away'],
    ['code', 'import ollama'],
    ['markdown', '# Title\n\nIt runs on `llama3.1:8b`.\n\n- <b>bold</b>\n'],
    ['code', 'x = 1'],
    ['raw', 'further away'],
  ]);
  const file = buildFile('lab.ipynb', before, [
    { surface: 'llama3.1:8b', outcome: 'rewrite', to: 'qwen3:8b', row: { cell: 2, src_line: 3, col: 12 } },
  ]);

  test('is drawn as its changed cells with one of context on each side', () => {
    const page = render([file]);
    const names = readHtml(page).tags.flatMap(({ attributes }) => attributes.get('aria-label') ?? []);
    expect(names.filter((name) => name.startsWith('Cell '))).toEqual([
      'Cell 1, code',
      'Cell 2, Markdown',
      'Cell 3, code',
    ]);
    expect(page.match(/1 cell not shown/g)?.length).toBe(2);
  });

  test('shows the source of a Markdown cell line by line and how it will read, without its HTML', () => {
    const page = render([file]);
    expect(page).toContain('<td>It runs on &#96;<del>llama3.1:8b</del>&#96;.</td>');
    expect(page).toContain('<div class="changed"><p>It runs on <code>qwen3:8b</code>.</p></div>');
    expect(page).toContain('<code class="source">&#60;b&#62;</code>');
  });

  test('with a warning in a cell that does not change draws that cell', () => {
    const warning = buildWarning(file, 'x = 1', { cell: 3, sourceLine: 1, severity: 'note' });
    const page = render([
      { ...file, after: file.before, changes: { length: before.length, edits: [] }, warnings: [warning] },
    ]);
    expect(page.indexOf('<strong>Note</strong>', page.indexOf('aria-label="Cell 3, code"'))).toBeGreaterThan(0);
    expect(page).not.toContain('aria-label="Cell 1, code"');
  });

  test('whose JSON is broken is drawn by its own lines', () => {
    const page = render([
      buildFile('bad.ipynb', '{"cells": [\n"llama3.1:8b"\n', [
        { surface: 'llama3.1:8b', outcome: 'rewrite', to: 'qwen3:8b' },
      ]),
    ]);
    expect(page).toContain('<ins>qwen3:8b</ins>');
  });
});

describe('what others wrote', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</script><script>x</script>',
    '<!--',
    ']]>',
    '&lt;b&gt;',
    '`<b>`',
    '[a](javascript:alert(1))',
    '![x](https://example.org/x.png)',
    '<svg onload=x>',
    '</td></tr></table>',
    '</textarea></style>',
    '\u202eevil',
    '\u0000\u0008',
    '\ud800',
    '\u2028',
  ];
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 4 })
    .map((parts) => parts.join(' '));

  function shapeOf(page: string): string {
    return readHtml(page)
      .tags.filter(({ name }) => !['p', 'code', 'del', 'ins', 'mark', 'wbr', 'a', 'span'].includes(name))
      .map(({ name }) => name)
      .join(' ');
  }

  function hostilePlan(text: string, path: string): string {
    const line = text.replace(/[\r\n]/g, ' ');
    const row: Partial<LedgerRow> = {
      reason: text,
      rule: text,
      model: text,
      candidates: [text],
      section: text,
      evidence: [text],
    };
    const plain = buildFile(`${path}/a`, `x\n${line} llama3.1:8b ${line}\n${line} flux.1\n`, [
      { surface: 'llama3.1:8b', outcome: 'rewrite', to: line, row },
      { surface: 'flux.1', outcome: 'ask', row },
    ]);
    const cells = notebook([
      ['markdown', 'llama3.1:8b\n\n```\nq\n```'],
      ['code', 'x'],
      ['raw', 'y'],
    ]);
    const lab = buildFile(`${path}.ipynb`, cells, [
      { surface: 'llama3.1:8b', outcome: 'rewrite', to: 'qwen3:8b', row: { ...row, cell: 0, src_line: 1 } },
    ]);
    const over = { message: text, advice: text, rule: text, sources: ['bad', text] };
    const phase = buildPhase(4, { title: text });
    const item = buildItem('1', text);
    const plan = buildPlan(
      [
        {
          ...plain,
          warnings: [buildWarning(plain, 'flux.1', over)],
          problems: [{ path, message: text, unverified: true }],
        },
        lab,
      ],
      {
        phase,
        checklist: [{ item, section: '4.1', state: 'open', proof: text, places: [{ path, line: 1, note: text }] }],
        folders: [{ section: '4.1', named: text, match: 'missing', candidates: [text] }],
      },
    );
    const migration = buildMigration({
      id: text,
      title: text,
      planErrors: [{ id: 'p', says: text, finding: text, sources: [] }],
    });
    const repository = buildRepositoryPlan([plan], { otherModels: [{ name: text, count: 2 }] });
    return renderReportHtml(repository, migration, { subject: text, fingerprint: text });
  }

  test('never becomes an element or an attribute: the page keeps the shape that it has with plain words', () => {
    const plain = shapeOf(hostilePlan('plain', 'a/b/folder'));
    fc.assert(
      fc.property(hostile, hostile, (text, path) => {
        expect(shapeOf(hostilePlan(`a${text}`, `a/b/${path.replace(/[\r\n]/g, ' ')}`))).toBe(plain);
      }),
      { numRuns: 80 },
    );
  });

  test('in a Markdown cell never becomes HTML, a link or an image', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = render([
          buildFile(
            'a.ipynb',
            notebook([
              ['markdown', `llama3.1:8b ${text}\n\n${text}\n`],
              ['markdown', text],
            ]),
            [{ surface: 'llama3.1:8b', outcome: 'rewrite', to: 'qwen3:8b', row: { cell: 0, src_line: 1 } }],
          ),
        ]);
        const links = readHtml(page).tags.filter(({ name }) => name === 'a');
        expect(links.filter(({ attributes }) => !(attributes.get('href') ?? '').startsWith('#'))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test('cannot end the data of the ledger, and is read back from it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const page = render([
          buildFile('a', `${text.replaceAll('llama3.1:8b', '')} llama3.1:8b`, [
            { surface: 'llama3.1:8b', outcome: 'keep', row: { reason: text } },
          ]),
        ]);
        const { rows, texts } = ledgerOf(page);
        const reason = texts[rows[0]?.[8] ?? -1] ?? '';
        expect(escapeHtml(reason)).toBe(escapeHtml(text));
      }),
    );
  });

  test('shows hidden characters by their number', () => {
    expect(markupOf(html`<p>${'a\u202eb\u0000c\u200dd'}</p>`)).toBe('<p>a\\u{202e}b\\u{0}c\u200dd</p>');
  });
});

describe('the hash of the policy', () => {
  test('is that of SHA-256 for any ASCII text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
        expect(sha256Base64(text)).toBe(createHash('sha256').update(text).digest('base64'));
      }),
    );
  });

  test('refuses what is not ASCII', () => {
    expect(() => sha256Base64('é')).toThrow('not ASCII');
  });
});

describe('a large plan', () => {
  test('of files whose diffs would not fit says so and keeps the page openable', () => {
    const line = `${'word '.repeat(60)}llama3.1:8b\n`;
    const text = line.repeat(300);
    const told = Array.from({ length: 300 }, () => ({
      surface: 'llama3.1:8b',
      outcome: 'rewrite' as const,
      to: 'qwen3:8b',
    }));
    const one = buildFile('x', text, told);
    const files = Array.from({ length: 90 }, (_, n) => ({ ...one, path: `f${n}.md`, rows: one.rows.slice(0, 1) }));
    const page = render(files);
    expect(page.length).toBeLessThan(20_000_000);
    expect(page).toContain('This diff is left out');
    expect(page.match(/<details class="file"/g)?.length).toBe(90);
  });
});
