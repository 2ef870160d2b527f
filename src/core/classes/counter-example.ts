import type { KeepClass } from '../keep-class.js';

const WRONG =
  /\b(?:wrong|incorrect|invalid|bad example|don'?t (?:use|do)|do not (?:use|do)|never (?:use|write)|broken|typo)\b|❌|✗|✘/i;

/** A name that the text shows as wrong. */
export const counterExample = {
  name: 'counter-example',
  doc: {
    finds: 'a name that the line shows as a mistake',
    why: 'the text needs the wrong name to make its point',
  },
  check({ line, inLine, python }) {
    const after = line.slice(inLine.end);
    const comment = python?.commentsNear.some((text) => /^\W*(?:wrong|bad|incorrect)\b|❌/i.test(text)) ?? false;
    if (WRONG.test(after) || /❌|✗|✘/.test(line.slice(0, inLine.start)) || comment) {
      return { outcome: 'keep', reason: 'shown as a mistake' };
    }
    return undefined;
  },
} satisfies KeepClass;
