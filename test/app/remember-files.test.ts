import { expect, test } from '@jest/globals';
import { rememberFiles } from '../../src/app/remember-files.js';
import type { SourceReader } from '../../src/core/ports.js';
import type { SourceFile } from '../../src/core/source.js';

function countingReader(): SourceReader & { readonly reads: string[] } {
  const reads: string[] = [];
  const file = (path: string): SourceFile => ({ path, mode: '100644', blob: '0'.repeat(40), size: 1, text: 'x' });
  return {
    reads,
    name: 'counting',
    async list() {
      reads.push('list');
      return [];
    },
    async *read(stems, onProblem, always) {
      reads.push(stems);
      onProblem('broken.bin', 'cannot be read');
      yield file('a.md');
      for (const path of always ?? []) yield file(path);
    },
  };
}

async function readAll(reader: SourceReader, stems: string, always?: ReadonlySet<string>): Promise<readonly string[]> {
  const seen: string[] = [];
  for await (const file of reader.read(stems, (path) => seen.push(`problem ${path}`), always)) seen.push(file.path);
  return seen;
}

test('what was read once is not read again, problems included', async () => {
  const inner = countingReader();
  const reader = rememberFiles(inner);
  const first = await readAll(reader, 'llama', new Set(['b.md']));
  expect(await readAll(reader, 'llama', new Set(['b.md']))).toEqual(first);
  expect(first).toEqual(['problem broken.bin', 'a.md', 'b.md']);
  await Promise.all([reader.list(), reader.list()]);
  expect(inner.reads).toEqual(['llama', 'list']);
});

test('another question is asked anew', async () => {
  const inner = countingReader();
  const reader = rememberFiles(inner);
  await readAll(reader, 'llama');
  await readAll(reader, 'flux');
  await readAll(reader, 'flux', new Set(['b.md']));
  expect(inner.reads).toEqual(['llama', 'flux', 'flux']);
});
