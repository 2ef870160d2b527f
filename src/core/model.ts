/** The model catalogue: what each old and new model is called, can do and costs, with the source of each fact. */

/** A model's key in the catalogue, for example `llama3.1:8b`. */
export type ModelId = string;
/** A family's key in the catalogue, for example `llama3.1`. */
export type FamilyId = string;

/** Whether a model has a capability. `unknown` is not `no`: a warning then says "check". */
export type Support = 'yes' | 'partial' | 'no' | 'unknown';
/** How far a fact may be trusted: stated by its source, seen second-hand, the author's knowledge, said by the plan alone, or denied by a source. */
export type Confidence = 'confirmed' | 'secondary' | 'known' | 'plan-only' | 'contradicted';
export type Capability =
  | 'thinking'
  | 'thinking-switch'
  | 'tools'
  | 'vision'
  | 'fill-in-the-middle'
  | 'embedding'
  | 'image-generation'
  | 'inpaint'
  | 'outpaint'
  | 'controlnet';

/** A statement with its sources (keys of the catalogue's `sources`). */
export interface Fact<T> {
  readonly value: T;
  readonly confidence: Confidence;
  readonly sources: readonly string[];
  /** What a reader should know beyond the value. */
  readonly note?: string;
}

/** Where a name is resolved: each registry has its own form. */
export type Registry = 'ollama' | 'huggingface' | 'nim' | 'lmstudio' | 'api';

/** A model's names in Ollama's registry. */
export interface OllamaNames {
  readonly library: string;
  /** The tag that names this very model (`8b`); absent where the bare library name does. */
  readonly tag?: string;
  /** All tags of this model that exist, the default one included. */
  readonly tags: readonly string[];
  /** Tags seen in texts that never existed. */
  readonly invalidTags: readonly string[];
  /** Whether the bare library name (or `:latest`) means this model. */
  readonly isDefault: boolean;
  /** The name that is inserted where this model is the target: one that resolves. */
  readonly insert: string;
  /** A better name, which warnings advise and the configuration can choose: `qwen3-vl:8b-instruct`. */
  readonly advised?: string;
  /** Whole names seen in texts that never existed: `magistral-small-1.2`. */
  readonly nonexistent?: readonly string[];
}

/** A model's repository ids on Hugging Face, by variant. */
export interface HuggingFaceNames {
  readonly instruct?: string;
  readonly base?: string;
  /** Other ids of the same weights: earlier names, quantised copies. */
  readonly others: readonly string[];
  /** Those of `others` that are earlier ids of `instruct`. */
  readonly alsoInstruct?: readonly string[];
  /** Those of `others` that are earlier ids of `base`. */
  readonly alsoBase?: readonly string[];
  /** Ids seen in texts that never existed: `Qwen/Qwen3-8B-Instruct`. */
  readonly nonexistent?: readonly string[];
}

/** One model of the catalogue. */
export interface Model {
  readonly id: ModelId;
  readonly family: FamilyId;
  readonly side: 'old' | 'new';
  /** The name for prose, first the preferred one: `Llama 3.1 8B`. */
  readonly display: readonly string[];
  readonly ollama?: OllamaNames;
  readonly huggingface?: HuggingFaceNames;
  readonly otherNames: Readonly<Partial<Record<Registry, readonly string[]>>>;
  readonly capabilities: Readonly<Partial<Record<Capability, Fact<Support>>>>;
  /** Numbers by name (`parametersBillion`, `contextTokens`, `ollamaQ4GB`, `embeddingDimension` …); the unit is in the name. */
  readonly numbers: Readonly<Record<string, Fact<number | string>>>;
  readonly licence?: Fact<string>;
  readonly gated?: Fact<boolean>;
  /** Transformers or diffusers class that loads it. */
  readonly loaderClass?: Fact<string>;
  /** Other facts by name (`chatFormat`, `vllmToolParser`, `transformersMin` …). */
  readonly facts: Readonly<Record<string, Fact<string>>>;
}

/**
 * A family: what a text search looks for. `stems` are written with spaces between their parts (`llama 3.1`, `deepseek r1`); any of
 * space, dot, hyphen, underscore or nothing may stand between the parts of a stem in a text.
 */
export interface Family {
  readonly id: FamilyId;
  readonly side: 'old' | 'new';
  /** The name of the family in prose, without a size: `Llama 3.1`. */
  readonly display: readonly string[];
  readonly stems: readonly string[];
  /** Organisations whose Hugging Face ids are the family's own: `meta-llama`. */
  readonly organisations: readonly string[];
  /** The developer's name in prose, may stand before the family's: `Meta`. */
  readonly vendor?: string;
  /** Words that belong to a name of the family: `instruct`, `distill`, `schnell`, `base` … */
  readonly variants: readonly string[];
  /** Strings that contain a stem and are not this family's models (class names, file formats), matched whole. */
  readonly notNames: readonly string[];
}

/** The whole catalogue. */
export interface Catalogue {
  readonly models: readonly Model[];
  readonly families: readonly Family[];
  /** Organisations that publish requantised copies under the model's own name: `unsloth`, `bartowski` … */
  readonly mirrors: readonly string[];
  /** Source key to where it is. */
  readonly sources: Readonly<Record<string, string>>;
}
