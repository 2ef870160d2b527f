import type { KeepClass } from '../keep-class.js';

const CITED =
  /\b(?:arxiv|doi\.org|et al\.?|bibtex|citation|cite as|technical report|model card|paper)\b|@(?:article|misc|inproceedings)\b/i;
const LICENCE = /\blicen[cs]e\s*[:=]\s*['"]?\S*$/i;

/** A paper, a project page, a licence tag. */
export const citation = {
  name: 'citation',
  doc: {
    finds: 'a name in the title of a paper, model card or project page, or in a licence name or tag',
    why: 'the source is about the old model; a renamed citation cites what does not exist',
  },
  check({ line, inLine, sentence, markdown }) {
    if (LICENCE.test(line.slice(0, inLine.start)))
      return { outcome: 'keep', reason: 'a licence tag of the old model; check it if the model beside it changes' };
    if (CITED.test(sentence) || (markdown?.inline === 'link-text' && CITED.test(markdown.target ?? ''))) {
      return { outcome: 'keep', reason: 'a citation: the source is about the old model' };
    }
    return undefined;
  },
} satisfies KeepClass;
