import { describe, expect, test } from '@jest/globals';
import { EXAMPLE } from '../../scripts/generate-configuration.js';
import { CONFIGURATION_PATH } from '../../src/core/configuration.js';
import { type AppliedConfiguration, applyConfiguration } from '../../src/core/configuration-apply.js';
import { parseConfiguration } from '../../src/core/configuration-file.js';
import { NO_PRIOR } from '../../src/core/history.js';
import type { Migration, Phase, Section } from '../../src/core/migration.js';
import { formatProblem } from '../../src/core/problem.js';
import { readBundledMigration } from '../../src/local/bundled-migrations.js';
import { planText, sourceFile } from './planning.js';
import { smallMigration } from './small-migration.js';

/** Two phases: documents, and the code, of which `src/old/**` is left to others. */
function twoPhases(): Migration {
  const base = smallMigration();
  const section = (id: string, include: string, exclude: readonly string[] = []): Section => ({
    id,
    title: id,
    scope: { include: [include], exclude },
    subjects: [],
    checklist: [],
  });
  const phase = (number: number, ...sections: readonly Section[]): Phase => ({
    id: `phase-${number}`,
    number,
    title: `Phase ${number}`,
    sections,
    checklist: [],
    repeatForNotebooks: false,
  });
  return {
    ...base,
    phases: [
      phase(1, section('1.1', 'docs/**')),
      phase(2, section('2.1', 'labs/**'), section('2.2', 'src/**', ['src/old/**'])),
    ],
  };
}

function apply(text: string, migration: Migration = twoPhases()): AppliedConfiguration {
  const parsed = parseConfiguration({ path: CONFIGURATION_PATH, text });
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return applyConfiguration(parsed.configuration, migration);
}

function applied(text: string, migration?: Migration) {
  const result = apply(text, migration);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result;
}

function problems(text: string): readonly string[] {
  const result = apply(text);
  return result.ok
    ? []
    : result.problems.map((problem) => formatProblem(problem).replace(`${CONFIGURATION_PATH}:`, ''));
}

/** What becomes of a Python file of one line that runs the old model. */
function outcome(text: string, path: string) {
  const { migration, choices } = applied(text);
  const plan = planText(path, "client.chat(model='alder2:7b')\n", migration, { ...NO_PRIOR, choices });
  const [row] = plan.rows;
  return {
    outcome: row?.outcome,
    rule: row?.rule,
    reason: row?.reason,
    to: row?.to,
    phase: plan.phase,
    section: plan.section,
  };
}

describe('a configuration that fits its migration', () => {
  test('the example of the reference page fits the bundled one', async () => {
    const bundled = await readBundledMigration('2025-tier-1');
    if (!bundled.ok) throw new Error('the bundled migration has faults');
    const { migration, choices } = applied(EXAMPLE, bundled.migration);
    expect(choices.map(({ target, phase, paths, origin }) => [target, phase ?? paths ?? 'everywhere', origin])).toEqual(
      [
        ['nemotron-3-nano', ['**/*agent*/**/*.ipynb'], 'in .github/cutover.yml, line 8'],
        ['qwen3:32b', 'phase-4', 'in .github/cutover.yml, line 12'],
        ['qwen3:8b', 'everywhere', 'in .github/cutover.yml, line 5'],
      ],
    );
    expect(migration.phases[3]?.sections[1]?.scope.added).toEqual(['extra-labs/**/*.{md,ipynb}']);
    expect(migration.phases[4]?.sections.at(-1)?.scope.added).toEqual(['tools/*.py']);
    expect(migration.keeps).toHaveLength(1);
    expect(migration.ignored).toEqual(['archive/**']);
  });

  test('one that says nothing leaves the migration as it is', () => {
    const migration = twoPhases();
    expect(apply('draft: true', migration)).toEqual({ ok: true, migration, choices: [] });
    expect(applied('draft: true', migration).migration).toBe(migration);
  });
});

