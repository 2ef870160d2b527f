/** What people write in the model catalogue, key by key. Long because it is a table: every key carries its description. */
import { z } from 'zod';

/** A catalogue may stand in a repository that nobody knows, so nothing is without end: characters of a text and a name, entries. */
const MOST_CHARACTERS = 2000;
const NAME_CHARACTERS = 200;
const MOST_NAMES = 500;
const MOST_MODELS = 1000;
const MOST_FAMILIES = 100;
/** Every stem is looked for in every file; a shorter one would be found everywhere. */
const MOST_STEMS = 20;
const STEM = /^[\p{L}\p{N}](?:[ ._-]?[\p{L}\p{N}]){2,39}$/u;

function list<T extends z.ZodType>(item: T, most = MOST_NAMES) {
  return z.array(item).max(most, `there are at most ${most} entries in a list`);
}

function keyed<T extends z.ZodType>(value: T, most: number) {
  return z.record(name, value).refine((all) => Object.keys(all).length <= most, `there are at most ${most} of them`);
}

const text = z.string().min(1).max(MOST_CHARACTERS, `a text has at most ${MOST_CHARACTERS} characters`);
const name = z.string().min(1).max(NAME_CHARACTERS, `a name has at most ${NAME_CHARACTERS} characters`);
const stem = z
  .string()
  .regex(
    STEM,
    'a stem has three to forty letters and digits, with at most one space, dot, hyphen or underscore between two',
  );
const names = list(name);

/** Numbers of a model: key in the file, name in {@link Model.numbers}, what it is. */
export const NUMBERS = [
  ['parameters-billion', 'parametersBillion', 'Parameters in all, in billions.'],
  ['active-parameters-billion', 'activeParametersBillion', 'Parameters used for one token, in billions.'],
  ['context-tokens', 'contextTokens', 'Context window as the model comes, in tokens.'],
  ['context-max-tokens', 'contextMaxTokens', 'Context window when it is extended (YaRN, a flag), in tokens.'],
  ['ollama-q4-gb', 'ollamaQ4GB', "Download of Ollama's plain tag in GB; 4-bit unless the note says otherwise."],
  ['ollama-q8-gb', 'ollamaQ8GB', "Download of Ollama's 8-bit tag in GB."],
  ['fp16-gb', 'fp16GB', 'Weights at 16 bit, in GB.'],
  ['four-bit-gb', 'fourBitGB', 'Memory at 4 bit outside Ollama, in GB.'],
  ['nvfp4-gb', 'nvfp4GB', 'Weights in NVFP4, in GB.'],
  ['vllm-bf16-gb', 'vllmBf16GB', 'Least memory for vLLM at 16 bit, in GB.'],
  ['vllm-fp8-gb', 'vllmFp8GB', 'Least memory for vLLM in FP8, in GB.'],
  ['vllm-awq-gb', 'vllmAwqGB', 'Least memory for vLLM in AWQ, in GB.'],
  ['layers', 'layers', 'Layers.'],
  ['attention-layers', 'attentionLayers', 'Layers with attention.'],
  ['kv-heads', 'kvHeads', 'Key-value heads of an attention layer.'],
  ['vocabulary-tokens', 'vocabularyTokens', 'Size of the vocabulary.'],
  ['embedding-dimension', 'embeddingDimension', 'Length of a vector.'],
  ['embedding-dimension-min', 'embeddingDimensionMin', 'Shortest vector that can be asked for.'],
  ['vision-tokens-per-image', 'visionTokensPerImage', 'Tokens that an image takes, where that is fixed.'],
  ['prompt-tokens', 'promptTokens', 'Longest prompt of an image model, in tokens.'],
  ['steps', 'steps', 'Usual number of inference steps of an image model.'],
  ['guidance-scale', 'guidanceScale', 'Usual guidance scale of an image model.'],
  ['aime24-percent', 'aime24Percent', 'AIME 2024, in percent.'],
  ['aime25-percent', 'aime25Percent', 'AIME 2025, in percent.'],
  [
    'bfcl-v3-percent',
    'bfclV3Percent',
    'Berkeley Function Calling Leaderboard, version 3, in percent; thinking where the model can.',
  ],
  ['bfcl-v3-non-thinking-percent', 'bfclV3NonThinkingPercent', 'The same without thinking.'],
  ['bfcl-v4-percent', 'bfclV4Percent', 'Berkeley Function Calling Leaderboard, version 4, in percent.'],
  ['swe-bench-verified-percent', 'sweBenchVerifiedPercent', 'SWE-bench Verified, in percent.'],
  ['mteb-multilingual-score', 'mtebMultilingualScore', 'Mean score on multilingual MTEB.'],
] as const;

