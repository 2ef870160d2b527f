/** The order of phases and files decides nothing, and planning the result rewrites nothing. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Migration } from '../../src/core/migration.js';
import type { RepositoryPlan } from '../../src/core/phase-plan.js';
import { planRepository } from '../../src/run-phase.js';
import { smallMigration } from '../core/small-migration.js';
import { memoryReader } from '../fakes/memory-reader.js';
import { BLOCKS, COMMANDS, STATEMENTS } from './contents.js';
import { logicOf, runs } from './logic.js';

const FOLDERS = ['one', 'two', 'one/deep'] as const;
const IDS = ['phase-1', 'phase-2', 'phase-3'] as const;

/** Three phases that cut across modules: by kind of file, not by folder. */
const MIGRATION: Migration = smallMigration(
  {},
  {
    phases: [['**/*.md'], ['one/**'], ['**']].map((include, index) => ({
      id: IDS[index] ?? '',
      number: index + 1,
      title: 'A phase',
      sections: [
        { id: `${index + 1}.1`, title: 'Files', scope: { include, exclude: [] }, subjects: [], checklist: [] },
      ],
      checklist: [],
      repeatForNotebooks: false,
    })),
  },
);

function file(name: string, pieces: readonly string[], between: string) {
  const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }).map((all) => all.join(between));
  return fc.tuple(fc.constantFrom(...FOLDERS), text).map(([folder, said]) => [`${folder}/${name}`, said] as const);
}

const repository = fc
  .tuple(
    file('a.md', BLOCKS, '\n'),
    file('b.py', STATEMENTS, ''),
    file('c.py', STATEMENTS, ''),
    file('d.sh', COMMANDS, '\n'),
    file('e.py', STATEMENTS, ''),
  )
  .map((files) => Object.fromEntries(files));

type Texts = Readonly<Record<string, string>>;

async function plan(texts: Texts, phases: 'all' | readonly string[] = 'all'): Promise<RepositoryPlan> {
  return planRepository({ reader: memoryReader(texts), migration: MIGRATION, phases });
}

function applied(texts: Texts, { phases }: RepositoryPlan): Texts {
  return { ...texts, ...Object.fromEntries(phases.flatMap(({ files }) => files.map((one) => [one.path, one.after]))) };
}

test('phases in any order and files in any order give what all at once gives, and nothing is left to rewrite', async () => {
  const phases = fc.shuffledSubarray([...IDS], { minLength: IDS.length });
  await fc.assert(
    fc.asyncProperty(repository, phases, async (texts, order) => {
      const whole = await plan(texts);
      const result = applied(texts, whole);
      let stepwise: Texts = texts;
      for (const id of order) stepwise = applied(stepwise, await plan(stepwise, [id]));
      expect(stepwise).toEqual(result);
      const backwards = await plan(Object.fromEntries(Object.entries(texts).toReversed()));
      expect(rowsOf(backwards)).toEqual(rowsOf(whole));
      expect(applied(result, await plan(result))).toEqual(result);
    }),
    runs(12),
  );
}, 60_000);

function rowsOf({ phases, outside }: RepositoryPlan): readonly string[] {
  const files = [...phases.flatMap((phase) => phase.files), ...outside];
  return files.map(({ path, rows }) => `${path} ${logicOf(rows).join('\n')}`).sort();
}
