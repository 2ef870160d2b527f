import { describe, expect, test } from '@jest/globals';
import type { Migration, Phase, Section } from '../src/core/migration.js';
import type { PhasePlan, RepositoryPlan } from '../src/core/phase-plan.js';
import { planRepository, runPhase } from '../src/run-phase.js';
import { SMALL_CATALOGUE, smallMigration } from './core/small-migration.js';
import { memoryReader } from './fakes/memory-reader.js';

function section(id: string, include: readonly string[], more: Partial<Section> = {}): Section {
  return { id, title: id, scope: { include, exclude: [] }, subjects: [], checklist: [], ...more };
}

function phase(number: number, sections: readonly Section[], more: Partial<Phase> = {}): Phase {
  return {
    id: `phase-${number}`,
    number,
    title: `Phase ${number}`,
    sections,
    checklist: [],
    repeatForNotebooks: false,
    ...more,
  };
}

const MIGRATION: Migration = smallMigration(
  {},
  {
    phases: [phase(1, [section('1.1', ['docs/**'])]), phase(2, [section('2.1', ['code/**', 'docs/shared.md'])])],
  },
);

const TEXTS = {
  'docs/a.md': 'Use `alder2:7b`. Alder 2 is asked, Alder 2 405B is another size.\n',
  'docs/shared.md': 'ollama pull alder2:60b\n',
  'code/b.py': 'chat(model="alder2:7b")\nembed = "finch-embed"  # finches sing\n',
  'elsewhere/c.md': 'Use `alder2:7b`.\n',
  'docs/none.md': 'Nothing here.\n',
};

function textsAfter(plan: RepositoryPlan): Readonly<Record<string, string>> {
  return Object.fromEntries(plan.phases.flatMap((one) => one.files).map((file) => [file.path, file.after]));
}

describe('planning a repository', () => {
  test('a file belongs to the first phase that claims it', async () => {
    const plan = await planRepository({ reader: memoryReader(TEXTS), migration: MIGRATION, phases: 'all' });
    expect(plan.phases.map((one) => one.files.map((file) => file.path))).toEqual([
      ['docs/a.md', 'docs/shared.md'],
      ['code/b.py'],
    ]);
    expect(plan.outside.map((file) => file.path)).toEqual(['elsewhere/c.md']);
    expect(plan.outside[0]?.rows).toMatchObject([{ outcome: 'keep', rule: 'outside-every-phase' }]);
  });

  test('phase by phase gives the same files as all at once', async () => {
    const all = textsAfter(await planRepository({ reader: memoryReader(TEXTS), migration: MIGRATION, phases: 'all' }));
    let texts: Readonly<Record<string, string>> = TEXTS;
    for (const id of ['phase-2', 'phase-1']) {
      const plan = await planRepository({ reader: memoryReader(texts), migration: MIGRATION, phases: [id] });
      texts = { ...texts, ...textsAfter(plan) };
    }
    expect(texts).toEqual({ ...TEXTS, ...all });
  });

  test('the order in which files are read does not matter', async () => {
    const backwards = Object.fromEntries(Object.entries(TEXTS).reverse());
    const [one, other] = await Promise.all(
      [TEXTS, backwards].map((texts) =>
        planRepository({ reader: memoryReader(texts), migration: MIGRATION, phases: 'all' }),
      ),
    );
    expect(other).toEqual(one);
  });

  test('every hit of a plain search for the stems is one ledger row or one look-alike', async () => {
    const plan = await planRepository({ reader: memoryReader(TEXTS), migration: MIGRATION, phases: 'all' });
    const files = [...plan.phases.flatMap((one) => one.files), ...plan.outside];
    const hits = Object.values(TEXTS).flatMap((text) => [...text.matchAll(/alder[ ._-]?2|finch/gi)]);
    expect(files.flatMap((file) => file.rows).length + files.flatMap((file) => file.lookAlikes).length).toBe(
      hits.length,
    );
  });

  test('other sizes of the family are counted as models without a target', async () => {
    const plan = await planRepository({ reader: memoryReader(TEXTS), migration: MIGRATION, phases: 'all' });
    expect(plan.otherModels).toEqual([{ name: 'Alder 2 405B', count: 1 }]);
  });

  test('a file that cannot be read is reported in its phase, the rest is planned', async () => {
    const plan = await planRepository({
      reader: memoryReader(TEXTS, ['code/broken.py']),
      migration: MIGRATION,
      phases: 'all',
    });
    expect(plan.phases[1]?.problems).toEqual([{ path: 'code/broken.py', message: 'cannot be read', unverified: true }]);
    expect(plan.phases[1]?.counts.changedFiles).toBe(1);
  });

  test('a new model that stands in the module already is taken where it fits', async () => {
    const texts = { 'code/x/a.py': 'chat(model="alder2:7b")\n', 'code/x/b.py': 'chat(model="oak:30b")\n' };
    const migration = { ...MIGRATION, replacements: MIGRATION.replacements.filter((row) => row.id !== 'large') };
    const plan = await planRepository({ reader: memoryReader(texts), migration, phases: 'all' });
    expect(plan.phases[1]?.files[0]?.after).toBe('chat(model="oak:30b")\n');
  });

  test('not one that a run puts there itself: what is chosen must not depend on the order of the phases', async () => {
    const texts = { 'code/x/a.py': 'chat(model="alder2:7b")\n', 'code/x/b.py': 'chat(model="oak:30b")\n' };
    const plan = await planRepository({ reader: memoryReader(texts), migration: MIGRATION, phases: 'all' });
    expect(plan.phases[1]?.files[0]?.after).toBe('chat(model="birch:9b")\n');
  });

  test('an empty repository has nothing to do', async () => {
    const plan = await planRepository({ reader: memoryReader({}), migration: MIGRATION, phases: 'all' });
    expect(plan.phases.map((one) => one.counts.files)).toEqual([0, 0]);
  });
});

