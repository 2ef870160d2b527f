import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import picomatch from 'picomatch';
import { parse } from 'yaml';
import type { Migration, Section } from '../../src/core/migration.js';
import { readBundledMigration } from '../../src/local/bundled-migrations.js';

const FOLDER = new URL('../../migrations/', import.meta.url);
const parsed = await readBundledMigration('2025-tier-1');
if (!parsed.ok) throw new Error('the bundled migration does not parse');
const migration: Migration = parsed.migration;
const models = new Map(migration.catalogue.models.map((model) => [model.id, model]));

describe('the names that are inserted', () => {
  test.each([
    ['nemotron-3-nano', 'nemotron-3-nano', 'nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', 'Nemotron 3 Nano'],
    ['qwen3:8b', 'qwen3:8b', 'Qwen/Qwen3-8B', 'Qwen3 8B'],
    ['qwen3:32b', 'qwen3:32b', 'Qwen/Qwen3-32B', 'Qwen3 32B'],
    ['qwq:32b', 'qwq:32b', 'Qwen/QwQ-32B', 'QwQ-32B'],
    [
      'magistral-small-1.2',
      'hf.co/unsloth/Magistral-Small-2509-GGUF:UD-Q4_K_XL',
      'mistralai/Magistral-Small-2509',
      'Magistral Small 1.2',
    ],
    ['devstral-small-2', 'devstral-small-2', 'mistralai/Devstral-Small-2-24B-Instruct-2512', 'Devstral Small 2'],
    ['qwen3-embedding:8b', 'qwen3-embedding:8b', 'Qwen/Qwen3-Embedding-8B', 'Qwen3-Embedding-8B'],
    ['qwen3-vl:8b', 'qwen3-vl:8b', 'Qwen/Qwen3-VL-8B-Instruct', 'Qwen3-VL 8B'],
    ['deepseek-ocr', 'deepseek-ocr', 'deepseek-ai/DeepSeek-OCR', 'DeepSeek-OCR'],
    ['flux.2-dev', undefined, 'black-forest-labs/FLUX.2-dev', 'FLUX.2 [dev]'],
  ])('of %s', (id, ollama, repository, prose) => {
    const model = models.get(id);
    expect([model?.ollama?.insert, model?.huggingface?.instruct, model?.display[0]]).toEqual([
      ollama,
      repository,
      prose,
    ]);
  });

  test('are never one of those that do not exist', () => {
    const wrong = migration.catalogue.models.flatMap((model) => [
      ...(model.huggingface?.nonexistent ?? []),
      ...(model.ollama?.nonexistent ?? []),
      ...(model.ollama?.invalidTags ?? []).map((tag) => `${model.ollama?.library}:${tag}`),
    ]);
    const inserted = migration.catalogue.models.flatMap((model) => [
      model.ollama?.insert,
      model.ollama?.advised,
      model.huggingface?.instruct,
      model.huggingface?.base,
    ]);
    expect(wrong).toContain('Qwen/Qwen3-8B-Instruct');
    expect(wrong).toContain('magistral-small-1.2');
    expect(inserted.filter((name) => name !== undefined && wrong.includes(name))).toEqual([]);
  });
});

describe('the rows', () => {
  const target = (model: string, role: string) =>
    migration.replacements
      .find((row) => row.from.includes(model))
      ?.to.find((candidate) => candidate.roles.some((offered) => offered === role))?.model;

  test.each([
    ['llama3.1:8b', 'general', 'nemotron-3-nano'],
    ['llama3.1:8b', 'agent', 'nemotron-3-nano'],
    ['llama3.1:8b', 'reasoning', 'qwq:32b'],
    ['llama3.1:8b', 'code', 'devstral-small-2'],
    ['llama3.1:8b', 'training', 'qwen3:8b'],
    ['llama3.1:70b', 'general', 'qwen3:32b'],
    ['deepseek-r1:8b', 'reasoning', 'qwq:32b'],
    ['deepseek-r1:7b', 'general', 'qwq:32b'],
    ['deepseek-r1:70b', 'agent', 'nemotron-3-nano'],
    ['qwen2.5-coder:7b', 'code', 'devstral-small-2'],
    ['nomic-embed-text', 'embedding', 'qwen3-embedding:8b'],
    ['nomic-embed-text', 'agent', 'qwen3-embedding:8b'],
    ['llava:13b', 'vision', 'qwen3-vl:8b'],
    ['llava:7b', 'ocr', 'deepseek-ocr'],
    ['flux.1-dev', 'image', 'flux.2-dev'],
    ['sdxl', 'image', 'flux.2-dev'],
    ['llava:34b', 'vision', undefined],
    ['llama3.1:405b', 'general', undefined],
    ['flux.1-pro', 'image', undefined],
    ['sdxl-refiner', 'image', undefined],
  ])('%s as %s becomes %s', (model, role, expected) => {
    expect(models.has(model)).toBe(true);
    expect(target(model, role)).toBe(expected);
  });

  test('an agent that ran on DeepSeek-R1 comes with a caution', () => {
    const row = migration.replacements.find(({ id }) => id === 'reasoning');
    expect(row?.to.filter(({ roles }) => roles.includes('agent')).map(({ caution }) => caution !== undefined)).toEqual([
      true,
      true,
    ]);
  });
});

