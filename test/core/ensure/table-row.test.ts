import { describe, expect, test } from '@jest/globals';
import { changedLines, engineWith, ensure, planWith, states } from './ensuring.js';

const BIRCH = { kind: 'table-row', models: ['birch:9b'], heading: 'Reasoning Models' } as const;
const OAK = { ...BIRCH, models: ['oak:30b'] } as const;

const table = (header: string, ...rows: readonly string[]) =>
  `# Reference\n\n## Reasoning Models\n\n${header}\n${header.replace(/[^|]+/g, '---')}\n${rows.join('\n')}\n\nEnd.\n`;

describe('a row', () => {
  test('follows the last one, in the table’s columns, with what nobody measured said so', () => {
    const plan = ensure(
      table(
        '| Model | Tok/s | Tools | AIME 2024 | Memory | Notes |',
        '| Elm 3B | 40 | ✅ | 50.1% | ~2GB | small |',
        '| Alder 2 60B | 9 | ❌ | 61% | ~40GB | - |',
      ),
      BIRCH,
    );
    expect(changedLines(plan)[0]).toBe('| Birch 9B | not measured | ✅ | 71.5% | ~6GB | not measured |');
    expect(plan.after).toContain('| - |\n| Birch 9B |');
    expect(states(plan)).toEqual(['done: inserted as a row of the table under “Reasoning Models”']);
    expect(plan.rows.filter(({ rule }) => rule === 'insertion')).toMatchObject([
      { outcome: 'companion', surface: '', model: 'birch:9b', to: expect.stringMatching(/^\| Birch 9B/) },
    ]);
  });

  test('writes names and answers as the others do', () => {
    const plan = ensure(
      table('| Model | Params | Function calling | Context | License |', '| `heron-embed:4b` | 4B | No | 8K | Other |'),
      OAK,
    );
    expect(changedLines(plan)).toContain(
      '| `oak:30b` | not measured | Partly | 32K (up to 256K with stretching) | Woods License |',
    );
  });

  test('says whose figure it is when only the plan has it', () => {
    expect(changedLines(ensure(table('| Model | AIME |', '| Elm 3B | 50% |', '| Alder 2 60B | 61% |'), OAK))).toContain(
      '| Oak 30B | 86.1% (2024, the plan’s figure) |',
    );
  });

  test('never takes a published figure for one that was measured here', () => {
    const plan = ensure(table('| Model | AIME 2024 (our run) | Thinking |', '| Alder 2 7B | 40% | 12 |'), OAK);
    expect(changedLines(plan)).toContain('| Oak 30B | not measured | not measured |');
  });

  test('stands before the sum', () => {
    const plan = ensure(table('| Model | Memory |', '| Alder 2 60B | ~40 GB |', '| **Total** | 40 GB |'), BIRCH);
    expect(plan.after).toContain('~40 GB |\n| Birch 9B | ~6 GB |\n| **Total**');
    expect(plan.insertions?.[0]?.places).toMatchObject([{ line: 8, note: expect.stringContaining('gives a total') }]);
  });

  test('keeps bold names, missing outer bars and laid-out columns', () => {
    expect(changedLines(ensure(table('Model | Tools', '**Alder 2 60B** | ✅'), BIRCH))).toContain('**Birch 9B** | ✅');
    const padded =
      '## Reasoning Models\n\n| Model       | Tools |\n| ----------- | ----- |\n| Elm         | ✅    |\n| Alder 2 60B | ❌    |\n';
    expect(changedLines(ensure(padded.replaceAll('✅ ', 'Yes').replaceAll('❌ ', 'No '), BIRCH))).toContain(
      '| Birch 9B    | Yes   |',
    );
  });

  test('has the line ends of the file, and none where the table ends without one', () => {
    const text = table('| Model | Tools |', '| Alder 2 60B | ❌ |').replaceAll('\n', '\r\n');
    expect(ensure(text, BIRCH).after).toContain('❌ |\r\n| Birch 9B | ✅ |\r\n\r\nEnd.');
    expect(ensure('| Model | Tools |\n|---|---|\n| Elm, Alder 2 60B | ❌ |', BIRCH).after).toMatch(
      /\n\| Birch 9B \| ✅ \|$/,
    );
  });

  test('planned again over the result is there', () => {
    const engine = engineWith(BIRCH, OAK);
    const first = planWith(engine, table('| Model | Tools |', '| Elm | ❌ |', '| Alder 2 | ❌ |'));
    expect(first.insertions?.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(planWith(engine, first.after)).toMatchObject({
      changes: { edits: [] },
      insertions: [{ state: 'already' }, { state: 'already' }],
    });
  });

  test('is there already under any of its names, in any table of models', () => {
    for (const name of ['Birch 9B', '`birch:9b`', 'woods/Birch-9B', '**Birch**'])
      expect(ensure(`# A\n\n| Model | Tools |\n|---|---|\n| ${name} | ✅ |\n`, BIRCH)).toMatchObject({
        changes: { edits: [] },
        insertions: [{ state: 'already' }],
      });
  });

  test('stays in its table when a note comes to stand behind it, whichever bullet is first', () => {
    const note = { kind: 'note', id: 'n', heading: 'Reasoning Models', text: 'Mind the gap.' } as const;
    const plan = ensure(table('| Model | Tools |', '| Alder 2 | ❌ |').replace('\nEnd.\n', ''), note, BIRCH);
    expect(plan.after).toContain('| Alder 2 | ❌ |\n| Birch 9B | ✅ |\n<!-- cutover:begin n -->');
    expect(plan.insertions?.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  test.each([
    ['no table', '## Reasoning Models\n\nwords\n'],
    ['a table of other things', table('| Name | Price |', '| apples | 3 |')],
    [
      'two tables under other headings',
      '## A\n\n| Model |\n|---|\n| Alder 2 |\n\n## B\n\n| Model |\n|---|\n| Alder 2 |\n',
    ],
    ['a table in a quote', '## Reasoning Models\n\n> | Model | Tools |\n> |---|---|\n> | Alder 2 | ❌ |\n'],
    ['a table in a fence', '```\n| Model | Tools |\n|---|---|\n| Alder 2 | ❌ |\n```\n'],
  ])('stays open where there is %s', (_what, text) => {
    expect(ensure(text, BIRCH)).toMatchObject({ after: text, insertions: [{ state: 'open' }] });
  });
});