describe('dependency manifests', () => {
  const catalogue = {
    ...SMALL_CATALOGUE,
    models: SMALL_CATALOGUE.models.map((model) =>
      model.id === 'birch:9b'
        ? {
            ...model,
            facts: { transformersMin: { value: '4.51.0', confidence: 'confirmed' as const, sources: ['test'] } },
          }
        : model,
    ),
  };
  const texts = {
    'lab/requirements.txt': 'transformers==4.40.0\n',
    'lab/a.py': 'm = AutoModel.from_pretrained("grove/Alder-2-7B-Instruct")\n',
    'other/requirements.txt': 'transformers==4.40.0\n',
  };

  test('a pin too old for what the files beside it load is named, although the manifest names no model', async () => {
    const plan = await planRepository({
      reader: memoryReader(texts),
      migration: smallMigration({}, { catalogue }),
      phases: 'all',
    });
    const warnings = plan.phases[0]?.files
      .flatMap((file) => file.warnings)
      .filter(({ rule }) => rule === 'package-floor');
    expect(warnings).toMatchObject([{ path: 'lab/requirements.txt', line: 1, severity: 'critical' }]);
  });

  test('a manifest that nothing concerns is not shown', async () => {
    const plan = await planRepository({
      reader: memoryReader({ 'requirements.txt': 'transformers==4.40.0\n' }),
      migration: smallMigration({}, { catalogue }),
      phases: 'all',
    });
    expect(plan.phases[0]?.files).toEqual([]);
  });
});

describe('running a phase', () => {
  test('the writer gets the verified plan of that phase and nothing else', async () => {
    const published: PhasePlan[] = [];
    const writer = {
      publish: (plan: PhasePlan) => Promise.resolve({ summary: `wrote ${published.push(plan)}`, changed: true }),
    };
    const result = await runPhase({ reader: memoryReader(TEXTS), writer, migration: MIGRATION, phase: 'phase-2' });
    expect(published.map((plan) => plan.phase.id)).toEqual(['phase-2']);
    expect(result.written).toEqual({ summary: 'wrote 1', changed: true });
  });

  test('what a person turned back on the branch stays turned back', async () => {
    const writer = { publish: () => Promise.resolve({ summary: '', changed: false }) };
    const history = {
      prior: () => Promise.resolve({ choices: [], turnedBack: [{ path: 'code/b.py', surface: 'alder2:7b' }] }),
    };
    const { plan } = await runPhase({
      reader: memoryReader(TEXTS),
      writer,
      history,
      migration: MIGRATION,
      phase: 'phase-2',
    });
    expect(plan.files[0]?.rows.map((row) => `${row.outcome} ${row.rule}`)).toEqual([
      'keep turned-back',
      'rewrite exact-id',
    ]);
  });

  test('what a person turned back is asked for once there is a plan, and kept on its own line alone', async () => {
    const texts = { 'code/b.py': 'chat(model="alder2:7b")\nchat(model="alder2:7b")\n' };
    const published: PhasePlan[] = [];
    const writer = {
      publish: (plan: PhasePlan) => Promise.resolve({ summary: `${published.push(plan)}`, changed: true }),
    };
    const asked: string[] = [];
    const history = {
      prior: () => Promise.resolve({ choices: [], turnedBack: [] }),
      turnedBack: (plan: PhasePlan) => {
        asked.push(...plan.files.map(({ path }) => path));
        return Promise.resolve([{ path: 'code/b.py', surface: 'alder2:7b', line: 2 }]);
      },
    };
    await runPhase({ reader: memoryReader(texts), writer, history, migration: MIGRATION, phase: 'phase-2' });
    expect(asked).toEqual(['code/b.py']);
    expect(published[0]?.files[0]?.after).toBe('chat(model="birch:9b")\nchat(model="alder2:7b")\n');
    expect(published[0]?.files[0]?.rows.map((row) => row.rule)).toEqual(['exact-id', 'turned-back']);
  });

  test('an unknown phase is a mistake of the caller', async () => {
    const writer = { publish: () => Promise.resolve({ summary: '', changed: false }) };
    await expect(
      runPhase({ reader: memoryReader(TEXTS), writer, migration: MIGRATION, phase: 'phase-9' }),
    ).rejects.toThrow('no phase-9');
  });
});

