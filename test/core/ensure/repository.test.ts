import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ChecklistItem, Ensure, Migration, Phase } from '../../../src/core/migration.js';
import type { RepositoryPlan } from '../../../src/core/phase-plan.js';
import { createTreeReader } from '../../../src/local/tree-reader.js';
import { planRepository } from '../../../src/run-phase.js';
import { memoryReader } from '../../fakes/memory-reader.js';
import { smallMigration } from '../small-migration.js';
import { CATALOGUE } from './ensuring.js';

const NOTE: Ensure = { kind: 'note', id: 'words', heading: 'Mistakes', text: 'Mind that Alder 2 cannot call tools.' };
const PULL: Ensure = { kind: 'pull-line', models: ['oak:30b'], primary: false };

const item = (id: string, ensure: Ensure, files: readonly string[] = []): ChecklistItem => ({
  id,
  text: `Add ${ensure.kind}`,
  met: { by: 'ensure', files, ensure },
});

function phase(
  number: number,
  include: readonly string[],
  checklist: readonly ChecklistItem[],
  folder?: string,
): Phase {
  const scope = { include, exclude: [] };
  const section = {
    id: `s${number}`,
    title: '',
    scope,
    subjects: [],
    checklist,
    ...(folder === undefined ? {} : { folder }),
  };
  return { id: `phase-${number}`, number, title: '', sections: [section], checklist: [], repeatForNotebooks: false };
}

const migration = (...phases: readonly Phase[]): Migration => smallMigration({}, { catalogue: CATALOGUE, phases });

const plan = (texts: Readonly<Record<string, string>>, made: Migration) =>
  planRepository({ reader: memoryReader(texts), migration: made, phases: 'all' });

const bullets = ({ phases }: RepositoryPlan) =>
  phases.flatMap(({ checklist }) => checklist.map(({ item: { id }, state, proof }) => `${id} ${state}: ${proof}`));
const changed = ({ phases }: RepositoryPlan) =>
  phases.flatMap(({ files }) => files.filter((file) => file.after !== file.before).map((file) => file.path));

describe('the file of an insertion', () => {
  test('is read, planned and counted although it names no model', async () => {
    const made = await plan({ 'a/REF.md': '# Ref\n\n## Mistakes\n' }, migration(phase(1, ['a/**'], [item('1', NOTE)])));
    expect(bullets(made)).toEqual(['1 done: inserted under “Mistakes”']);
    expect(changed(made)).toEqual(['a/REF.md']);
    expect(made.phases[0]?.counts).toMatchObject({ changedFiles: 1, companions: 1, removedLines: 0 });
  });

  test('is the one that the bullet names, the shallowest first', async () => {
    const texts = { 'a/deep/REF.md': 'x\n', 'a/REF.md': 'x\n', 'a/OTHER.md': '## Mistakes\n' };
    expect(changed(await plan(texts, migration(phase(1, ['a/**'], [item('1', NOTE, ['REF.md'])]))))).toEqual([
      'a/REF.md',
    ]);
  });

  test('is the one with the heading where several could be meant', async () => {
    const texts = { 'a/A.md': 'x\n', 'a/B.md': '## Mistakes\n\nx\n' };
    expect(changed(await plan(texts, migration(phase(1, ['a/**'], [item('1', NOTE)]))))).toEqual(['a/B.md']);
  });

  test('is none where one of them says it already', async () => {
    const texts = { 'a/A.md': '## Mistakes\n', 'a/B.md': 'Alder 2 has no tool calling.\n' };
    const made = await plan(texts, migration(phase(1, ['a/**'], [item('1', NOTE)])));
    expect(changed(made)).toEqual([]);
    expect(bullets(made)).toEqual(['1 already: the text says it already: Alder 2 has no tool calling.']);
  });

  test.each([
    ['a record of what was', 'a/CHANGELOG.md'],
    ['of another section', 'b/A.md'],
    ['no text that takes notes', 'a/A.py'],
  ])('is never one that is %s', async (_what, path) => {
    const made = await plan(
      { [path]: '# oak:30b\n' },
      migration(phase(1, ['a/**'], [item('1', NOTE)]), phase(2, ['b/**'], [])),
    );
    expect(changed(made)).toEqual([]);
    expect(bullets(made)[0]).toMatch(/^1 open/);
  });

  test('is not touched where the folder that the plan names is in doubt', async () => {
    const made = await plan(
      { 'a/A.md': '## Mistakes\n' },
      migration(phase(1, ['a/**'], [item('1', NOTE)], 'part-1.2-trees')),
    );
    expect(changed(made)).toEqual([]);
    expect(bullets(made)[0]).toContain('the folder part-1.2-trees is not there');
  });

  test('in a folder on this machine is read as well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'insertions-'));
    try {
      writeFileSync(join(folder, 'A.md'), '## Mistakes\n');
      const reader = createTreeReader({ folder });
      const made = await planRepository({
        reader,
        migration: migration(phase(1, ['**'], [item('1', NOTE)])),
        phases: 'all',
      });
      expect(changed(made)).toEqual(['A.md']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('insertions do not change what other files are rewritten to, whichever phase comes first', async () => {
  const texts: Readonly<Record<string, string>> = {
    'm/REF.md': '## Models\n\n```bash\nollama pull elm:3b\n```\n\n## Mistakes\n',
    'm/lab.py': 'chat(model="alder2:7b")\n',
  };
  const made = migration(phase(1, ['m/*.md'], [item('1', PULL), item('2', NOTE)]), phase(2, ['m/*.py'], []));
  const first = await plan(texts, made);
  const merged = { ...texts, 'm/REF.md': first.phases[0]?.files[0]?.after ?? '' };
  expect(merged['m/REF.md']).toContain('ollama pull oak:30b');
  const second = await plan(merged, made);
  expect(changed(second)).toEqual(['m/lab.py']);
  expect(second.phases[1]?.files[0]?.after).toBe(first.phases[1]?.files[0]?.after);
});