describe('a chosen candidate', () => {
  const everywhere = 'choose:\n  - {model: "alder2:7b", take: "oak:30b"}\n';

  test('is taken, and the place says who chose it', () => {
    const { migration, choices } = applied(everywhere);
    const plan = planText('src/a.py', "client.chat(model='alder2:7b')\n", migration, { ...NO_PRIOR, choices });
    expect(plan.rows[0]).toMatchObject({ outcome: 'rewrite', to: 'oak:30b' });
    expect(plan.rows[0]?.evidence).toContain('chosen in .github/cutover.yml, line 2');
  });

  test('of several the one for the path is taken before the one for the phase, that before the one for all', () => {
    const text = `choose:
  - {model: "alder2:7b", take: "birch:9b"}
  - {model: "alder2:7b", take: "oak:30b", phase: 2}
  - {model: "alder2:7b", take: "birch:9b", paths: ["src/small/**", "src/*.py"]}
  - {model: "alder2:7b", take: "oak:30b", paths: ["src/small/**"], phase: 2}
`;
    expect(outcome(text, 'docs/a.py').to).toBe('birch:9b');
    expect(outcome(text, 'src/deep/a.py').to).toBe('oak:30b');
    expect(outcome(text, 'src/a.py').to).toBe('birch:9b');
    expect(outcome(text, 'src/small/a.py').to).toBe('oak:30b');
  });

  test('for paths holds nowhere else', () => {
    const text = 'choose:\n  - {model: "alder2:7b", take: "oak:30b", paths: ["labs/**"]}';
    expect(outcome(text, 'labs/a.py').to).toBe('oak:30b');
    expect(outcome(text, 'src/a.py').to).toBe('birch:9b');
  });
});

describe('files that are kept, ignored and added', () => {
  test('a kept file stays in its phase, with the reason given', () => {
    const text = 'keep:\n  - {paths: ["src/history/**"], reason: what was used in 2024}';
    expect(outcome(text, 'src/history/a.py')).toEqual({
      outcome: 'keep',
      rule: 'configured-keep',
      reason: 'what was used in 2024',
      phase: 'phase-2',
      section: '2.2',
    });
    expect(outcome(text, 'src/a.py').outcome).toBe('rewrite');
  });

  test('of two reasons the first is given', () => {
    const text = 'keep:\n  - {paths: ["src/a.*"], reason: first}\n  - {paths: ["src/**"], reason: second}';
    expect(outcome(text, 'src/a.py').reason).toBe('first');
    expect(outcome(text, 'src/b.py').reason).toBe('second');
  });

  test('an ignored file belongs to no phase, and its reference is kept all the same', () => {
    const text = 'ignore: ["src/**"]\nkeep:\n  - {paths: ["src/**"], reason: kept}';
    expect(outcome(text, 'src/a.py')).toEqual({
      outcome: 'keep',
      rule: 'configured-ignore',
      reason: 'the configuration of the repository ignores this file',
    });
  });

  test('an added file belongs to the last section, or to the one that is named', () => {
    expect(outcome('', 'extra/a.py')).toMatchObject({ rule: 'outside-every-phase' });
    expect(outcome('phases: {2: {paths: ["extra/**"]}}', 'extra/a.py')).toMatchObject({
      phase: 'phase-2',
      section: '2.2',
      to: 'birch:9b',
    });
    expect(outcome('phases: {phase-2: {paths: ["extra/**"], section: "2.1"}}', 'extra/a.py')).toMatchObject({
      section: '2.1',
    });
  });

  test('an added file is taken from another phase, and from what the section leaves out', () => {
    const text = 'phases: {phase-2: {paths: ["docs/lab.py", "src/old/**"]}}';
    expect(outcome(text, 'docs/lab.py')).toMatchObject({ phase: 'phase-2', outcome: 'rewrite' });
    expect(outcome(text, 'src/old/a.py')).toMatchObject({ phase: 'phase-2', outcome: 'rewrite' });
    expect(outcome(text, 'docs/a.py')).toMatchObject({ phase: 'phase-1' });
  });

  test('records, fixtures and files for people only stay untouched when they are added', () => {
    const text = 'phases: {phase-2: {paths: ["**/*.py", ".github/**"]}}';
    expect(outcome(text, 'a/samples/a.py')).toMatchObject({ rule: 'fixture', outcome: 'keep' });
    expect(outcome(text, '.github/workflows/a.yml')).toMatchObject({ rule: 'hands-off', outcome: 'keep' });
  });

  test('an unreadable file says that first', () => {
    const { migration, choices } = applied('ignore: ["**"]');
    const plan = planText(
      'src/a.py',
      'alder2:7b',
      migration,
      { ...NO_PRIOR, choices },
      { ...sourceFile('', ''), unreadable: 'binary', text: 'alder2:7b' },
    );
    expect(plan.rows.every((row) => row.outcome === 'keep')).toBe(true);
    expect(plan.phase).toBeUndefined();
  });
});

