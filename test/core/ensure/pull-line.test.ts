import { describe, expect, test } from '@jest/globals';
import { changedLines, engineWith, ensure, planWith, states } from './ensuring.js';

const BIRCH = { kind: 'pull-line', models: ['birch:9b'], primary: false } as const;
const PRIMARY = ['Add Birch as primary general model', { ...BIRCH, primary: true }] as const;
const HERON = { kind: 'pull-line', models: ['heron-embed:4b'], primary: false } as const;

const fence = (...lines: readonly string[]) => `# Setup\n\n## Models\n\n\`\`\`bash\n${lines.join('\n')}\n\`\`\`\n`;

describe('a pull line', () => {
  test('joins the group of its kind, in its style and column', () => {
    const plan = ensure(
      fence(
        '# General',
        'ollama pull elm:3b          # small (~2GB)',
        '',
        '# Embeddings',
        'ollama pull moss-embed      # fast (~1GB)',
        '',
        'ollama list',
      ),
      BIRCH,
    );
    expect(changedLines(plan)).toEqual(['ollama pull birch:9b        # General use (~6GB, 128K context)']);
    expect(plan.after.indexOf('birch')).toBeLessThan(plan.after.indexOf('# Embeddings'));
    expect(states(plan)).toEqual(['done: inserted under “Models”, after `ollama pull elm:3b`']);
    expect(plan.rows).toMatchObject([
      {
        outcome: 'companion',
        rule: 'insertion',
        surface: '',
        line: 7,
        model: 'birch:9b',
        to: expect.stringContaining('ollama pull birch:9b'),
      },
    ]);
  });

  test('that is primary comes first and says so; the former first one is relabelled', () => {
    const plan = ensure(
      fence('# General', 'ollama pull elm:3b  # Primary, small', 'ollama pull elm:8b  # larger'),
      PRIMARY,
    );
    expect(plan.after).toContain(
      '# General\nollama pull birch:9b  # Primary for general use\nollama pull elm:3b  # Alternative, small\nollama pull elm:8b',
    );
    expect(plan.rows.map(({ surface, to }) => `${surface} -> ${to}`)).toEqual([
      ' -> ollama pull birch:9b  # Primary for general use',
      'Primary -> Alternative',
    ]);
  });

  test('that is primary is never put at the end of a plain list', () => {
    const plan = ensure(fence('ollama pull moss-embed', 'ollama pull alder2:60b', 'ollama list'), PRIMARY);
    expect(plan.after).toContain('moss-embed\nollama pull birch:9b  # Primary for general use\nollama pull oak:30b\n');
  });

  test('makes a group of its own where there is none of its kind, before the ones for comparison', () => {
    const plan = ensure(
      fence('# General', 'ollama pull elm:3b', '', '# Legacy models (for comparison)', 'ollama pull elm:1b'),
      HERON,
    );
    expect(plan.after).toContain(
      'elm:3b\n\n# Embeddings\nollama pull heron-embed:4b\n\n# Legacy models (for comparison)\nollama pull elm:1b\n',
    );
  });

  test('takes over what stands before the command', () => {
    const plan = ensure(fence('$ docker exec box ollama pull elm:3b'), BIRCH);
    expect(changedLines(plan)).toEqual(['$ docker exec box ollama pull birch:9b']);
  });

  test('joins a fence in a list and in a quote with their marks', () => {
    const plan = ensure('- step\n\n  > ```sh\n  > ollama pull elm:3b\n  > ```\n', BIRCH);
    expect(changedLines(plan)).toEqual(['  > ollama pull birch:9b']);
  });

  test('gets the line ends of the file', () => {
    const text = fence('ollama pull elm:3b').replaceAll('\n', '\r\n');
    expect(ensure(text, BIRCH).after).toBe(text.replace('elm:3b\r\n', 'elm:3b\r\nollama pull birch:9b\r\n'));
  });

  test('joins a script', () => {
    const plan = planWith(engineWith(BIRCH), '#!/bin/sh\nollama pull elm:3b\necho done\n', 'pull.sh');
    expect(plan.after).toBe('#!/bin/sh\nollama pull elm:3b\nollama pull birch:9b\necho done\n');
  });

  test('planned again over the result is there', () => {
    const engine = engineWith(PRIMARY, HERON);
    const first = planWith(engine, fence('# General (primary)', 'ollama pull elm:3b  # primary', '', 'ollama list'));
    const second = planWith(engine, first.after);
    expect(second.changes.edits).toEqual([]);
    expect(second.insertions?.map(({ state }) => state)).toEqual(['already', 'already']);
  });
});

