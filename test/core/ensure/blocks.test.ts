import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withoutOwnBlocks } from '../../../src/core/ensure/own-block.js';
import { decided } from '../planning.js';
import { engineWith, ensure, planWith, states } from './ensuring.js';

const MATRIX = {
  kind: 'capability-matrix',
  models: ['birch:9b', 'oak:30b', 'alder2:7b'],
  heading: 'Key Values',
} as const;
const COMPARISON = { kind: 'reasoning-comparison', heading: 'Models' } as const;
const NOTE = {
  kind: 'note',
  id: 'alder-tools',
  heading: 'Common Mistakes',
  text: '**Alder 2 cannot call tools.** Use Birch 9B where a lab needs them.',
} as const;

/** What anybody would do to take the blocks out: drop the lines from marker to marker. */
function takenOut(text: string): string {
  return text.replace(/^<!-- cutover:begin [^\n]*?-->\r?\n[\s\S]*?^<!-- cutover:end [^\n]*?-->\r?\n/gm, '');
}

describe('a capability matrix', () => {
  const plan = ensure('# Reference\n\n## Key Values\n\nSome words.\n\n### More\n\nText.\n', MATRIX);

  test('stands between its markers, after what the heading says itself', () => {
    expect(plan.after).toBe(
      [
        '# Reference',
        '',
        '## Key Values',
        '',
        'Some words.',
        '<!-- cutover:begin capability-matrix -->',
        '',
        '| Model | Thinking | Tool Calling | Vision | Context | License |',
        '| --- | --- | --- | --- | --- | --- |',
        '| Birch 9B (`birch:9b`) | ✅ on/off | ✅ BFCL v3 60.5 thinking | ❌ | 131,072 | MIT |',
        '| Oak 30B (`oak:30b`) | ✅ | ⚠️ | ? | 32,768 (up to 262,144 with stretching) | Woods License |',
        '| Alder 2 7B (`alder2:7b`) | ❌ | ❌ | ❌ | 8,192 | Grove License |',
        '',
        '✅ yes · ⚠️ partly · ❌ no · ? not known',
        '',
        '- Oak 30B, tool calling: only through an adapter',
        '',
        '<!-- cutover:end capability-matrix -->',
        '',
        '### More',
        '',
        'Text.',
        '',
      ].join('\n'),
    );
  });

  test('is one row of the ledger, at the line that it follows', () => {
    expect(decided(plan)).toEqual(['companion insertion  -> <!-- cutover:begin capability-matrix -->']);
    expect(plan.rows).toMatchObject([{ line: 5, col: 0, reason: 'inserted under “Key Values”' }]);
  });

  test('says cell by cell where the plan’s own table differs', () => {
    const [state] = plan.insertions ?? [];
    expect(state?.differences).toEqual([
      {
        model: 'Birch 9B',
        column: 'Tool Calling',
        plan: '✅ Score 55.5',
        inserted: '✅ BFCL v3 60.5 thinking',
        sources: ['test'],
      },
      { model: 'Oak 30B', column: 'Thinking', plan: '❌', inserted: '✅', sources: ['test'] },
      {
        model: 'Oak 30B',
        column: 'Context',
        plan: '1M',
        inserted: '32,768 (up to 262,144 with stretching)',
        sources: ['test'],
      },
      { model: 'Oak 30B', column: 'License', plan: 'Open', inserted: 'Woods License', sources: ['test'] },
    ]);
    expect(state?.places).toHaveLength(4);
    expect(state?.proof).toBe("inserted under “Key Values”; 4 of its cells differ from the plan's table");
  });

  test('planned again over the result is there; the old names in it stay', () => {
    const again = planWith(engineWith(MATRIX), plan.after);
    expect(again.changes.edits).toEqual([]);
    expect(states(again)).toEqual(['already: the block capability-matrix is there and up to date']);
    expect(decided(again)).toEqual(['keep own-insertion Alder 2 7B', 'keep own-insertion alder2:7b']);
  });

  test('is brought up to date in its place', () => {
    const old = plan.after
      .replace('| MIT |', '| BSD |')
      .replace('- Oak 30B, tool calling: only through an adapter\n', '');
    const again = planWith(engineWith(MATRIX), old);
    expect(again.after).toBe(plan.after);
    expect(states(again)[0]).toMatch(/^done: the block capability-matrix was brought up to date/);
  });

  test.each([
    ['without its end', '# A\n\n<!-- cutover:begin capability-matrix -->\n\nold\n'],
    ['twice', `${plan.after}\n${plan.after}`],
  ])('whose block stands there %s is left to a person', (_how, text) => {
    const again = planWith(engineWith(MATRIX), text);
    expect(again.after).toBe(text);
    expect(states(again)[0]).toMatch(/^open: the markers of the block/);
  });

  test('that the document has in its own words is not added', () => {
    const table = '| LLM | Tools | Vision |\n|---|---|---|\n| `birch:9b` | yes | no |\n| Oak 30B | partly | ? |\n';
    expect(states(ensure(`# Any\n\n${table}`, MATRIX))[0]).toMatch(/^already: a table tells it already/);
  });

  test.each([
    ['of other facts', '| Model | Speed |\n|---|---|\n| Birch 9B | 40 |\n| Oak 30B | 20 |\n'],
    ['of other models', '| Model | Tools | Vision |\n|---|---|---|\n| Elm | yes | no |\n| Birch 9B | yes | no |\n'],
  ])('is added beside a table %s', (_what, table) => {
    expect(states(ensure(`# Any\n\n${table}`, MATRIX))[0]).toMatch(/^done/);
  });

  test('names the nearest heading where none is quite the one', () => {
    const { insertions } = ensure('# A\n\n## Important values\n\nx\n\n## B\n', MATRIX);
    expect(insertions?.[0]?.proof).toContain('under “Important values”, the nearest heading to “Key Values”');
  });

  test('goes to the end where no heading fits', () => {
    const made = ensure('# A\n\ntext\n', MATRIX);
    expect(made.after.startsWith('# A\n\ntext\n<!-- cutover:begin')).toBe(true);
    expect(made.insertions?.[0]?.proof).toContain('at the end, as no heading fits “Key Values”');
  });

  test('is not put where it would be swallowed', () => {
    for (const text of ['# A\n\n```\nnever closed\n', '# A\n\n<script>\nx\n', '# A\n\n<!-- never closed\n'])
      expect(ensure(text, MATRIX)).toMatchObject({ after: text, insertions: [{ state: 'open' }] });
  });

  test('is not put into a text with the line ends of an old Macintosh', () => {
    expect(ensure('# A\r\rtext\r', MATRIX)).toMatchObject({ after: '# A\r\rtext\r', insertions: [{ state: 'open' }] });
  });

  test('stays before the rule that ends the section', () => {
    const made = ensure('## Key Values\n\nx\n\n---\n\n## B\n', MATRIX);
    expect(made.after).toMatch(/^## Key Values\n\nx\n<!-- cutover:begin [\s\S]*-->\n\n---\n\n## B\n$/);
  });
});

describe('a reasoning comparison', () => {
  test('has the plan’s columns, the catalogue’s figures, and says which are only the plan’s', () => {
    const plan = ensure('# Lab\n\n## Models\n', COMPARISON);
    expect(plan.after).toContain('| Birch 9B (`birch:9b`) | 71.5% | ✅ BFCL v3 60.5 thinking | Small machines |');
    expect(plan.after).toContain('| Oak 30B (`oak:30b`) | 86.1% (the plan’s figure) | ⚠️ | Long answers |');
    expect(plan.insertions?.[0]?.differences.map(({ model, column }) => `${model} ${column}`)).toEqual([
      'Birch 9B AIME 2024',
      'Oak 30B AIME 2024',
      'Oak 30B Tool Calling',
    ]);
  });

  test('that stands there already is not added', () => {
    const text =
      '## Models\n\n| Name | AIME 2024 | Function calling |\n|---|---|---|\n| Birch | 70 | yes |\n| Oak | 80 | no |\n';
    expect(states(ensure(text, COMPARISON))[0]).toMatch(/^already/);
  });
});

describe('a note', () => {
  test('stands in a block under its heading', () => {
    const plan = ensure('## Common Mistakes\n\n| a | b |\n|---|---|\n| c | d |\n\n## Links\n', NOTE);
    expect(plan.after).toContain(
      `| c | d |\n<!-- cutover:begin alder-tools -->\n\n> ${NOTE.text}\n\n<!-- cutover:end alder-tools -->\n\n## Links\n`,
    );
    expect(decided(planWith(engineWith(NOTE), plan.after))).toEqual(['keep own-insertion Alder 2']);
  });

  test.each([
    'Alder 2 7B has no tool calling.',
    'Mind that **Alder 2** does not support function calling.',
    '- Alder 2 lacks tools',
    'Alder 2 thinks aloud. Alder 2 works without tools, alas.',
    'Alder 2 is a model that\ncannot call any tools.',
    '```python\nllm = Model("alder2:7b")  # ❌ No tool support\n```',
    '> Tool calling is not available in Alder 2.',
    '| Model | Score | Tools |\n|---|---|---|\n| Alder 2 | 5 | ❌ No |',
  ])('that the text says itself is not added: %s', (words) => {
    expect(ensure(`# A\n\n${words}\n`, NOTE)).toMatchObject({
      changes: { edits: [] },
      insertions: [{ state: 'already' }],
    });
  });

  test.each([
    'Alder 2 calls tools well.',
    'Alder 2 does not only call tools, it likes to.',
    'You need not pass tools to Alder 2.',
    'Unlike Alder 2, Birch 9B cannot call tools.',
    'Alder 2 is not small. Tools are listed below.',
    'Birch 9B has no tool calling.',
    '| Model | Score | Tools |\n|---|---|---|\n| Alder 2 | ❌ No | Yes |',
  ])('that the text does not say is added: %s', (words) => {
    expect(ensure(`# A\n\n${words}\n`, NOTE).insertions).toMatchObject([{ state: 'done' }]);
  });
});

describe('blocks taken out', () => {
  const line = fc.constantFrom(
    '',
    '',
    'Some words about Alder 2 7B.',
    '## Key Values',
    '### Models',
    '## Common Mistakes',
    '# Top',
    '- item',
    '  more',
    '1. one',
    '> quote',
    '---',
    '===',
    '| a | b |',
    '|---|---|',
    '| c | d |',
    '```',
    '```bash',
    'ollama pull elm:3b',
    '~~~',
    '<div>',
    '</div>',
    '<!-- a remark -->',
    '    code',
    '\tcode',
    '[x]: http://y',
    '$$',
    '<pre>',
    '***',
    'é🚀',
  );
  const text = fc
    .record({
      lines: fc.array(line, { maxLength: 14 }),
      end: fc.boolean(),
      eol: fc.constantFrom('\n', '\r\n'),
      bom: fc.boolean(),
    })
    .map(
      ({ lines, end, eol, bom }) =>
        `${bom && lines.length > 0 ? '\uFEFF' : ''}${lines.join(eol)}${end && lines.length > 0 ? eol : ''}`,
    );
  const engine = engineWith(MATRIX, COMPARISON, NOTE);

  test('restore the text byte for byte, whatever it was, and nothing is added twice', () => {
    fc.assert(
      fc.property(text, (before) => {
        const plan = planWith(engine, before);
        const rewritten = before.replaceAll(
          'Alder 2 7B',
          plan.after.includes('about Birch 9B') ? 'Birch 9B' : 'Alder 2 7B',
        );
        expect(withoutOwnBlocks(plan.after)).toBe(rewritten);
        if (!before.startsWith('\uFEFF')) expect(takenOut(plan.after)).toBe(rewritten);
        expect(plan.after.endsWith('\n')).toBe(before.endsWith('\n') || (before === '' && plan.after !== ''));
        if (/\r\n/.test(before)) expect(plan.after).not.toMatch(/(?<!\r)\n/);
        expect(planWith(engine, plan.after).changes.edits).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('a text without a final line end still has none, and the block is not at its end', () => {
    const plan = ensure('# A\n\n## Common Mistakes\n\nlast words', NOTE);
    expect(plan.after).toMatch(/^# A\n\n## Common Mistakes\n<!-- cutover:begin [\s\S]*-->\n\nlast words$/);
  });

  test('an empty text gets the block alone', () => {
    expect(takenOut(ensure('', NOTE).after)).toBe('');
  });
});
