import type { Finding, Rule } from '../core/rule.js';
import { signsOf } from './area.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gatherCells } from './gather.js';
import { isSwap } from './model-after.js';
import { AGENT } from './place-signs.js';

const PARSER = /--(tool-call-parser|reasoning-parser)(?:[= ]|["'],\s*["'])([\w.-]+)/;
/** The completion class of LangChain, which takes no tools whatever the model. */
const COMPLETION_CLASS = /(?<![\w.])(?:OllamaLLM|Ollama)\(\s*model\b/;

/** Tool calling works only through something besides the model: an adapter, a parser, another class. */
export const toolCallingNeedsAdapter: Rule = {
  name: 'tool-calling-needs-adapter',
  severity: 'warning',
  doc: {
    finds:
      'A new model whose tool calling is partial, in code that gives it tools; a vLLM parser flag of the old model; a completion class where an agent is made.',
    why: 'Without the adapter or with the wrong parser, tool calls arrive as plain text and nothing is called.',
    example: '`vllm serve … --tool-call-parser llama3_json` with a Qwen model',
    advice: "Use the adapter that the model's makers name, the model's own parser, or a chat class that binds tools.",
  },
  check(file) {
    return gatherCells(file, [...partialTools(file), ...otherParsers(file), ...completionClasses(file)]);
  },
};

type File = Parameters<Rule['check']>[0];

function partialTools(file: File): readonly Draft[] {
  return signsOf(file, AGENT, (one) => isSwap(one) && one.after.capabilities.tools?.value === 'partial').flatMap(
    ({ standing: { after }, unit, span }) => {
      const tools = after?.capabilities.tools;
      if (after === undefined || tools === undefined) return [];
      return [
        {
          key: `partial ${after.id}`,
          unit,
          span,
          message: `${checkFirst(tools)}${nameOf(after)} calls tools only in part${tools.note === undefined ? '' : ` (${tools.note})`}; this place gives it tools.`,
          advice:
            'Try this place with a real tool call, add the adapter, or choose a candidate whose tool calling is sure.',
          sources: sourcesOf(tools),
        },
      ];
    },
  );
}

function otherParsers(file: File): readonly Draft[] {
  return signsOf(file, PARSER, isSwap, 'any').flatMap(({ standing: { after }, unit, span, match }) => {
    const flag = match[1] === 'tool-call-parser' ? 'vllmToolParser' : 'vllmReasoningParser';
    const fact = after?.facts[flag];
    const said = match[2] ?? '';
    if (after === undefined || fact === undefined || fact.value === said) return [];
    return [
      {
        key: `parser ${after.id} ${flag}`,
        unit,
        span,
        message: `${checkFirst(fact)}\`${said}\` reads the old model's format; vLLM needs \`--${match[1]} ${fact.value}\` for ${nameOf(after)}.`,
        advice: `Change the flag${after.facts.vllmFlags === undefined ? '' : `; all flags for this model: ${after.facts.vllmFlags.value}`}.`,
        sources: sourcesOf(fact, after.facts.vllmFlags),
      },
    ];
  });
}

function completionClasses(file: File): readonly (Draft & Finding)[] {
  const agents = signsOf(file, AGENT, isSwap);
  return signsOf(file, COMPLETION_CLASS, isSwap)
    .filter(({ area }) => agents.some((agent) => agent.area === area))
    .map(({ unit, span, match }) => ({
      key: 'completion class',
      unit,
      span,
      message: `\`${match[0].replace(/\(.*$/s, '')}\` is a completion class without \`bind_tools\`, whatever the model; the agent here cannot call tools through it.`,
      advice: 'Use `ChatOllama` of langchain_ollama.',
      sources: 'langchain' in file.catalogue.sources ? ['langchain'] : [],
    }));
}