describe('a pull line is there already', () => {
  test.each([
    ['by its tag', fence('ollama pull birch:9b')],
    ['by the bare name of its library', fence('ollama pull birch')],
    ['by a quantised tag', fence('ollama pull birch:9b-q8_0')],
    ['as a download from the hub', fence('ollama pull elm:3b', 'hf download woods/Birch-9B')],
    ['in a loop over names', fence('for m in elm:3b birch:9b; do', '  ollama pull "$m"', 'done')],
  ])('%s', (_how, text) => {
    const plan = ensure(text, BIRCH);
    expect(plan.changes.edits).toEqual([]);
    expect(plan.insertions).toMatchObject([{ state: 'already' }]);
  });

  test('because this run rewrites the old one into it', () => {
    const plan = ensure(fence('ollama pull alder2:7b', 'ollama pull elm:3b'), BIRCH);
    expect(plan.after).toBe(fence('ollama pull birch:9b', 'ollama pull elm:3b'));
    expect(plan.insertions).toMatchObject([
      { state: 'done', proof: expect.stringContaining('by a rewrite of this run') },
    ]);
  });

  test('but not as the first of its kind: a person must look', () => {
    const plan = ensure(fence('# General', 'ollama pull elm:3b', 'ollama pull birch:9b'), PRIMARY);
    expect(plan.changes.edits).toEqual([]);
    expect(states(plan)).toEqual([
      'open: Birch 9B is pulled already, but not as the first of its kind; nothing was moved',
    ]);
  });
});

describe('a pull line has no place', () => {
  test.each([
    ['without any pull command', fence('ollama list')],
    ['where commands are chained', fence('ollama pull elm:3b && \\', '  ollama pull elm:8b')],
    ['in a fence that is never closed', '```bash\nollama pull elm:3b\n'],
    ['inside a condition', fence('if true; then', '  ollama pull elm:3b', 'fi')],
    ['where a program only prints it', fence('print("Run: ollama pull elm:3b")', 'echo ollama pull elm:3b')],
    ['in a remedy', '## Common issues\n\n```bash\nollama pull elm:3b\n```\n'],
    ['in a comment', fence('# ollama pull elm:3b')],
  ])('%s', (_where, text) => {
    const plan = ensure(text, BIRCH);
    expect(plan.after).toBe(text);
    expect(plan.insertions).toMatchObject([{ state: 'open', places: [{ path: 'a.md', line: 1 }] }]);
  });

  test('for a model that Ollama does not have', () => {
    const engine = engineWith(BIRCH);
    const models = engine.migration.catalogue.models.map(({ ollama, ...model }) =>
      model.id === 'birch:9b' || ollama === undefined ? model : { ...model, ollama },
    );
    const without = {
      ...engine,
      migration: { ...engine.migration, catalogue: { ...engine.migration.catalogue, models } },
    };
    expect(states(planWith(without, fence('ollama pull elm:3b')))).toEqual([
      'open: Birch 9B has no name that Ollama resolves',
    ]);
  });

  test('after a person took it out', () => {
    const plan = planWith(engineWith(BIRCH), fence('ollama pull elm:3b'), 'a.md', ['ollama pull birch:9b']);
    expect(states(plan)).toEqual(['open: a person turned it back']);
    expect(plan.changes.edits).toEqual([]);
  });
});

test('sentences and totals that the line makes false are listed', () => {
  const text = `${fence('ollama pull elm:3b', 'ollama pull elm:8b', '# Total: 25 GB')}\nThe two models above are all you need. All of these models are free.\n\n## Later\n\nAll models sleep.\n`;
  const { insertions } = ensure(text, BIRCH);
  expect(insertions?.[0]?.places.map(({ line }) => line)).toEqual([8, 11]);
});
