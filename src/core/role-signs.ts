/** The words by which code, keys and paths show what a model is used for. */
import type { Role } from './migration.js';

/** A word that shows a role. */
export interface Sign {
  readonly role: Role;
  readonly pattern: RegExp;
}

/** What a value flows into, by the name of the function, class or keyword. In the order of the roles' strength. */
export const CALLEES: readonly Sign[] = [
  {
    role: 'agent',
    pattern:
      /(?:^|[._])(?:create_\w*agent|initialize_agent|bind_tools|AgentExecutor|ToolNode|\w*Agent|Crew|AgentType)$/,
  },
  { role: 'embedding', pattern: /embed|(?:^|\.)SentenceTransformer$/i },
  { role: 'ocr', pattern: /ocr/i },
  {
    role: 'vision',
    pattern: /(?:Llava|VL|Vision|ImageText)\w*|(?:^|\.)(?:caption|describe_image|analy[sz]e_image|vqa)\w*$/i,
  },
  { role: 'image', pattern: /(?:Flux|Diffusion|Text2Image|Inpaint)\w*Pipeline\w*/ },
  {
    role: 'training',
    pattern:
      /(?:LoraConfig|Trainer|TrainingArguments|get_peft_model|FastLanguageModel|quantize\w*|convert\w*|GPTQ\w*|AWQ\w*|oneshot)/,
  },
];
export const KEYWORDS: readonly Sign[] = [
  { role: 'agent', pattern: /^(?:tools|agent_?\w*|functions)$/ },
  { role: 'embedding', pattern: /embed/i },
  { role: 'ocr', pattern: /(?:^|_)ocr(?:_|$)/i },
  { role: 'vision', pattern: /^(?:images?|image_url|vision_\w*|vlm_\w*)$/ },
  { role: 'code', pattern: /^(?:code(?:r|_\w*)?|coding_\w*)$/ },
  { role: 'reasoning', pattern: /^(?:reason(?:ing|er)_?\w*|think(?:ing)?_model)$/ },
];
/** Arguments beside the model that say what it is used for. */
export const BESIDE: readonly Sign[] = [
  { role: 'agent', pattern: /^(?:tools|functions|agents?)$/ },
  { role: 'vision', pattern: /^(?:images?|image_url)$/ },
];
/** Words of a path that say what a file is about. */
export const PATHS: readonly Sign[] = [
  { role: 'agent', pattern: /(?:^|[/_-])agents?(?:[/_.-]|$)/i },
  { role: 'embedding', pattern: /(?:^|[/_-])embeddings?(?:[/_.-]|$)/i },
  { role: 'training', pattern: /(?:^|[/_-])(?:fine-?tun\w*|lora|qlora|training|quanti[sz]ation)(?:[/_.-]|$)/i },
];
/** What a function is called that does one job with whatever model it calls. */
export const FUNCTIONS: readonly Sign[] = [{ role: 'ocr', pattern: /(?:^|_)ocr(?:_|$)/i }];
/** Names of variables and keys; a base model is trained only where weights are loaded. */
export const NAMES: readonly Sign[] = [{ role: 'agent', pattern: /(?:^|_)agent/i }];
export const NAMES_OF_WEIGHTS: readonly Sign[] = [
  ...NAMES,
  { role: 'training', pattern: /^base_model(?:_name|_id)?$/i },
];
export const PLAIN_SIDE =
  /\b(?:baseline|non[- ]?(?:reasoning|thinking)|no[- ]reasoning|without (?:reasoning|thinking)|no[- ]think(?:ing)?|unlike (?:a |an |the |other )?(?:reasoning|thinking) models?|not a (?:reasoning|thinking) model|(?:plain|ordinary|standard|regular|conventional) (?:\w+ )?(?:model|llm)|does(?: not|n['’]t) (?:think|reason))\b/i;

/** The role that a text shows, by the first sign that matches. */
export function signedRole(signs: readonly Sign[], text: string | undefined): Role | undefined {
  return text === undefined ? undefined : signs.find(({ pattern }) => pattern.test(text))?.role;
}