/** Other facts of a model: key in the file, name in {@link Model.facts}, what it is. */
export const FACTS = [
  ['chat-format', 'chatFormat', 'How turns of a conversation are written for the model.'],
  ['thinking-mark', 'thinkingMark', 'The mark before the reasoning in raw output.'],
  ['sampling', 'sampling', "The makers' advice on temperature and the like."],
  ['bare-name', 'bareName', 'What is not known about the name without a tag.'],
  ['serving', 'serving', 'How it can be served.'],
  ['vllm-min', 'vllmMin', 'Oldest vLLM that runs it.'],
  ['vllm-flags', 'vllmFlags', 'Flags for vLLM.'],
  ['vllm-tool-parser', 'vllmToolParser', "vLLM's --tool-call-parser for it."],
  ['vllm-reasoning-parser', 'vllmReasoningParser', "vLLM's --reasoning-parser for it."],
  ['tensorrt-llm', 'tensorrtLlm', 'Whether and how TensorRT-LLM runs it.'],
  ['transformers-min', 'transformersMin', 'Oldest transformers that loads it.'],
  ['transformers-pin', 'transformersPin', 'The only transformers that loads it.'],
  ['diffusers-min', 'diffusersMin', 'Oldest diffusers that loads it.'],
  ['sentence-transformers-min', 'sentenceTransformersMin', 'Oldest sentence-transformers that loads it.'],
  ['fine-tune-modules', 'fineTuneModules', 'Modules that adapters usually change, separated by commas.'],
  ['query-prefix', 'queryPrefix', 'What an embedding model wants before a query.'],
  ['document-prefix', 'documentPrefix', 'What an embedding model wants before a document.'],
  ['pooling', 'pooling', 'How an embedding model pools.'],
  ['vision-tokens', 'visionTokens', 'How many tokens an image takes.'],
  ['call-signature', 'callSignature', 'What is unlike in calling its pipeline.'],
  ['absent-arguments', 'absentArguments', 'Arguments that its pipeline does not take, separated by commas.'],
  ['components', 'components', 'What it is made of.'],
  ['lighter', 'lighter', 'Smaller models of the family.'],
  ['successor', 'successor', 'A newer model that does better.'],
] as const;

/** Registries beside Ollama and Hugging Face. */
const OTHER_REGISTRIES = ['nim', 'lmstudio', 'api'] as const;

const CAPABILITIES = [
  ['thinking', 'Reasons before it answers.'],
  ['thinking-switch', 'The reasoning can be switched off.'],
  ['tools', 'Calls tools.'],
  ['vision', 'Reads images.'],
  ['fill-in-the-middle', 'Completes between a prefix and a suffix.'],
  ['embedding', 'Turns texts into vectors.'],
  ['image-generation', 'Makes images.'],
  ['inpaint', 'Repaints a masked part of an image.'],
  ['outpaint', 'Paints beyond the edge of an image.'],
  ['controlnet', 'Takes a ControlNet.'],
] as const;

function fact<T extends z.ZodType>(value: T) {
  return z.strictObject({
    value: value.describe('The fact.'),
    confidence: z
      .enum(['confirmed', 'secondary', 'known', 'plan-only', 'contradicted'])
      .describe(
        'How far it may be trusted: confirmed (its source says so), secondary (a third party says so), known (the author says so), plan-only (only the plan says so), contradicted (a source denies it).',
      ),
    sources: list(name).min(1).describe('Keys of `sources`.'),
    note: text.optional().describe('What a reader should know beyond the value.'),
  });
}

const support = z.enum(['yes', 'partial', 'no', 'unknown']);

