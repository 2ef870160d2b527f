import type { Rule } from '../core/rule.js';
import { signsOf } from './area.js';
import { checkFirst, isSure, nameOf, sourcesOf } from './fact-wording.js';
import { gather } from './gather.js';
import { THINKING_ON } from './place-signs.js';

/** A place asks for thinking from a model that has none. */
export const thinkingUnsupported: Rule = {
  name: 'thinking-unsupported',
  severity: 'critical',
  doc: {
    finds: 'Thinking switched on where the model that stands there afterwards does not think.',
    why: 'Ollama answers 400, "does not support thinking".',
    example: '`ollama.chat(model=…, think=True)`',
    advice: 'Remove the switch, or choose a candidate that thinks.',
  },
  check(file) {
    const signs = signsOf(file, THINKING_ON, ({ after }) => after?.capabilities.thinking?.value === 'no');
    return gather(
      file,
      signs.flatMap(({ standing: { after }, unit, span, match }) => {
        const fact = after?.capabilities.thinking;
        if (after === undefined) return [];
        return [
          {
            key: after.id,
            unit,
            span,
            severity: isSure(fact) ? ('critical' as const) : ('warning' as const),
            message: `${checkFirst(fact)}${nameOf(after)} does not think; \`${match[0].replace(/["']/g, '')}\` is refused.`,
            advice: 'Remove the switch, or choose a candidate that thinks.',
            sources: sourcesOf(fact),
          },
        ];
      }),
    );
  },
};
