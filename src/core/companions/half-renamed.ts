import type { Draft } from '../draft.js';
import type { CompanionMaker, FileRewrites, Need } from './companion-maker.js';
import { whereIs } from './in-unit.js';

/** Rules that ask about what a checkpoint is loaded with: its other parts must stay with it. */
const LOADED_TOGETHER = new Set(['class', 'coupled']);

/** Ids of one model that must not part: a tokenizer stays with the model that a person is asked about. */
export const halfRenamed = {
  name: 'half-renamed',
  doc: {
    changes:
      'nothing: an id whose model is asked about in the same program, because of its class or its partner, is asked with it',
    proof:
      'ids of the same model in the same registry and program (notebook, script, or block of a document). Elsewhere in the file the id is rewritten, and its evidence says what was left',
  },
  make({ rewrites, drafts }) {
    const left = drafts.filter(isLeft);
    if (left.length === 0) return [];
    return rewrites.flatMap(({ index, place }): readonly Need[] => {
      const own = left.filter(({ reference }) => isSame(reference, place.reference));
      const tied = own.find(
        (one) => LOADED_TOGETHER.has(one.rule) && place.runs && isSameProgram(one, place.reference),
      );
      if (tied !== undefined) {
        const reason = `the same checkpoint is asked about in ${whereIs(tied.place, tied.reference.span.start)} (${tied.rule}): both must stay one model`;
        return [
          {
            kind: 'doubt',
            for: [index],
            rule: tied.rule,
            reason,
            ...(tied.group === undefined ? {} : { group: tied.group }),
          },
        ];
      }
      const [other] = own;
      if (other === undefined) return [];
      const where = whereIs(other.place, other.reference.span.start);
      return [{ kind: 'remark', for: [index], text: `the same id is left to a person in ${where} (${other.rule})` }];
    });
  },
} satisfies CompanionMaker;

function isLeft({ outcome, reference }: Draft): boolean {
  return outcome === 'ask' && reference.strength === 'exact' && reference.form !== 'tag';
}

function isSame(a: Draft['reference'], b: Draft['reference']): boolean {
  return b.strength === 'exact' && a.registry === b.registry && a.models.join() === b.models.join();
}

/** Cells of a notebook and lines of a script are one program; a block of a document is one of its own. */
function isSameProgram({ place }: Draft, other: FileRewrites['rewrites'][number]['place']['reference']): boolean {
  const { markdown, reference } = place;
  if (markdown === undefined) return other.site.layers[0]?.language !== 'markdown';
  return (
    other.unit === reference.unit &&
    other.span.start >= markdown.blockSpan.start &&
    other.span.end <= markdown.blockSpan.end
  );
}
