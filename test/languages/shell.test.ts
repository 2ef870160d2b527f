import { describe, expect, test } from '@jest/globals';
import { chain, dataAt, pythonAt, shellAt } from './where.js';

describe('commands and words', () => {
  test.each([
    ['ollama pull «old»', { token: 'argument', command: 'ollama', words: ['ollama', 'pull', 'old'] }],
    ['sudo -E /usr/bin/ollama pull «old»', { token: 'argument', command: 'ollama' }],
    [
      'A=1 B="2 3" ollama run \'«old»\' hi',
      { command: 'ollama', words: ['A=1', 'B=2 3', 'ollama', 'run', 'old', 'hi'] },
    ],
    ['vllm serve x --model «old» -p 1', { token: 'option-value', option: '--model' }],
    ['vllm serve x --model=«old»', { token: 'option-value', option: '--model' }],
    ['vllm serve x --model="«old»"', { token: 'option-value', option: '--model' }],
    ['ollama run --verbose «old»', { token: 'argument', command: 'ollama' }],
    [
      'docker exec -it box ollama pull «old»',
      { token: 'argument', command: 'docker', words: ['docker', 'exec', '-it', 'box', 'ollama', 'pull', 'old'] },
    ],
    ['docker run -e MODEL=«old» x', { token: 'option-value', option: '-e', variable: 'MODEL' }],
    ['MODEL=«old»', { token: 'assignment', variable: 'MODEL' }],
    ['export MODEL="«old»"', { token: 'assignment', variable: 'MODEL', command: 'export' }],
    ['MODEL=«old» ./run.sh', { token: 'assignment', variable: 'MODEL', command: 'run.sh' }],
    ['# pull «old» first', { token: 'comment' }],
    ['x # «old»', { token: 'comment' }],
    ['echo "Using «old»"', { token: 'text', command: 'echo' }],
    ['./«old».sh', { token: 'command' }],
    ['a && b «old» || c', { command: 'b', words: ['b', 'old'] }],
    ['cat x | jq .«old»', { command: 'jq' }],
    ['if true; then ollama pull «old»; fi', { command: 'ollama', words: ['ollama', 'pull', 'old'] }],
    ['for m in a «old»; do x $m; done', { command: 'for' }],
    ['ollama pull a > «old».log', { command: 'ollama', words: ['ollama', 'pull', 'a'] }],
    ['--model «old» --port 8000', { token: 'option-value', option: '--model' }],
    ['echo a#b «old»', { token: 'text', words: ['echo', 'a#b', 'old'] }],
    ['echo "never closed «old»', { words: ['echo', '"never', 'closed', 'old'] }],
  ])('%s', (source, expected) => {
    expect(shellAt('shell', source)).toMatchObject(expected);
  });

  test('a command over several lines, also with CRLF', () => {
    const expected = { command: 'docker', option: '--model' };
    expect(shellAt('shell', 'docker run \\\n  -p 1:1 \\\n  x --model «old» \\\n  --y\necho')).toMatchObject(expected);
    expect(shellAt('shell', 'docker run \\\r\n  -p 1:1 \\\r\n  x --model «old»\r\necho')).toMatchObject(expected);
  });

  test('the statement is the simple command', () => {
    const source = 'cd x && ollama pull «old»; echo';
    const { start, end } = shellAt('shell', source).statement;
    expect(source.replace(/[«»]/g, '').slice(start, end)).toBe('ollama pull old');
  });
});

describe('texts in words', () => {
  test('the body of a request', () => {
    expect(dataAt('shell', 'curl -d \'{"model": "«old»", "n": 1}\' http://localhost')).toMatchObject({
      language: 'json',
      path: ['model'],
    });
    expect(dataAt('shell', 'curl -d "{\\"model\\": \\"«old»\\"}" x')).toMatchObject({ path: ['model'], value: 'old' });
    expect(dataAt('shell', 'curl x -d \'{\n  "model": "«old»",\n  "messages": [{"a": "b"}]\n}\'')).toMatchObject({
      path: ['model'],
    });
  });

  test('a program after -c', () => {
    expect(pythonAt('shell', 'python3 -c "import a; a.Chat(model=\'«old»\')"').use).toMatchObject({
      callee: 'a.Chat',
      keyword: 'model',
    });
    expect(shellAt('shell', 'docker run x bash -c "pip install y && vllm serve --model «old»"')).toMatchObject({
      command: 'vllm',
    });
    expect(chain('shell', 'echo "$(ollama show «old»)"')).toBe('shell text > shell argument');
    expect(chain('shell', 'echo "Run: ollama pull «old»"')).toBe('shell text > shell argument');
  });

  test('here-documents by what reads them', () => {
    expect(pythonAt('shell', 'python - <<\'EOF\'\nx = Chat("«old»")\nEOF\necho').use.callee).toBe('Chat');
    expect(dataAt('shell', 'cat > Modelfile <<EOF\nFROM «old»\nEOF\n')).toMatchObject({
      language: 'dockerfile',
      path: ['FROM'],
    });
    expect(dataAt('shell', 'cat <<EOF > conf/x.yaml\nmodel: «old»\nEOF\n')).toMatchObject({ path: ['model'] });
    expect(chain('shell', 'cat <<EOF\nplain «old»\nEOF\n')).toBe('shell heredoc > plain');
    expect(shellAt('shell', 'cat <<EOF\nx\nEOF\nollama pull «old»')).toMatchObject({ command: 'ollama' });
  });

  test('a commented-out command', () => {
    expect(chain('shell', '# ollama pull «old»')).toBe('shell comment > shell argument');
  });
});
