import { describe, expect, test } from '@jest/globals';
import { judgeChecklist } from '../../src/core/checklist.js';
import type { FilePlan } from '../../src/core/file-plan.js';
import type { ChecklistItem, Phase } from '../../src/core/migration.js';
import { indexSectionFolders, isKeptWhole } from '../../src/core/section-folder.js';
import { notebook, planText } from './planning.js';

const ITEM: ChecklistItem = {
  id: 'memory',
  text: 'Memory estimates',
  met: { by: 'report', find: 'GB', files: [] },
};
const PHASE: Phase = {
  id: 'phase-1',
  number: 1,
  title: 'Notebooks',
  sections: [],
  checklist: [ITEM],
  repeatForNotebooks: false,
};

function judged(...files: readonly FilePlan[]) {
  const [state] = judgeChecklist(PHASE, [], { files, paths: files.map(({ path }) => path), folders: new Map() });
  return { state: state?.state, lines: state?.places.map(({ line, note }) => `${line} ${note}`) };
}

describe('a bullet that looks for words in notebooks', () => {
  const named = { type: 'code', source: '# takes 5 GB\nm = "alder2:7b"\n' } as const;
  const other = { type: 'markdown', source: 'The card has 24 GB.\n\nAnd the disk 99 GB.\n' } as const;

  test('lists the cells that name an old model, and those only', () => {
    expect(judged(planText('a.ipynb', notebook(other, named, other)))).toEqual({
      state: 'open',
      lines: ['20 says “gb”'],
    });
  });

  test('lists the other cells where none of those says it: it is not met by what was not looked at', () => {
    const silent = { type: 'code', source: 'm = "alder2:7b"\n' } as const;
    const { state, lines = [] } = judged(planText('a.ipynb', notebook(silent, other)));
    expect([state, lines.length]).toEqual(['open', 2]);
  });

  test('lists every line of a text', () => {
    expect(judged(planText('a.md', 'The card has 24 GB.\n\nRun `alder2:7b`.\n')).lines).toEqual(['1 says “gb”']);
  });
});

describe('the folder that a section means', () => {
  const section = {
    id: '1',
    title: 'Grafting',
    folder: 'module-9-grafting',
    scope: { include: [], exclude: [] },
    subjects: [],
    checklist: [],
  };
  const paths = ['part-2/data/grafting_notes.md', 'docs/grafting.md'];

  test('is not looked for among what is never changed', () => {
    const found = indexSectionFolders(paths)(section, (path) => path.includes('/data/'));
    expect(found).toMatchObject({ match: 'disagree', candidates: ['docs/grafting.md'] });
  });

  test.each([
    ['part-2/data', true],
    ['part-2/data/grafting_notes.md', true],
    ['part-2', false],
    ['docs/grafting.md', false],
  ])('is kept where all that stands in it is: %s, %s', (path, expected) => {
    const tree = ['part-2/data/grafting_notes.md', 'part-2/data/more.md', 'part-2/lab.md', 'docs/grafting.md'];
    expect(isKeptWhole(path, tree, (one) => one.includes('/data/'))).toBe(expected);
  });
});