function listed<T extends z.ZodType>(keys: readonly (readonly [string, ...string[]])[], value: T) {
  const one = fact(value);
  const shape = keys.map((entry) => [entry[0], one.optional().describe(entry[entry.length - 1] ?? '')] as const);
  return z.strictObject(Object.fromEntries(shape));
}

const ollama = z.strictObject({
  library: text.describe('The name before the colon: `llama3.1`.'),
  tag: text.optional().describe('The tag that names this very model: `8b`.'),
  default: z.boolean().describe('Whether the library without a tag (or `:latest`) means this model.'),
  insert: text.optional().describe('For new models: the name that is written into files. It must resolve.'),
  advised: text.optional().describe('A better name that warnings advise and the configuration can choose.'),
  tags: names.describe('All tags of this model, the plain one included.'),
  'invalid-tags': names.optional().describe('Tags seen in texts that never existed.'),
  nonexistent: names.optional().describe('Whole names seen in texts that never existed.'),
});

const huggingFace = z.strictObject({
  instruct: text.describe('The repository of the model that people run.'),
  base: text.optional().describe('The repository of its base checkpoint. A base is replaced by a base, or asked.'),
  also: names.optional().describe('Earlier ids of `instruct`; they are replaced like it.'),
  'also-base': names.optional().describe('Earlier ids of `base`.'),
  versions: names.optional().describe('Other versions under the same name; they are asked.'),
  quantised: names.optional().describe('Quantised or converted copies; they are asked.'),
  nonexistent: names.optional().describe('Ids seen in texts that never existed.'),
});

const model = z.strictObject({
  family: text.describe('Key of `families`.'),
  display: names
    .min(1)
    .describe(
      'Names in prose, the preferred one first. A display name says the size or variant where the family has several.',
    ),
  ollama: ollama.optional().describe("Names in Ollama's registry."),
  'hugging-face': huggingFace.optional().describe('Repository ids on Hugging Face.'),
  'other-names': z
    .strictObject(
      Object.fromEntries(OTHER_REGISTRIES.map((key) => [key, names.optional().describe(`Names in ${key}.`)])),
    )
    .optional()
    .describe('Names in other registries, the preferred one first.'),
  capabilities: listed(CAPABILITIES, support).describe(
    'What it can do. What is not listed is unknown, which is not no.',
  ),
  numbers: listed(NUMBERS, z.number()).optional().describe('Its numbers; the unit is in the key.'),
  licence: fact(text).optional().describe('Its licence.'),
  gated: fact(z.boolean()).optional().describe('Whether access must be asked for before a download.'),
  'loader-class': fact(text).optional().describe('The class of transformers or diffusers that loads it.'),
  facts: listed(FACTS, z.string()).optional().describe('Other facts.'),
});

const family = z.strictObject({
  side: z.enum(['old', 'new']).describe('Whether its models are replaced or take their place.'),
  display: names.min(1).describe('Names in prose without a size.'),
  stems: list(stem, MOST_STEMS)
    .min(1)
    .describe('What a text search looks for. A space stands for a space, dot, hyphen, underscore or nothing.'),
  organisations: names.describe("Organisations whose Hugging Face ids are the family's own."),
  vendor: text.optional().describe("The developer's name in prose."),
  variants: names.describe('Words that may belong to a name of the family: instruct, base, distill.'),
  'not-names': names.describe(
    'Strings that contain a stem and name no model of the family, matched whole: class names, derivatives.',
  ),
});

/** The catalogue as people write it. */
export const CATALOGUE_SCHEMA = z.strictObject({
  mirrors: names.describe("Organisations that publish converted copies under the model's own name."),
  sources: keyed(text, MOST_MODELS).describe('Where facts come from: a key, and the page or file with its version.'),
  families: keyed(family, MOST_FAMILIES).describe(
    'Families, by key. Where one stem begins another, the longer one comes first.',
  ),
  models: keyed(model, MOST_MODELS).describe('Models, by key: `llama3.1:8b`.'),
});

export type WrittenCatalogue = z.infer<typeof CATALOGUE_SCHEMA>;
export type WrittenModel = z.infer<typeof model>;
