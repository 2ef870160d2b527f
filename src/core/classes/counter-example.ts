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
  check({ line, inLine, runs, markdown }) {
    const rest = line.slice(inLine.end);
    const after = runs && markdown?.inline !== 'code-span' ? rest : (rest.split(/[;!?]|\.(?=\s|$)/)[0] ?? '');
    if (WRONG.test(after) || /❌|✗|✘/.test(line.slice(0, inLine.start))) {
      return { outcome: 'keep', reason: 'shown as a mistake' };
    }
    return undefined;
  },
} satisfies KeepClass;
