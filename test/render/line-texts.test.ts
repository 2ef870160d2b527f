import { describe, expect, test } from '@jest/globals';
import type { FilePlan } from '../../src/core/file-plan.js';
import { renderAnnotations } from '../../src/render/annotations.js';
import { filesOf, renderLedgerLines, renderLedgerRow, renderWarningLines } from '../../src/render/ledger-lines.js';
import { linesAfter } from '../../src/render/lines-after.js';
import { buildFile, buildMigration, buildPlan, buildRepositoryPlan, buildWarning } from './build-plan.js';

function sample(): FilePlan {
  const file = buildFile('a.md', 'old-a\nold-b\nold-c\n', [
    { surface: 'old-a', outcome: 'rewrite', to: 'new-a\nmore' },
    { surface: 'old-b', outcome: 'ask', row: { candidates: ['x', 'y'] } },
    { surface: 'old-c', outcome: 'keep' },
  ]);
  return {
    ...file,
    warnings: [
      buildWarning(file, 'old-c', { severity: 'note', rule: 'stale-neighbour' }),
      buildWarning(file, 'old-b', { cell: 3, sourceLine: 2 }),
    ],
  };
}

describe('lines after the edits', () => {
  const text = 'one\ntwo\nthree';
  const lineOf = (line: number, insert: string, at: number, end = at) =>
    linesAfter(buildFile('a.md', text, [], changed(insert, at, end)))({ line });
  function changed(insert: string, start: number, end: number): Partial<FilePlan> {
    const edit = { span: { start, end }, expected: text.slice(start, end), insert };
    return { after: text.slice(0, start) + insert + text.slice(end), changes: { length: text.length, edits: [edit] } };
  }

  test('move down below an insertion, also one at the start of the line itself', () => {
    expect(lineOf(2, 'new\n', 4)).toBe(3);
    expect(lineOf(1, 'new\n', 4)).toBe(1);
    expect(lineOf(3, 'x\ny\n', 0)).toBe(5);
  });

  test('move up below a removal', () => {
    expect(lineOf(3, '', 0, 4)).toBe(2);
  });

  test('stay within the file', () => {
    expect(lineOf(99, '', 0, 4)).toBe(2);
    expect(linesAfter(buildFile('a.md', text, []))({ line: 99 })).toBe(3);
    expect(linesAfter(buildFile('a.md', text, []))({ line: 0 })).toBe(1);
  });
});

describe('annotations', () => {
  test('stand on the lines after the edits, critical ones first', () => {
    expect(
      renderAnnotations(buildPlan([sample()]), buildMigration()).map(({ line, level, title }) => [line, level, title]),
    ).toEqual([
      [3, 'failure', 'critical: agent-without-tool-calling'],
      [3, 'warning', 'to decide: old-b'],
      [4, 'notice', 'note: stale-neighbour'],
    ]);
  });

  test('say what to do, the candidates, and the cell', () => {
    const [critical, ask] = renderAnnotations(buildPlan([sample()]), buildMigration());
    expect(critical?.message).toBe('The model does not call tools.\nTake one that does');
    expect(critical?.rawDetails).toContain('cell 3, line 2');
    expect(critical?.rawDetails).toContain('source: maker');
    expect(ask?.message).toContain('Candidates: x, y.');
  });

  test('keep within the limits of GitHub', () => {
    const file = sample();
    const long = {
      ...file,
      warnings: [
        buildWarning(file, 'old-c', {
          rule: '😀'.repeat(400),
          message: '漢'.repeat(70_000),
          sources: ['s'.repeat(99_000)],
        }),
      ],
    };
    const [one] = renderAnnotations(buildPlan([long]), buildMigration());
    expect(one?.title.length).toBeLessThanOrEqual(255);
    expect(new TextEncoder().encode(one?.message).length).toBeLessThanOrEqual(64_000);
    expect(new TextEncoder().encode(one?.rawDetails).length).toBeLessThanOrEqual(64_000);
  });
});

describe('the ledger as JSON lines', () => {
  test('has its fields in a fixed order, whatever order the row has', () => {
    const row = { ...sample().rows[1]!, cell: 2, src_line: 4 };
    const shuffled = Object.fromEntries(Object.entries(row).reverse()) as unknown as typeof row;
    expect(Object.keys(JSON.parse(renderLedgerRow(shuffled)))).toEqual([
      'path',
      'line',
      'cell',
      'src_line',
      'col',
      'surface',
      'model',
      'strength',
      'outcome',
      'candidates',
      'rule',
      'reason',
      'evidence',
      'group',
      'phase',
      'section',
    ]);
  });

  test('has one line a row, with the places before the edits', () => {
    const lines = renderLedgerLines([sample()]).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe('');
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({
      path: 'a.md',
      line: 3,
      col: 0,
      surface: 'old-c',
      outcome: 'keep',
    });
    expect(JSON.parse(lines[0] ?? '').to).toBe('new-a\nmore');
  });

  test('is empty without rows', () => {
    expect(renderLedgerLines([])).toBe('');
  });

  test('takes the files of all phases and those outside, by path', () => {
    const file = (path: string) => buildFile(path, '', []);
    const plan = buildRepositoryPlan([buildPlan([file('b'), file('d')]), buildPlan([file('a')])], {
      outside: [file('c')],
    });
    expect(filesOf(plan).map(({ path }) => path)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('has the warnings with their sources resolved', () => {
    const [, second] = renderWarningLines([sample()], { maker: 'https://example.org' }).split('\n');
    expect(JSON.parse(second ?? '')).toEqual({
      path: 'a.md',
      line: 2,
      cell: 3,
      src_line: 2,
      col: 0,
      rule: 'agent-without-tool-calling',
      severity: 'critical',
      message: 'The model does not call tools.',
      advice: 'Take one that does',
      source: ['https://example.org'],
    });
    expect(Object.keys(JSON.parse(second ?? ''))).toEqual([
      'path',
      'line',
      'cell',
      'src_line',
      'col',
      'rule',
      'severity',
      'message',
      'advice',
      'source',
    ]);
  });
});