describe('the scopes', () => {
  const claim = (path: string): string | undefined => {
    const claims = (section: Section) =>
      picomatch([...section.scope.include], { dot: true, ignore: [...section.scope.exclude] })(path);
    return migration.phases.flatMap((phase) =>
      phase.sections.filter(claims).map(({ id }) => `${phase.number} ${id}`),
    )[0];
  };

  test.each([
    ['docs/SETUP.md', '1 1.1'],
    ['CURRICULUM.md', '1 1.2'],
    ['docs/curriculum/notes.md', '1 docs'],
    ['README.md', '1 shared'],
    ['utils/client.py', '1 shared'],
    ['templates/notebook.ipynb', '6 notebooks'],
    ['REVIEW_PROMPT.md', '1 shared'],
    ['domain-1-platform/module-1.1-dgx-spark-platform/LAB_PREP.md', '2 2.1'],
    ['domain-1-platform/module-1.1-dgx-spark-platform/labs/lab-1.ipynb', '2 2.1'],
    ['domain-1-platform/module-1.1-dgx-spark-platform/solutions/lab-1.ipynb', '6 notebooks'],
    ['domain-1-platform/module-1.2-python-for-ai/README.md', '2 domain-1'],
    ['domain-1-platform/module-1.2-ngc-containers/README.md', '2 2.2'],
    ['domain-2-ml/module-2.1-pytorch/README.md', '3 3.1'],
    ['domain-2-ml/module-2.6-diffusion-models/README.md', '3 diffusion'],
    ['domain-2-ml/module-2.6-diffusion-models/labs/lab-2.ipynb', '6 notebooks-diffusion'],
    ['domain-3-llm-systems/module-3.1-llm-finetuning/labs/lab-1.ipynb', '4 4.1'],
    ['domain-3-llm-systems/module-3.1-llm-finetuning/solutions/lab-1.ipynb', '6 notebooks-3.1'],
    ['domain-3-llm-systems/module-3.3-deployment/labs/lab-1.ipynb', '6 notebooks'],
    ['domain-3-llm-systems/module-3.3-deployment/docker/Dockerfile', '4 4.3'],
    ['domain-3-llm-systems/module-3.6-ai-agents/.env.example', '4 4.6'],
    ['domain-3-llm-systems/DOMAIN_OVERVIEW.md', '4 domain-3'],
    ['domain-4-production-ai/module-4.1-multimodal/labs/lab-1.ipynb', '5 5.1'],
    ['domain-4-production-ai/module-4.4-containers/README.md', '5 domain-4'],
    ['notebooks/free.ipynb', '6 notebooks'],
    ['LICENSE', undefined],
  ])('%s belongs to %s', (path, expected) => {
    expect(claim(path)).toBe(expected);
  });

  test('DeepSeek-R1 is the subject of the module on test-time compute, SDXL and FLUX.1 of the one on diffusion, in notebooks too', () => {
    const subjects = migration.phases
      .flatMap((phase) => phase.sections)
      .filter((section) => section.subjects.length > 0);
    expect(subjects.map(({ id }) => id)).toEqual(['diffusion', '4.4', 'notebooks-3.4', 'notebooks-diffusion']);
    expect(subjects.every(({ subjectReason }) => subjectReason !== undefined)).toBe(true);
  });
});

describe('the schema for editors', () => {
  test.each([
    ['2025-tier-1.yml', 'schema.json'],
    ['models.yml', 'models.schema.json'],
  ])('accepts %s, and its first line names it', async (file, schema) => {
    const text = await readFile(new URL(file, FOLDER), 'utf8');
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`);
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(await readFile(new URL(schema, FOLDER), 'utf8')),
    );
    const value: unknown = parse(text);
    expect({ valid: validate(value), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect(validate({ ...(typeof value === 'object' ? value : {}), unknown: 1 })).toBe(false);
  });
});

test('the plan that was handed in stands beside it, unchanged: 9,191 bytes', async () => {
  const plan = await readFile(new URL('2025-tier-1.plan.md', FOLDER));
  expect(plan.length).toBe(9191);
  expect(plan.toString('utf8')).toMatch(/^# 2025 Model Migration Plan - DGX Spark AI Curriculum\n/);
});
