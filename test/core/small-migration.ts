/** A small migration with models that exist nowhere, so that no rule of the engine can lean on a real name. */

import type { Migration, Section } from '../../src/core/migration.js';
import type { Catalogue, Family, Model } from '../../src/core/model.js';

function family(id: string, side: 'old' | 'new', more: Partial<Family>): Family {
  return { id, side, display: [], stems: [], organisations: [], variants: ['instruct', 'base'], notNames: [], ...more };
}

function model(id: string, familyId: string, side: 'old' | 'new', more: Partial<Model>): Model {
  return { id, family: familyId, side, display: [], otherNames: {}, capabilities: {}, numbers: {}, facts: {}, ...more };
}

const known = (value: string) => ({ value, confidence: 'known' as const, sources: ['test'] });
const figure = (value: number) => ({ value, confidence: 'known' as const, sources: ['test'] });
const planned = (value: number) => ({ value, confidence: 'plan-only' as const, sources: ['test'] });
const sizes = (ollama: number, fp16: number) => ({ ollamaQ4GB: figure(ollama), fp16GB: figure(fp16) });

export const SMALL_CATALOGUE: Catalogue = {
  mirrors: ['copyhouse'],
  sources: { test: 'written for the tests' },
  families: [
    family('alder2', 'old', {
      display: ['Alder 2'],
      stems: ['alder 2'],
      organisations: ['grove'],
      vendor: 'Grove',
      notNames: ['Alder2ForCausalLM', 'AlderPipeline'],
    }),
    family('linnet1', 'old', {
      display: ['Linnet 1'],
      stems: ['linnet 1'],
      organisations: ['marsh'],
      variants: ['dev'],
      notNames: ['Linnet1Pipeline', 'Linnet1Img2ImgPipeline'],
    }),
    family('newt1', 'old', {
      display: ['Newt 1'],
      stems: ['newt 1'],
      organisations: ['marsh'],
      notNames: ['Newt1ForConditionalGeneration', 'Newt1Processor'],
    }),
    family('finch-embed', 'old', {
      display: ['Finch', 'Finch Embed'],
      stems: ['finch'],
      organisations: ['aviary', 'finch-lab'],
    }),
    family('birch', 'new', { display: ['Birch'], stems: ['birch'], organisations: ['woods'] }),
    family('wren2', 'new', {
      display: ['Wren 2'],
      stems: ['wren 2'],
      organisations: ['marsh'],
      notNames: ['Wren2Pipeline'],
    }),
    family('otter2', 'new', { display: ['Otter 2'], stems: ['otter 2'], organisations: ['marsh'] }),
    family('oak', 'new', { display: ['Oak'], stems: ['oak'], organisations: ['woods'] }),
    family('heron-embed', 'new', { display: ['Heron Embed'], stems: ['heron embed'], organisations: ['aviary'] }),
  ],
  models: [
    model('alder2:7b', 'alder2', 'old', {
      display: ['Alder 2 7B', 'Alder 2 7B Instruct'],
      ollama: {
        library: 'alder2',
        tag: '7b',
        tags: ['7b', '7b-instruct-q4_K_M', '7b-instruct-q8_0'],
        invalidTags: ['7b-q4_0'],
        isDefault: true,
        insert: 'alder2:7b',
      },
      huggingface: {
        instruct: 'grove/Alder-2-7B-Instruct',
        base: 'grove/Alder-2-7B',
        others: ['grove/Grove-Alder-2-7B-Instruct', 'copyhouse/Alder-2-7B-Instruct-AWQ'],
      },
      loaderClass: known('Alder2ForCausalLM'),
      numbers: sizes(4.4, 14),
      facts: { vllmToolParser: known('alder_json') },
    }),
    model('alder2:60b', 'alder2', 'old', {
      display: ['Alder 2 60B', 'Alder 2 60B Instruct'],
      ollama: {
        library: 'alder2',
        tag: '60b',
        tags: ['60b', '60b-instruct-q4_K_M'],
        invalidTags: [],
        isDefault: false,
        insert: 'alder2:60b',
      },
      huggingface: { instruct: 'grove/Alder-2-60B-Instruct', base: 'grove/Alder-2-60B', others: [] },
      numbers: sizes(38, 120),
      facts: { vllmToolParser: known('alder_json') },
    }),
    model('linnet1', 'linnet1', 'old', {
      display: ['Linnet 1 Dev'],
      huggingface: { instruct: 'marsh/linnet-1-dev', others: [] },
      loaderClass: known('Linnet1Pipeline'),
      numbers: { fp16GB: figure(30) },
    }),
    model('newt1', 'newt1', 'old', {
      display: ['Newt 1 Base'],
      huggingface: { instruct: 'marsh/newt-1-base', others: [] },
      loaderClass: known('Newt1ForConditionalGeneration'),
    }),
    model('finch-embed', 'finch-embed', 'old', {
      display: ['Finch Embed', 'finch-embed-v1'],
      ollama: {
        library: 'finch-embed',
        tags: ['latest', 'v1'],
        invalidTags: [],
        isDefault: true,
        insert: 'finch-embed',
      },
      huggingface: { instruct: 'aviary/finch-embed-v1', others: ['finch-lab/finch-embed-v1'] },
      numbers: { embeddingDimension: figure(512), ollamaQ4GB: figure(0.25) },
    }),
    model('birch:9b', 'birch', 'new', {
      display: ['Birch 9B'],
      ollama: {
        library: 'birch',
        tag: '9b',
        tags: ['9b', '9b-q8_0'],
        invalidTags: [],
        isDefault: true,
        insert: 'birch:9b',
      },
      huggingface: { instruct: 'woods/Birch-9B', base: 'woods/Birch-9B-Base', others: [] },
      loaderClass: known('BirchForCausalLM'),
      numbers: sizes(5.6, 18),
      facts: { vllmToolParser: known('birch_xml'), transformersMin: known('4.60.0'), vllmMin: known('0.12.1') },
    }),
    model('oak:30b', 'oak', 'new', {
      display: ['Oak 30B'],
      ollama: { library: 'oak', tag: '30b', tags: ['30b'], invalidTags: [], isDefault: true, insert: 'oak:30b' },
      huggingface: { instruct: 'woods/Oak-30B', others: [] },
      numbers: { ollamaQ4GB: figure(19), fp16GB: planned(61) },
    }),
    model('heron-embed:4b', 'heron-embed', 'new', {
      display: ['Heron Embed 4B'],
      ollama: {
        library: 'heron-embed',
        tag: '4b',
        tags: ['4b'],
        invalidTags: [],
        isDefault: true,
        insert: 'heron-embed:4b',
      },
      huggingface: { instruct: 'aviary/Heron-Embed-4B', others: [] },
      numbers: { embeddingDimension: figure(2560), ollamaQ4GB: figure(2.5) },
      facts: { sentenceTransformersMin: known('3.1.0') },
    }),
    model('wren2', 'wren2', 'new', {
      display: ['Wren 2'],
      huggingface: { instruct: 'marsh/wren-2', others: [] },
      loaderClass: known('Wren2Pipeline'),
      numbers: { fp16GB: figure(64), steps: figure(40), guidanceScale: figure(4) },
      facts: {
        diffusersMin: known('0.40.0'),
        callSignature: known('image is the first positional argument'),
        absentArguments: known('negative_prompt, clip_skip'),
      },
    }),
    model('otter2', 'otter2', 'new', {
      display: ['Otter 2'],
      huggingface: { instruct: 'marsh/otter-2', others: [] },
      loaderClass: known('Otter2ForConditionalGeneration'),
    }),
  ],
};

