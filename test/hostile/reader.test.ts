import { afterEach, expect, test } from '@jest/globals';
import { type Lab, readAll, startLab } from '../github/lab.js';

let lab: Lab | undefined;
afterEach(async () => {
  await lab?.github.stop();
  lab = undefined;
});

test('fifty thousand files cost a tree and an archive, and only what names a model is kept', async () => {
  const names = Array.from({ length: 50_000 }, (_, index) => `${index % 100}/@hostile ${index}.md`);
  const files = Object.fromEntries(names.map((name) => [name, 'Nothing to see here.\n']));
  lab = await startLab({ ...files, 'a.md': 'llama3.1:8b\n' });
  const read = await readAll(await lab.reader(), 'llama');
  expect(read.files.map(({ path }) => path)).toEqual(['a.md']);
  expect(read.problems).toEqual([]);
  const asked = lab.github
    .requests()
    .filter(({ kind, operation }) => kind === 'codeload' || operation?.startsWith('git/'));
  expect(asked.map(({ kind, operation }) => operation ?? kind)).toEqual(['git/get-tree', 'codeload']);
}, 300_000);
