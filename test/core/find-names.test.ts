import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findNames } from '../../src/core/find-names.js';
import { anyStem, tabulateNames } from '../../src/core/name-table.js';
import { SMALL_CATALOGUE } from './small-migration.js';

const table = tabulateNames(SMALL_CATALOGUE, 'old');

/** Each name or look-alike as a short line: `exact ollama default alder2:7b = alder2:7b`. */
function found(text: string): readonly string[] {
  return findNames(text, table).map((one) => {
    expect(text.slice(one.span.start, one.span.end)).toBe(one.surface);
    if (one.kind === 'look-alike') return `${one.why}: ${one.surface}`;
    const { strength, registry = '-', form, models } = one.name;
    return `${strength} ${registry} ${form}: ${one.surface} = ${models.join(',')}`;
  });
}

describe('an id that a machine resolves', () => {
  test.each([
    ['ollama pull alder2:7b', 'exact ollama default: alder2:7b = alder2:7b'],
    ['model="alder2"', 'exact ollama default: alder2 = alder2:7b'],
    ['alder2:latest', 'exact ollama default: alder2:latest = alder2:7b'],
    ['run alder2:60b.', 'exact ollama default: alder2:60b = alder2:60b'],
    ['alder2:7b-instruct-q8_0', 'exact ollama tag: alder2:7b-instruct-q8_0 = alder2:7b'],
    ['alder2:7b-q4_0', 'exact ollama tag: alder2:7b-q4_0 = alder2:7b'],
    ['alder2:7b-never_heard_of', 'exact ollama tag: alder2:7b-never_heard_of = alder2:7b'],
    ['alder2:7b/60b', 'exact ollama shorthand: alder2:7b/60b = alder2:7b,alder2:60b'],
    ['ollama/alder2:7b', 'exact ollama default: alder2:7b = alder2:7b'],
    ['https://ollama.com/library/alder2', 'exact ollama default: alder2 = alder2:7b'],
    ['ollama:alder2:7b', 'exact ollama default: alder2:7b = alder2:7b'],
    ['"grove/Alder-2-7B-Instruct"', 'exact huggingface default: grove/Alder-2-7B-Instruct = alder2:7b'],
    ['grove/alder-2-7b-instruct', 'exact huggingface default: grove/alder-2-7b-instruct = alder2:7b'],
    ['grove/Alder-2-7B', 'exact huggingface base: grove/Alder-2-7B = alder2:7b'],
    ['grove/Grove-Alder-2-7B-Instruct', 'exact huggingface default: grove/Grove-Alder-2-7B-Instruct = alder2:7b'],
    ['copyhouse/Alder-2-7B-Instruct-AWQ', 'exact huggingface tag: copyhouse/Alder-2-7B-Instruct-AWQ = alder2:7b'],
    ['someone/Alder-2-7B-Instruct-GGUF', 'exact huggingface tag: someone/Alder-2-7B-Instruct-GGUF = alder2:7b'],
    ['copyhouse/Grove-Alder-2-7B-bnb-4bit', 'exact huggingface tag: copyhouse/Grove-Alder-2-7B-bnb-4bit = alder2:7b'],
    [
      'copyhouse/Alder-2-7B-Instruct-FP8-dynamic',
      'exact huggingface tag: copyhouse/Alder-2-7B-Instruct-FP8-dynamic = alder2:7b',
    ],
    ['"grove/Alder-2-7B-Instruct-Turbo"', 'exact huggingface tag: grove/Alder-2-7B-Instruct-Turbo = alder2:7b'],
    ['"grove/alder-2-7b-instruct:free"', 'exact api tag: grove/alder-2-7b-instruct:free = alder2:7b'],
    ['groq/alder-2-60b-versatile', 'exact api tag: groq/alder-2-60b-versatile = alder2:60b'],
    [
      'https://huggingface.co/grove/Alder-2-60B-Instruct/tree/main',
      'exact huggingface default: grove/Alder-2-60B-Instruct = alder2:60b',
    ],
    ['finch-lab/finch-embed-v1', 'exact huggingface default: finch-lab/finch-embed-v1 = finch-embed'],
    ['finch-lab/other-thing', 'exact huggingface tag: finch-lab/other-thing = '],
    ['finch-embed', 'exact ollama default: finch-embed = finch-embed'],
    ['MODEL:-alder2:7b', 'exact ollama default: alder2:7b = alder2:7b'],
    ['{"alder2": 1}', 'exact ollama default: alder2 = alder2:7b'],
    ['**alder2:** is quick', 'exact ollama default: alder2 = alder2:7b'],
    ['f"alder2:{size}"', 'exact ollama tag: alder2 = alder2:7b'],
    ['"alder2:" + size', 'exact ollama tag: alder2 = alder2:7b'],
    ["'alder2:%s' % size", 'exact ollama tag: alder2:%s = alder2:7b'],
    ['any `alder2:*` tag', 'exact ollama tag: alder2 = alder2:7b'],
    ['f"grove/Alder-2-{size}-Instruct"', 'exact huggingface tag: grove/Alder-2 = '],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });
});

