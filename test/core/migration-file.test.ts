import { describe, expect, test } from '@jest/globals';
import { type ParsedMigration, parseMigration } from '../../src/core/migration-file.js';
import { formatProblem } from '../../src/core/problem.js';
import { CATALOGUE, MIGRATION } from './migration-file-fixture.js';

function parse(migration: string, catalogue = CATALOGUE): ParsedMigration {
  return parseMigration({
    migration: { path: 'm.yml', text: migration },
    catalogue: { path: 'c.yml', text: catalogue },
  });
}

function problems(migration: string, catalogue = CATALOGUE): readonly string[] {
  const parsed = parse(migration, catalogue);
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
}

/** Replaces `from`, which must stand there. */
function change(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the fixture has no ${from}`);
  return text.replace(from, () => to);
}

describe('a migration without faults', () => {
  test('becomes what the engine reads, with ids for phases and bullets', () => {
    const parsed = parse(MIGRATION);
    if (!parsed.ok) throw new Error(problems(MIGRATION).join('\n'));
    const { migration } = parsed;
    expect(migration.replacements).toEqual([
      {
        id: 'chat',
        category: 'Chat',
        from: ['ada:7b'],
        to: [{ model: 'bob:9b', roles: ['general', 'agent'], caution: 'It is larger.' }],
        plan: { old: 'ada:7b', new: 'bob:9b', capabilities: 'Tools', notes: 'faster' },
      },
    ]);
    expect(migration.phases.map(({ id, repeatForNotebooks }) => [id, repeatForNotebooks])).toEqual([
      ['phase-1', false],
      ['phase-2', false],
    ]);
    expect(migration.phases[0]?.sections[0]).toEqual({
      id: '1.1',
      title: 'docs/',
      scope: { include: ['docs/**'], exclude: [] },
      role: 'general',
      subjects: ['ada:7b'],
      subjectReason: 'It is the lesson.',
      checklist: [
        { id: '1.1/1', text: 'Update the names', met: { by: 'rewrite', files: [], models: ['ada:7b'] } },
        {
          id: '1.1/2',
          text: 'Add the new one',
          met: { by: 'ensure', files: [], ensure: { kind: 'pull-line', models: ['bob:9b'], primary: false } },
        },
      ],
    });
    expect(migration.execution[0]?.items).toEqual([
      { id: 'execution/1/1', text: 'Do phase 1', met: 'phase', phase: 'phase-1' },
    ]);
  });

  test('brings its catalogue: sides from the families, names to insert, units in the names of numbers', () => {
    const parsed = parse(MIGRATION);
    if (!parsed.ok) throw new Error('not parsed');
    const [ada, bob] = parsed.migration.catalogue.models;
    expect([ada?.side, bob?.side]).toEqual(['old', 'new']);
    expect(ada?.ollama).toMatchObject({
      library: 'ada',
      tag: '7b',
      isDefault: true,
      insert: 'ada:7b',
      invalidTags: [],
    });
    expect(ada?.huggingface).toMatchObject({
      instruct: 'adas/Ada-7B',
      others: ['adas/Ada-v1-7B', 'adas/Ada-v1-7B-Base'],
      alsoInstruct: ['adas/Ada-v1-7B'],
      alsoBase: ['adas/Ada-v1-7B-Base'],
    });
    expect(bob?.capabilities.tools).toEqual({
      value: 'yes',
      confidence: 'confirmed',
      sources: ['card'],
      note: 'since May',
    });
    expect(bob?.numbers).toEqual({ contextTokens: { value: 4096, confidence: 'confirmed', sources: ['card'] } });
  });

  test('may offer a candidate for any role', () => {
    const parsed = parse(change(MIGRATION, 'roles: [general, agent]', 'roles: any'));
    if (!parsed.ok) throw new Error('not parsed');
    expect(parsed.migration.replacements[0]?.to[0]?.roles).toContain('embedding');
  });
});

describe('a fault of the migration is named with its line, its column and what was probably meant', () => {
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'a key misspelt',
      'records:',
      'record:',
      ['m.yml:1:1: "records" is missing; it holds a list.', 'm.yml:5:1: Unknown key "record". Did you mean "records"?'],
    ],
    [
      'a key misspelt deep inside',
      'roles: [general, agent]',
      'role: [general, agent]',
      ['m.yml:15:9: "roles" is missing.', 'm.yml:15:28: Unknown key "role". Did you mean "roles"?'],
    ],
    [
      'a role misspelt',
      '[general, agent]',
      '[general, agnet]',
      ['m.yml:15:45: "agnet" is not allowed in "roles". Did you mean "agent"?'],
    ],
    [
      'a role that a section does not have',
      'role: general',
      'role: chat',
      [
        'm.yml:26:15: "chat" is not allowed in "role". Known are: agent, embedding, vision, ocr, image, code, training, reasoning, general.',
      ],
    ],
    [
      'a role offered twice',
      '[general, agent]',
      '[general, general]',
      ['m.yml:15:45: The role "general" stands here twice.'],
    ],
    [
      'a target that is not in the catalogue',
      'model: "bob:9b"',
      'model: "bob:9B2"',
      ['m.yml:15:18: There is no model "bob:9B2" in the catalogue. Did you mean "bob:9b"?'],
    ],
    [
      'an old model offered as a target',
      'model: "bob:9b"',
      'model: "ada:7b"',
      [
        'm.yml:15:18: "ada:7b" is on the old side of the catalogue; here stands a new model, which takes the place of another. Known are: bob:9b.',
      ],
    ],
    [
      'a new model to be replaced',
      'from: ["ada:7b"]',
      'from: ["bob:9b"]',
      [
        'm.yml:13:12: "bob:9b" is on the new side of the catalogue; here stands an old model, which is replaced. Known are: ada:7b.',
        'm.yml:31:22: No row of the matrix replaces "ada:7b". Known are: bob:9b.',
      ],
    ],
    [
      'a model replaced twice',
      'from: ["ada:7b"]',
      'from: ["ada:7b", "ada:7b"]',
      ['m.yml:13:22: "ada:7b" is replaced by the row "chat" already.'],
    ],
    [
      'a bullet about a model that no row replaces',
      'from: ["ada:7b"]',
      'from: []',
      ['m.yml:31:22: No row of the matrix replaces "ada:7b".'],
    ],
    [
      'a way to meet a bullet that there is not',
      'met-by: rewrite',
      'met-by: rewriting',
      ['m.yml:30:21: "rewriting" is not allowed in "met-by". Did you mean "rewrite"?'],
    ],
    [
      'a bullet without a way to meet it',
      '            met-by: rewrite\n',
      '',
      ['m.yml:29:13: "met-by" is missing; it is one of rewrite, insertion, report, person.'],
    ],
    [
      'a key that belongs to another kind of bullet',
      'met-by: rewrite',
      'met-by: report',
      ['m.yml:31:13: Unknown key "models". Known are: id, files, look-for.'],
    ],
    [
      'an insertion of a kind that there is not',
      'kind: pull-line',
      'kind: pull',
      ['m.yml:34:29: "pull" is not allowed in "kind". Did you mean "pull-line"?'],
    ],
    [
      'an insertion about a model that there is not',
      'insert: { kind: pull-line, models: ["bob:9b"] }',
      'insert: { kind: pull-line, models: ["bib:9b"] }',
      ['m.yml:34:49: There is no model "bib:9b" in the catalogue. Did you mean "bob:9b"?'],
    ],
    [
      'a gap in the phases',
      'number: 2',
      'number: 3',
      ['m.yml:35:13: Phases are numbered 1, 2, 3 without gaps; here stands 3. Write 2.'],
    ],
    ['two sections of one name', 'id: rest', 'id: "1.1"', ['m.yml:38:13: The section "1.1" stands here twice.']],
    ['an empty glob', 'include: ["docs/**"]', 'include: ["docs/**", ""]', ['m.yml:25:39: A glob must not be empty.']],
    ['no glob at all', 'include: ["docs/**"]', 'include: []', ['m.yml:25:18: "include" must not be empty.']],
    [
      'a glob that leaves the repository',
      '"docs/**"',
      '"../docs/**"',
      ['m.yml:25:28: A glob must not leave the repository.'],
    ],
    [
      'a glob with an open brace',
      '"docs/**"',
      '"docs/*.{md,txt"',
      ['m.yml:25:28: The {} of this glob are not paired.'],
    ],
    [
      'text where a list belongs',
      'plan-files: [PLAN.md]',
      'plan-files: PLAN.md',
      ['m.yml:4:13: "plan-files" must be a list.'],
    ],
    [
      'a number where text belongs',
      'title: A small plan',
      'title: 2025',
      ['m.yml:2:8: "title" must be text. Put it in quotes.'],
    ],
    [
      'a line of the execution checklist about a phase that there is not',
      'phase: 1 }',
      'phase: 7 }',
      ['m.yml:45:51: There is no phase 7. Phases are: 1, 2.'],
    ],
    [
      'a phase that is not named',
      'met-by: phase, phase: 1',
      'met-by: phase',
      ['m.yml:45:9: "phase" is missing; it holds the number of the phase.'],
    ],
    [
      'a source that there is not',
      'sources: [card]',
      'sources: [cart]',
      ['m.yml:50:15: There is no source "cart" in the catalogue. Did you mean "card"?'],
    ],
    [
      'a key that stands twice',
      'overview: Moves one model.',
      'title: Another',
      [
        'm.yml:1:1: "overview" is missing; it holds text.',
        'm.yml:3:1: This key stands twice; the second would silently replace the first.',
      ],
    ],
    [
      'a bracket that is not closed',
      'fixtures: []',
      'fixtures: [',
      ['m.yml:7:1: Not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].'],
    ],
  ];

  test.each(cases)('%s', (_what, from, to, expected) => {
    expect(problems(change(MIGRATION, from, to))).toEqual(expected);
  });
});

describe('a fault of the catalogue is named in the catalogue', () => {
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'a family that there is not',
      'family: bob',
      'family: bop',
      ['c.yml:12:3: No model is of the family "bob".', 'c.yml:28:13: There is no family "bop". Did you mean "bob"?'],
    ],
    [
      'a source that there is not',
      'sources: [card], note',
      'sources: [crad], note',
      ['c.yml:33:61: There is no source "crad". Did you mean "card"?'],
    ],
    [
      'true where a capability says yes',
      'value: yes',
      'value: true',
      ['c.yml:33:23: "true" is not allowed in "value". Did you mean "yes"?'],
    ],
    [
      'a capability that there is not',
      '      tools: { value: yes',
      '      tool: { value: yes',
      ['c.yml:33:7: Unknown key "tool". Did you mean "tools"?'],
    ],
    [
      'a number without its unit',
      'context-tokens:',
      'context:',
      ['c.yml:35:7: Unknown key "context". Did you mean "context-tokens"?'],
    ],
    [
      'a fact without a source',
      ', sources: [card], note',
      ', sources: [], note',
      ['c.yml:33:51: "sources" must not be empty.'],
    ],
    [
      'a name to insert that is none of the model’s',
      'insert: "bob:9b"',
      'insert: "bob:9c"',
      ['c.yml:30:62: "bob:9c" is none of the model\'s names in Ollama. Did you mean "bob:9b"?'],
    ],
    [
      'a new model without a name to insert',
      ' insert: "bob:9b",',
      '',
      ['c.yml:30:5: "insert" is missing; a new model says which name is written into files.'],
    ],
    [
      'a name that two models claim',
      'instruct: bobs/Bob-9B,',
      'instruct: adas/Ada-7B,',
      ['c.yml:31:31: "adas/Ada-7B" is already a name of ada:7b.'],
    ],
    [
      'a display name that no search finds',
      'display: [Bob 9B]',
      'display: [Bert 9B]',
      ['c.yml:29:15: A search for the stems of the family does not find "Bert 9B". Add a stem to the family.'],
    ],
  ];

  test.each(cases)('%s', (_what, from, to, expected) => {
    expect(problems(MIGRATION, change(CATALOGUE, from, to))).toEqual(expected);
  });
});

describe('many faults', () => {
  test('are told at once, in the order of their lines, the migration before the catalogue', () => {
    const migration = [
      ['records:', 'recrods:'],
      ['[general, agent]', '[genral, agent]'],
      ['met-by: rewrite', 'met-by: rewritten'],
      ['number: 2', 'number: 4'],
    ].reduce((text, [from, to]) => change(text, from ?? '', to ?? ''), MIGRATION);
    const catalogue = change(CATALOGUE, 'side: new', 'side: newer');
    expect(problems(migration, catalogue).map((line) => line.split(':').slice(0, 2).join(':'))).toEqual([
      'm.yml:1',
      'm.yml:5',
      'm.yml:15',
      'm.yml:30',
      'm.yml:35',
      'c.yml:13',
    ]);
  });

  test('of a file that is no YAML do not hide those of the other', () => {
    const found = problems(
      change(MIGRATION, 'fixtures: []', 'fixtures: ['),
      change(CATALOGUE, 'value: yes', 'value: ja'),
    );
    expect(found.map((line) => line.slice(0, 6))).toEqual(['m.yml:', 'c.yml:']);
  });

  test('an empty file says what is missing', () => {
    expect(problems('')).toEqual(['m.yml:1:1: "the file" must be keys with values.']);
  });

  test('places are those of files with CRLF and a byte order mark too', () => {
    const text = `\uFEFF${change(MIGRATION, 'role: general', 'role: generl').replaceAll('\n', '\r\n')}`;
    expect(problems(text)).toEqual(['m.yml:26:15: "generl" is not allowed in "role". Did you mean "general"?']);
  });
});
