import type { Fact } from '../core/model.js';
import type { Rule } from '../core/rule.js';
import { matchesOf } from './area.js';
import { checkFirst, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather } from './gather.js';
import { swapsOf } from './model-after.js';

/** Prefixes that the old embedding model wanted before its texts. */
export const embeddingPrefixChanged: Rule = {
  name: 'embedding-prefix-changed',
  severity: 'warning',
  doc: {
    finds: "The old embedding model's prefix for queries or documents, in a file whose embedding model changes.",
    why: 'To the new model the prefix is noise in every text, and its own instruction for queries is missing.',
    example: '`"search_document: " + chunk`',
    advice: 'Drop the prefix of documents, and give queries the form that the new model was trained with.',
  },
  check(file) {
    const swap = swapsOf(file).find(({ before }) => before.facts.queryPrefix ?? before.facts.documentPrefix);
    if (swap === undefined) return [];
    const { before, after } = swap;
    const sides = [
      { old: before.facts.queryPrefix, now: after.facts.queryPrefix, what: 'queries' },
      { old: before.facts.documentPrefix, now: after.facts.documentPrefix, what: 'documents' },
    ];
    const drafts = sides.flatMap(({ old, now, what }) => {
      const prefix = fixedPart(old);
      if (prefix === undefined || old?.value === now?.value) return [];
      return file.units.flatMap(({ index, text, shielded }): readonly Draft[] =>
        shielded !== undefined
          ? []
          : matchesOf(text, new RegExp(escaped(prefix))).map((match) => ({
              key: what,
              unit: index,
              span: { start: match.index, end: match.index + match[0].length },
              message: `${checkFirst(old, now)}\`${prefix}\` is what ${nameOf(before)} wants before ${what}; ${nameOf(after)} ${wants(now)}.`,
              advice: now === undefined || now.value === '' ? 'Drop the prefix.' : 'Use the new form.',
              sources: sourcesOf(old, now),
            })),
      );
    });
    return gather(file, drafts);
  },
};

function wants(fact: Fact<string> | undefined): string {
  if (fact === undefined) return 'may want another or none';
  return fact.value === '' ? 'wants none there' : `wants \`${fact.value.replace(/\n/g, '\\n')}\``;
}

/** The part of a prefix before its first blank to fill in, when it is long enough to be told from prose. */
function fixedPart(fact: Fact<string> | undefined): string | undefined {
  const part = /^[^{<\n]*/.exec(fact?.value ?? '')?.[0].trim() ?? '';
  return part.length >= 4 ? part : undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