describe('a configuration that does not fit', () => {
  test.each<[string, string, string]>([
    [
      'a model by another name',
      '{model: grove/Alder-2-7B, take: "oak:30b"}',
      '2:13: There is no model "grove/Alder-2-7B" in the catalogue. Did you mean "alder2:7b"?',
    ],
    [
      'a model by its display name',
      '{model: Alder 2 60B, take: "oak:30b"}',
      '2:13: There is no model "Alder 2 60B" in the catalogue. Did you mean "alder2:60b"?',
    ],
    [
      'a slip in a model',
      '{model: "alder2:7", take: "oak:30b"}',
      '2:13: There is no model "alder2:7" in the catalogue. Did you mean "alder2:7b"?',
    ],
    [
      'a new model for an old one',
      '{model: "oak:30b", take: "oak:30b"}',
      '2:13: "oak:30b" is a new model; a choice is made for an old one.',
    ],
    [
      'a slip in a candidate',
      '{model: "alder2:7b", take: "oak:30"}',
      '2:32: There is no model "oak:30" in the catalogue. Did you mean "oak:30b"?',
    ],
    [
      'a candidate by its repository',
      '{model: "alder2:7b", take: woods/Oak-30B}',
      '2:32: There is no model "woods/Oak-30B" in the catalogue. Did you mean "oak:30b"?',
    ],
    [
      'a model of another row',
      '{model: "alder2:60b", take: "birch:9b"}',
      '2:33: "birch:9b" is not among the candidates for "alder2:60b". Known are: oak:30b.',
    ],
    [
      'a phase that is not there',
      '{model: "alder2:7b", take: "oak:30b", phase: 3}',
      '2:50: The migration small has no phase-3. Known are: phase-1, phase-2.',
    ],
    [
      'a slip in a phase',
      '{model: "alder2:7b", take: "oak:30b", phase: phse-2}',
      '2:50: The migration small has no phse-2. Did you mean "phase-2"?',
    ],
  ])('%s', (_, choice, expected) => {
    expect(problems(`choose:\n  - ${choice}`)).toEqual([expected]);
  });

  test('an old model that no row replaces', () => {
    const migration = { ...twoPhases(), replacements: [] };
    const result = apply('choose:\n  - {model: "alder2:7b", take: "oak:30b"}', migration);
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      'The migration offers no candidates for "alder2:7b"',
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    [
      'a phase that is not there',
      'phases:\n  phase-9: {paths: [a]}',
      ['2:3: The migration small has no phase-9. Known are: phase-1, phase-2.'],
    ],
    [
      'a section of another phase',
      'phases:\n  phase-1: {paths: [a], section: "2.1"}',
      ['2:34: phase-1 has no section "2.1". Known are: 1.1.'],
    ],
    [
      'a phase that stands twice',
      'phases:\n  2: {paths: [a]}\n  phase-2: {paths: [b]}',
      ['3:3: "phase-2" is the same phase as "2".'],
    ],
    [
      'a glob in two phases',
      'phases:\n  phase-1: {paths: [a]}\n  phase-2: {paths: [b, a]}',
      ['3:24: "a" is added to phase-1 already.'],
    ],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test('a choice that stands twice is said at the second', () => {
    const text = `choose:
  - {model: "alder2:7b", take: "oak:30b", paths: [a, b]}
  - {model: "alder2:7b", take: "oak:30b", paths: [a]}
  - {model: "alder2:7b", take: "birch:9b", paths: [b, a]}
`;
    expect(problems(text)).toEqual([
      '4:13: A candidate for "alder2:7b" is chosen already, in line 2. Remove one of the two.',
    ]);
  });

  test('all is said at once', () => {
    const text = `choose:
  - {model: "alder2:8b", take: "oak:30b"}
  - {model: "alder2:7b", take: "elm:1b", phase: 9}
phases:
  phase-7: {paths: [a]}
`;
    expect(problems(text).map((line) => line.replace(/:? .*/, ''))).toEqual(['2:13', '3:32', '3:49', '5:3']);
  });
});
