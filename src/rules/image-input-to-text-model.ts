import type { Rule } from '../core/rule.js';
import { signsOf } from './area.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { gather } from './gather.js';
import { isSwap } from './model-after.js';

const IMAGE =
  /["']?\bimages["']?\s*[=:]\s*\[|["']image_url["']|["']type["']\s*:\s*["']image["']|\bimage_file\s*=|<image>|--image\b/;

/** A place that sends an image gets a model that reads text only. */
export const imageInputToTextModel: Rule = {
  name: 'image-input-to-text-model',
  severity: 'critical',
  doc: {
    finds: 'An image that is sent to a new model which reads no images, or only documents, where the old one did.',
    why: 'The image is refused or dropped in silence, and the answer is made up.',
    example: '`ollama.chat(model=…, messages=[{"role": "user", "content": q, "images": [path]}])`',
    advice: 'Choose a candidate with vision for this place.',
  },
  check(file) {
    const losing = signsOf(file, IMAGE, (one) => {
      if (!isSwap(one) || (one.before.capabilities.vision?.value ?? 'no') !== 'yes') return false;
      return (one.after.capabilities.vision?.value ?? 'unknown') !== 'yes';
    });
    return gather(
      file,
      losing.flatMap(({ standing: { after }, unit, span }) => {
        const vision = after?.capabilities.vision;
        if (after === undefined) return [];
        const refused = vision?.value === 'no';
        const what = refused
          ? 'reads no images'
          : `${vision?.value === 'partial' ? 'reads some images only' : 'may not read images'}${vision?.note === undefined ? '' : ` (${vision.note})`}`;
        return [
          {
            key: after.id,
            unit,
            span,
            severity: refused ? ('critical' as const) : ('warning' as const),
            message: `${checkFirst(vision)}${nameOf(after)} ${what}; this place sends it one.`,
            advice: 'Choose a candidate that reads such images, or send text.',
            sources: sourcesOf(vision),
          },
        ];
      }),
    );
  },
};
