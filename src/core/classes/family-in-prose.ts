import type { KeepClass } from '../keep-class.js';

/** A name without a size. */
export const familyInProse = {
  name: 'family-name',
  doc: {
    finds: 'the name of a family without a size',
    why: 'which of its models is meant, and whether the sentence stays true, only a person can say',
  },
  check({ reference }) {
    if (reference.strength !== 'family') return undefined;
    return {
      outcome: 'ask',
      reason: 'names the family without a size: whether the text is about it or only uses it is for a person to say',
      group: `family:${reference.family}`,
    };
  },
} satisfies KeepClass;