describe('an id without a namespace', () => {
  const listed = tabulateNames(
    {
      ...SMALL_CATALOGUE,
      models: SMALL_CATALOGUE.models.map((one) =>
        one.id === 'alder2:7b' ? { ...one, otherNames: { api: ['alder-2-turbo'] } } : one,
      ),
    },
    'old',
  );
  test.each(['chat(model="alder-2-turbo")', 'M:-alder-2-turbo', 'the id `alder-2-turbo` works'])(
    'that an interface lists: %s',
    (text) => {
      expect(findNames(text, listed)).toMatchObject([
        { surface: 'alder-2-turbo', name: { strength: 'exact', registry: 'api', models: ['alder2:7b'] } },
      ]);
    },
  );
  test.each(['out/alder-2-turbo.bin', 'alder-2-turbo-0125', 'hosted/alder-2-turbo'])('not: %s', (text) => {
    for (const one of findNames(text, listed)) expect(one).not.toMatchObject({ name: { registry: 'api' } });
  });
});

describe('a library whose name is a word of the language', () => {
  const heron = {
    ...SMALL_CATALOGUE,
    models: SMALL_CATALOGUE.models.map((one) =>
      one.id === 'finch-embed'
        ? { ...one, ollama: { library: 'finch', tags: [], invalidTags: [], isDefault: true, insert: 'finch' } }
        : one,
    ),
  };
  const words = tabulateNames(heron, 'old');
  test.each([
    'ollama pull finch',
    'subprocess.run(["ollama", "pull", "finch"])',
    'ollama.chat(model="finch", messages=[])',
    'model: finch',
    'EMBED_MODEL=finch',
    'completion("ollama/finch")',
    'models = ["finch", "other:7b"]',
    'FROM finch',
    'f"finch:{tag}"',
  ])('asked for: %s', (text) => {
    expect(findNames(text, words)).toMatchObject([{ kind: 'name', name: { strength: 'exact', registry: 'ollama' } }]);
  });
  test.each(['a finch sings', 'model_type: finch', 'bird = "finch"', 'models of a finch', '["finch", "sparrow"]'])(
    'not asked for: %s',
    (text) => {
      for (const one of findNames(text, words)) expect(one).not.toMatchObject({ name: { strength: 'exact' } });
    },
  );
});

describe('a name in prose', () => {
  test.each([
    ['We use Alder 2 7B here.', 'prose - default: Alder 2 7B = alder2:7b'],
    ['Grove Alder 2 7B Instruct', 'prose - default: Grove Alder 2 7B Instruct = alder2:7b'],
    ['Alder-2-60B', 'prose - default: Alder-2-60B = alder2:60b'],
    ['Alder 2 (7B) works', 'prose - default: Alder 2 (7B) = alder2:7b'],
    ['(Alder 2 7B)', 'prose - default: Alder 2 7B = alder2:7b'],
    ['Alder 2 Next 60B', 'family - default: Alder 2 = '],
    ['Alder 2 7B/60B', 'prose - shorthand: Alder 2 7B/60B = alder2:7b'],
    ["Alder 2's answer", 'family - default: Alder 2 = '],
    ['RAG/Alder 2', 'family - default: Alder 2 = '],
    ['_Alder 2 7B_ here', 'prose - default: Alder 2 7B = alder2:7b'],
    ['__Alder 2 7B__ here', 'prose - default: Alder 2 7B = alder2:7b'],
    ['Alder\u00a02\u00a07B', 'prose - default: Alder\u00a02\u00a07B = alder2:7b'],
    ['Alder\u20112\u20117B', 'prose - default: Alder\u20112\u20117B = alder2:7b'],
    ['We run Alder\n2 7B.', 'family - default: Alder\n2 = '],
    ['print("\\nAlder 2 7B")', 'prose - default: Alder 2 7B = alder2:7b'],
  ])('%s', (text, expected) => expect(found(text)).toEqual([expected]));
});