const WHOLE: Section = {
  id: '1.1',
  title: 'Everything',
  scope: { include: ['**'], exclude: ['outside/**'] },
  subjects: [],
  checklist: [],
};
const EMPTY_TABLE = { header: [], rows: [] };

/** The migration; `section` replaces parts of its only section, `more` parts of the migration. */
export function smallMigration(section: Partial<Section> = {}, more: Partial<Migration> = {}): Migration {
  return {
    id: 'small',
    title: 'A small migration',
    overview: 'Alder to Birch and Oak',
    planFiles: ['PLAN.md'],
    replacements: [
      {
        id: 'general',
        category: 'General',
        from: ['alder2:7b'],
        to: [
          { model: 'birch:9b', roles: ['general', 'training'] },
          { model: 'oak:30b', roles: ['agent', 'reasoning', 'general'] },
        ],
        plan: { old: 'alder2:7b', new: 'birch:9b', capabilities: '', notes: '' },
      },
      {
        id: 'large',
        category: 'Large',
        from: ['alder2:60b'],
        to: [{ model: 'oak:30b', roles: ['general', 'agent'] }],
        plan: { old: 'alder2:60b', new: 'oak:30b', capabilities: '', notes: '' },
      },
      {
        id: 'image',
        category: 'Image',
        from: ['linnet1'],
        to: [{ model: 'wren2', roles: ['image', 'general'] }],
        plan: { old: 'linnet1', new: 'wren2', capabilities: '', notes: '' },
      },
      {
        id: 'vision',
        category: 'Vision',
        from: ['newt1'],
        to: [{ model: 'otter2', roles: ['vision', 'general'] }],
        plan: { old: 'newt1', new: 'otter2', capabilities: '', notes: '' },
      },
      {
        id: 'embedding',
        category: 'Embedding',
        from: ['finch-embed'],
        to: [{ model: 'heron-embed:4b', roles: ['embedding', 'general'] }],
        plan: { old: 'finch-embed', new: 'heron-embed:4b', capabilities: '', notes: '' },
      },
    ],
    capabilityReference: EMPTY_TABLE,
    phases: [
      {
        id: 'phase-1',
        number: 1,
        title: 'All',
        sections: [{ ...WHOLE, ...section }],
        checklist: [],
        repeatForNotebooks: false,
      },
    ],
    records: ['**/CHANGELOG.md'],
    fixtures: ['**/samples/**'],
    generated: ['**/*.lock'],
    handsOff: ['.github/workflows/**'],
    patterns: [],
    criticalNotes: [],
    reasoningComparison: EMPTY_TABLE,
    impact: EMPTY_TABLE,
    covers: [],
    approval: '',
    execution: [],
    planErrors: [],
    catalogue: SMALL_CATALOGUE,
    ...more,
  };
}
