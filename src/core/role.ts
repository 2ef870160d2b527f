/** What a place does with a model: its role, with the evidence in a reader's words. Strongest evidence first. */
import type { Evidence, RoleSource } from './decision.js';
import type { Role } from './migration.js';
import type { Place } from './place.js';

/** A role and why. */
export interface RoleFinding {
  readonly role: Role;
  readonly source: RoleSource;
  readonly evidence: Evidence;
}

interface Sign {
  readonly role: Role;
  readonly pattern: RegExp;
}

/** What a value flows into, by the name of the function, class or keyword. In the order of the roles' strength. */
const CALLEES: readonly Sign[] = [
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
const KEYWORDS: readonly Sign[] = [
  { role: 'agent', pattern: /^(?:tools|agent_?\w*|functions)$/ },
  { role: 'embedding', pattern: /embed/i },
  { role: 'vision', pattern: /^(?:images?|image_url|vision_\w*|vlm_\w*)$/ },
  { role: 'code', pattern: /^(?:code(?:r|_\w*)?|coding_\w*)$/ },
  { role: 'reasoning', pattern: /^(?:reason(?:ing|er)_?\w*|think(?:ing)?_model)$/ },
];
/** Words of a path that say what a file is about. */
const PATHS: readonly Sign[] = [
  { role: 'agent', pattern: /(?:^|[/_-])agents?(?:[/_.-]|$)/i },
  { role: 'embedding', pattern: /(?:^|[/_-])embeddings?(?:[/_.-]|$)/i },
  { role: 'training', pattern: /(?:^|[/_-])(?:fine-?tun\w*|lora|qlora|training|quanti[sz]ation)(?:[/_.-]|$)/i },
];
/** Names of variables and keys; a base model is trained only where weights are loaded. */
const NAMES: readonly Sign[] = [{ role: 'agent', pattern: /(?:^|_)agent/i }];
const NAMES_OF_WEIGHTS: readonly Sign[] = [...NAMES, { role: 'training', pattern: /^base_model(?:_name|_id)?$/i }];
const PLAIN_SIDE = /\b(?:baseline|non[- ]?reasoning|without (?:reasoning|thinking)|no[- ]think(?:ing)?)\b/i;

/** The role of a place among those that the old model's row knows. No evidence means general. */
export function findRole(place: Place): RoleFinding {
  return (
    roleOfFlow(place) ??
    roleOfShell(place) ??
    roleOfSection(place) ??
    roleOfPath(place) ?? { role: 'general', source: 'none', evidence: { text: 'no sign of a special role' } }
  );
}

function signed(signs: readonly Sign[], text: string | undefined): Role | undefined {
  return text === undefined ? undefined : signs.find(({ pattern }) => pattern.test(text))?.role;
}

function roleOfFlow({ python, reference }: Place): RoleFinding | undefined {
  if (python === undefined) return undefined;
  const { use } = python;
  for (const callee of [use.callee, ...use.callees]) {
    const role = signed(CALLEES, callee);
    if (role !== undefined) return { role, source: 'flow', evidence: { text: `flows into \`${callee}\`` } };
  }
  for (const keyword of [use.keyword, ...use.otherKeywords]) {
    const role = signed(KEYWORDS, keyword);
    if (role !== undefined)
      return {
        role,
        source: 'flow',
        evidence: { text: `beside the argument \`${keyword}\` of \`${use.callee ?? 'a call'}\`` },
      };
  }
  for (const named of [use.keys.at(-1), use.assigned, use.parameter?.name]) {
    const role =
      signed(KEYWORDS, named?.toLowerCase()) ??
      signed(reference.registry === 'huggingface' ? NAMES_OF_WEIGHTS : NAMES, named);
    if (role !== undefined && reference.strength === 'exact')
      return { role, source: 'flow', evidence: { text: `is the value of \`${named}\`` } };
  }
  return undefined;
}

function roleOfShell({ shell }: Place): RoleFinding | undefined {
  if (shell === undefined) return undefined;
  const line = shell.words.join(' ');
  if (/(?:convert\w*\.py|quantize|trtllm-build|autoawq|gptq|finetune|train)\b/i.test(line)) {
    return {
      role: 'training',
      source: 'flow',
      evidence: { text: `argument of \`${shell.words.slice(0, 3).join(' ')}\`` },
    };
  }
  return undefined;
}

function roleOfSection({ context, line }: Place): RoleFinding | undefined {
  const role = context.section?.role;
  if (role === undefined) return undefined;
  if (PLAIN_SIDE.test(line) && role !== 'general')
    return {
      role: 'general',
      source: 'section',
      evidence: { text: `calls itself a baseline, which does not take the role of section ${context.section?.id}` },
    };
  return { role, source: 'section', evidence: { text: `role of section ${context.section?.id}` } };
}

function roleOfPath({ context }: Place): RoleFinding | undefined {
  const role = signed(PATHS, context.file.path);
  return role === undefined ? undefined : { role, source: 'path', evidence: { text: 'the path says so' } };
}