test('a size behind a name of the family that is listed without one', () => {
  const families = SMALL_CATALOGUE.families.map((one) =>
    one.id === 'alder2' ? { ...one, display: ['Alder 2', 'Alder 2 Next'] } : one,
  );
  const next = tabulateNames({ ...SMALL_CATALOGUE, families }, 'old');
  expect(findNames('Alder-2-Next 60B, Alder 2 Next 99B', next)).toMatchObject([
    { surface: 'Alder-2-Next 60B', name: { strength: 'prose', models: ['alder2:60b'] } },
    { kind: 'look-alike', why: 'other-size' },
  ]);
});

describe('something made from a name', () => {
  test.each([
    ['./engines/alder-2-7b-trt', 'derived - default: ./engines/alder-2-7b-trt = alder2:7b'],
    ['--dir /models/Alder-2-7B-Instruct', 'derived - default: /models/Alder-2-7B-Instruct = alder2:7b'],
    [
      '~/.cache/hub/models--grove--Alder-2-7B-Instruct',
      'derived - default: models--grove--Alder-2-7B-Instruct = alder2:7b',
    ],
    ['~/.ollama/manifests/library/alder2/7b', 'derived - default: ~/.ollama/manifests/library/alder2/7b = '],
    ['alder-2-7b', 'derived - default: alder-2-7b = alder2:7b'],
    ['_alder2_ = load()', 'derived - default: _alder2_ = '],
    ['alder2_model = load()', 'derived - default: alder2_model = '],
    ['lab-3-alder2.ipynb', 'derived - default: lab-3-alder2.ipynb = '],
  ])('%s', (text, expected) => expect(found(text)).toEqual([expected]));
});

describe('something that only looks like a name', () => {
  test.each([
    ['Alder 2 405B', 'other-size: Alder 2 405B'],
    ['grove/Alder-2-405B', 'other-size: grove/Alder-2-405B'],
    ['alder2:405b', 'other-size: alder2:405b'],
    ['Alder 2.5', 'other-generation: Alder 2.5'],
    ['Alder2ForCausalLM', 'class-name: Alder2ForCausalLM'],
    ['goldfinches', 'part-of-a-word: goldfinches'],
    ['rewardhub/Rewarder-Alder-2-7B', 'third-party-derivative: rewardhub/Rewarder-Alder-2-7B'],
    ['labs-x/alder-2-7b-medusa', 'third-party-derivative: labs-x/alder-2-7b-medusa'],
  ])('%s', (text, expected) => expect(found(text)[0]?.startsWith(expected.slice(0, expected.length - 1))).toBe(true));
});

test('every stem hit is one name or one look-alike, never two and never none', () => {
  const text = 'alder2 Alder 2 7B, grove/Alder-2-7B x/Alder-2 alder2:9z Alder2ForCausalLM finch finches';
  const hits = [...text.matchAll(/alder[ ._-]?2|finch/gi)].map((hit) => hit.index);
  const spans = findNames(text, table).map((one) => one.span);
  for (const hit of hits) expect(spans.filter((span) => span.start <= hit && hit < span.end)).toHaveLength(1);
});

test('a megabyte without a space is read in linear time', () => {
  const text = 'alder2'.repeat(180_000);
  expect(findNames(text, table).length).toBeGreaterThan(0);
});

describe('whether any stem stands in a text', () => {
  const tables = [table, tabulateNames(SMALL_CATALOGUE, 'new')];
  const stems = tables.flatMap(({ families }) => families.flatMap(({ family }) => family.stems));

  test('is told as by the stems one by one, however they are written', () => {
    const parts = stems.flatMap((stem) => [stem, stem.slice(1), stem.slice(0, -1), stem.toUpperCase(), ' ', '-', '\n']);
    const oneByOne = new RegExp(tables.map((one) => one.stems).join('|'), 'i');
    const answers = new Set<boolean>();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 4 }), (pieces) => {
        const text = pieces.join('');
        answers.add(oneByOne.test(text));
        expect(new RegExp(anyStem(tables), 'i').test(text)).toBe(oneByOne.test(text));
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(answers.size).toBe(2);
  });

  test('is told of signs that mean something in an expression', () => {
    const [family] = SMALL_CATALOGUE.families;
    if (family === undefined) throw new Error('the small catalogue has a family');
    const odd = { ...SMALL_CATALOGUE, families: [{ ...family, stems: ['.x', '(y', 'z', '.w'] }] };
    const table = tabulateNames(odd, family.side);
    const isFound = (source: string) =>
      ['.x', '(Y', 'z', '.w', 'x', 'y', '(', '.', 'a'].map((text) => new RegExp(source, 'i').test(text));
    expect(isFound(anyStem([table]))).toEqual(isFound(table.stems));
  });
});