describe('the checklist', () => {
  const bullet = (id: string, met: Section['checklist'][number]['met']) => ({ id, text: id, met });
  const rewrite = { by: 'rewrite', files: [], models: [] } as const;

  async function states(migration: Migration, texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const plan = await planRepository({ reader: memoryReader(texts), migration, phases: 'all' });
    return plan.phases.flatMap((one) => one.checklist.map(({ item, state }) => `${item.id} ${state}`));
  }

  function migrationWith(checklist: Section['checklist'], more: Partial<Section> = {}): Migration {
    return smallMigration({ checklist, ...more }, { catalogue: SMALL_CATALOGUE });
  }

  test.each([
    ['rewritten and nothing left', rewrite, { 'a.sh': 'ollama pull alder2:7b\n' }, 'done'],
    ['something is asked', rewrite, { 'a.sh': 'ollama pull alder2:7b-q4_0\n' }, 'open'],
    ['searched and not there', rewrite, { 'a.sh': 'ls\n' }, 'done'],
    ['only kept', rewrite, { 'a.sh': 'ollama pull alder2:7b # for comparison\n' }, 'open'],
    [
      'no file in its scope',
      { by: 'rewrite', files: ['b.md'], models: [] } as const,
      { 'a.sh': 'ollama pull alder2:7b\n' },
      'open',
    ],
    [
      'of another model than the bullet speaks of',
      { by: 'rewrite', files: [], models: ['finch-embed'] } as const,
      { 'a.sh': 'ollama pull alder2:7b-q4_0\n' },
      'done',
    ],
    ['a person must look', { by: 'human' } as const, { 'a.sh': 'ollama pull alder2:7b\n' }, 'open'],
    ['a report that finds nothing', { by: 'report', files: [], find: '' } as const, { 'a.sh': 'ls\n' }, 'done'],
    [
      'a report whose words were not searched, because no old model is named',
      { by: 'report', files: [], find: 'guard' } as const,
      { 'a.md': 'a guard\n' },
      'open',
    ],
    [
      'a report that finds words to look at',
      { by: 'report', files: [], find: 'tok/s' } as const,
      { 'a.md': 'Alder 2 7B: 12 tok/s\n' },
      'open',
    ],
    [
      'an insertion that is there',
      { by: 'ensure', files: [], ensure: { kind: 'pull-line', models: ['birch:9b'], primary: false } } as const,
      { 'a.sh': 'ollama pull birch:9b\n' },
      'already',
    ],
    [
      'an insertion that is not there',
      { by: 'ensure', files: [], ensure: { kind: 'pull-line', models: ['birch:9b'], primary: false } } as const,
      { 'a.sh': 'ollama pull oak:30b\n' },
      'done',
    ],
    [
      'an insertion that finds no place',
      { by: 'ensure', files: [], ensure: { kind: 'pull-line', models: ['birch:9b'], primary: false } } as const,
      { 'a.sh': 'echo oak:30b\n' },
      'open',
    ],
  ])('%s', async (_situation, met, texts, state) => {
    expect(await states(migrationWith([bullet('b', met)]), texts)).toEqual([`b ${state}`]);
  });

  test('a folder that is not there keeps its bullets open, with candidates', async () => {
    const migration = migrationWith([bullet('b', rewrite)], { folder: 'module-1.2-soil-basics' });
    const plan = await planRepository({
      reader: memoryReader({ 'module-1.2-water/x.md': 'x', 'docs/SOIL.md': 'x' }),
      migration,
      phases: 'all',
    });
    expect(plan.phases[0]?.checklist).toMatchObject([
      { state: 'open', proof: expect.stringContaining('module-1.2-water') },
    ]);
    expect(plan.phases[0]?.folders).toEqual([
      {
        section: '1.1',
        named: 'module-1.2-soil-basics',
        match: 'disagree',
        candidates: ['module-1.2-water', 'docs/SOIL.md'],
      },
    ]);
  });

  test('a renamed folder is found by its number and title', async () => {
    const migration = migrationWith([bullet('b', rewrite)], { folder: 'module-1.2-soil-basics' });
    const plan = await planRepository({
      reader: memoryReader({ 'part/module-1.2-about-soil/x.md': 'x' }),
      migration,
      phases: 'all',
    });
    expect(plan.phases[0]?.folders).toMatchObject([{ match: 'renamed', candidates: ['part/module-1.2-about-soil'] }]);
    expect(plan.phases[0]?.checklist).toMatchObject([{ state: 'done' }]);
  });

  test("another phase's bullets are repeated for the notebooks that this one claims", async () => {
    const migration = smallMigration(
      {},
      {
        phases: [
          phase(1, [section('1.1', ['a/**'])]),
          phase(2, [section('2', ['**'])], { repeatForNotebooks: true, checklist: [bullet('names', rewrite)] }),
        ],
      },
    );
    const cell =
      '{"cells":[{"cell_type":"code","metadata":{},"outputs":[],"source":"chat(model=\\"alder2:7b\\")"}],"metadata":{},"nbformat":4,"nbformat_minor":4}';
    expect(await states(migration, { 'a/x.ipynb': cell, 'b/y.ipynb': cell })).toEqual(['names done', 'names done']);
  });
});
