import type { Rule } from '../core/rule.js';
import { type Sign, signsOf } from './area.js';
import { checkFirst, isSure, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather } from './gather.js';
import { isSwap, type Standing } from './model-after.js';
import { AGENT, NOT_A_CHAT } from './place-signs.js';

/** A model without tool calling drives an agent or is given tools. */
export const agentWithoutToolCalling: Rule = {
  name: 'agent-without-tool-calling',
  severity: 'critical',
  doc: {
    finds:
      'A model that cannot call tools, or of which that is not known, in code that gives it tools or makes it an agent.',
    why: 'The server refuses the request (Ollama answers 400, "does not support tools"), or the agent never calls anything.',
    example: '`ChatOllama(model="deepseek-r1:8b").bind_tools(tools)`',
    advice: 'Use a model with tool calling in this place, or parse actions from plain text.',
  },
  check(file) {
    return gather(file, signsOf(file, AGENT, lacksTools).map(toDraft));
  },
};

function lacksTools(standing: Standing): boolean {
  const { after, reference } = standing;
  if (after === undefined) return false;
  if (after.capabilities.embedding?.value === 'yes' || after.capabilities['image-generation']?.value === 'yes')
    return false;
  const python = reference.site.layers.find((layer) => layer.language === 'python');
  if (python?.language === 'python' && NOT_A_CHAT.test(python.use.callee ?? '')) return false;
  const tools = after.capabilities.tools?.value ?? 'unknown';
  return tools === 'no' || (tools === 'unknown' && isSwap(standing));
}

function toDraft({ standing, unit, span, match }: Sign): Draft {
  const { after, decision, proposed } = standing;
  const tools = after?.capabilities.tools;
  const model = after === undefined ? standing.reference.surface : nameOf(after);
  const known = tools !== undefined && tools.value !== 'unknown';
  const what = known ? `${model} cannot call tools` : `it is not known whether ${model} can call tools`;
  const stays = decision.outcome === 'rewrite' ? '' : ', and its name stays here';
  const instead =
    proposed === undefined || proposed.capabilities.tools?.value !== 'yes' ? '' : ` (${nameOf(proposed)} can)`;
  return {
    key: model,
    unit,
    span,
    severity: known && (isSure(tools) || tools.confidence === 'secondary') ? 'critical' : 'warning',
    message: `${known ? '' : checkFirst(tools)}${what}${stays}; this place gives it tools (\`${match[0].trim()}\`).`,
    advice: `Put a model with tool calling here${instead}, or parse actions from plain text.`,
    sources: sourcesOf(tools),
  };
}
