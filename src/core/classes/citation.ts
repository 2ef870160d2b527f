import type { KeepClass } from '../keep-class.js';
import { clauseOf, markedLine, withoutOtherTexts } from './said.js';

const CITED =
  /\b(?:arxiv|doi\.org|et al\.?|bibtex|citation|cite as|technical report|model card)\b|\b(?:the|this|original|research|see|read)\s+(?:\S+\s+){0,4}paper\b|@(?:article|misc|inproceedings)\b/i;
/** What follows a name in the title of a source. */
const TITLE = /^[\s)\]*_`]{0,4}(?:paper|report|model card|arxiv)\b/i;
const LICENCE = /\blicen[cs]e(?:_(?:name|id|type))?["']?\s*[:=]\s*['"]?\S*$/i;

/** A paper, a project page, a licence tag. */
export const citation = {
  name: 'citation',
  doc: {
    finds: 'a name in the title of a paper, model card or project page, or in a licence name or tag',
    why: 'the source is about the old model; a renamed citation cites what does not exist',
  },
  check(place) {
    const { line, inLine, sentence, markdown, reference, runs } = withoutOtherTexts(place);
    const said = reference.strength === 'exact' && !runs ? clauseOf(markedLine(place)) : sentence;
    if (LICENCE.test(line.slice(0, inLine.start)))
      return { outcome: 'keep', reason: 'a licence tag of the old model; check it if the model beside it changes' };
    const linked = markdown?.inline === 'link-text' && CITED.test(markdown.target ?? '');
    if (linked || TITLE.test(line.slice(inLine.end)) || CITED.test(said))
      return { outcome: 'keep', reason: 'a citation: the source is about the old model' };
    return undefined;
  },
} satisfies KeepClass;
