import type { KeepClass } from '../keep-class.js';

/** Code that compares or searches a model's name. */
export const nameTest = {
  name: 'name-test',
  doc: {
    finds: "a name that the code compares with, or searches in, a model's name",
    why: 'the branch behind the test is about the old model; whether it applies to the new one is for a person to say',
  },
  check({ python }) {
    const compared = python?.use.compared;
    if (compared === undefined) return undefined;
    return { outcome: 'ask', reason: `the code tests a model's name against it (\`${compared}\`)` };
  },
} satisfies KeepClass;
