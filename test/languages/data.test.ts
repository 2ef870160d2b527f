import { describe, expect, test } from '@jest/globals';
import { chain, dataAt, shellAt } from './where.js';

describe('YAML', () => {
  test.each([
    ['a:\n  - b: 1\n  - m: «old»\n', { path: ['a', '[1]', 'm'], token: 'value', value: 'old' }],
    ['«old»: 1', { path: ['old'], token: 'key' }],
    ['m: "«old»\\n\\u0041"', { value: 'old\nA' }],
    ["m: '«old»''s'", { value: "old's" }],
    ['m: {a: [x, «old»]}', { path: ['m', 'a', '[1]'] }],
    ['m: x # like «old»', { token: 'comment', value: 'like old' }],
    ['a: &x «old»\nb: *x', { path: ['a'], value: 'old' }],
    ['a: {{ broken }\nm: «old»\n', { token: 'value' }],
  ])('%j', (source, expected) => {
    expect(dataAt('yaml', source)).toMatchObject({ language: 'yaml', ...expected });
  });

  test.each([
    ['run: |\n  set -e\n  ollama pull «old»\n', 'yaml value > shell argument'],
    ['command: vllm serve «old»', 'yaml value > shell argument'],
    ['command: >\n  --model «old»\n  --port 80\n', 'yaml value > shell option-value'],
    ['args:\n  - --model=«old»\n', 'yaml value > shell option-value'],
    ['data:\n  start.sh: |\n    ollama pull «old»\n', 'yaml value > shell argument'],
    ['data:\n  app.py: |\n    M = "«old»"\n', 'yaml value > python string'],
    ['body: \'{"model": "«old»"}\'', 'yaml value > json value'],
    ['x: |\n  #!/bin/bash\n  ollama pull «old»\n', 'yaml value > shell argument'],
    ['prompt: |\n  You are «old».\n  Answer.\n', 'yaml value'],
    ['# ollama pull «old»\na: 1', 'yaml comment > shell argument'],
  ])('%j', (source, expected) => {
    expect(chain('yaml', source)).toBe(expected);
  });
});

describe('JSON', () => {
  test.each([
    ['{"a": [{"m": "x"}, {"m": "«old»"}]}', { path: ['a', '[1]', 'm'], token: 'value', value: 'old' }],
    ['{"«old»": 1}', { path: ['old'], token: 'key' }],
    ['{"m": "a\\n\\u0041 «old»"}', { value: 'a\nA old' }],
    ['// uses «old»\n{"m": 1}', { token: 'comment' }],
    ['{"u": "http://x", /* «old» */ "m": 1}', { token: 'comment' }],
    ['{"m": "«old»"', { path: ['m'] }],
    ['\uFEFF{"m": "«old»"}', { path: ['m'] }],
    ['{"m": 1}\n{"m": "«old»"}\n', { path: ['m'] }],
  ])('%j', (source, expected) => {
    expect(dataAt('json', source)).toMatchObject({ language: 'json', ...expected });
  });

  test('commands and JSON in strings', () => {
    expect(chain('json', '{"scripts": {"pull": "ollama pull «old»"}}')).toBe('json value > shell argument');
    expect(chain('json', '{"body": "{\\"model\\": \\"«old»\\"}"}')).toBe('json value > json value');
  });
});

describe('Dockerfile and Modelfile', () => {
  test.each([
    ['FROM «old»', { path: ['FROM'], value: 'old' }],
    ['FROM a AS b\nENV A=1 MODEL="«old»"', { path: ['ENV', 'MODEL'], value: 'old' }],
    ['ENV MODEL «old»', { path: ['ENV', 'MODEL'], value: 'old' }],
    ['ARG MODEL=«old»', { path: ['ARG', 'MODEL'] }],
    ['LABEL base.model="«old»"', { path: ['LABEL', 'base.model'] }],
    ['CMD ["ollama", "run", "«old»"]', { path: ['CMD', '[2]'], value: 'old' }],
    ['# made for «old»\nFROM a', { token: 'comment' }],
    ['FROM x\nPARAMETER stop «old»', { path: ['PARAMETER', 'stop'] }],
    ['FROM x\nSYSTEM """\nFROM nowhere\nYou are «old».\n"""\nPARAMETER a 1', { path: ['SYSTEM'] }],
    ['ENV A=1 \\\n    MODEL=«old»', { path: ['ENV', 'MODEL'] }],
  ])('%j', (source, expected) => {
    expect(dataAt('dockerfile', source)).toMatchObject({ language: 'dockerfile', ...expected });
  });

  test('what runs is shell', () => {
    expect(
      shellAt('dockerfile', 'FROM a\nRUN apt-get update && \\\n    # pull it\n    ollama pull «old»\n'),
    ).toMatchObject({ command: 'ollama' });
    expect(shellAt('dockerfile', 'RUN --mount=type=cache,target=/x ollama pull «old»')).toMatchObject({
      command: 'ollama',
    });
    expect(shellAt('dockerfile', 'RUN <<EOF\nollama pull «old»\nEOF\nCMD x')).toBeDefined();
    expect(shellAt('dockerfile', 'HEALTHCHECK --interval=5s CMD ollama show «old»')).toMatchObject({
      command: 'ollama',
    });
    expect(shellAt('dockerfile', 'ENTRYPOINT vllm serve «old»')).toMatchObject({ command: 'vllm' });
  });
});
