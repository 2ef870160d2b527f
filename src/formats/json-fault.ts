/** The first place at which a text is no JSON, in words. */
import { type ParseErrorCode, type ParseOptions, printParseErrorCode, visit } from 'jsonc-parser';

/** Brackets in one another that are followed: the parser of JSON calls itself for each, and files have about ten. */
const DEEPEST = 500;

/** Said of a text with more of them. */
const TOO_DEEP = 'nested too deeply';

export interface JsonFault {
  readonly words: string;
  readonly offset: number;
}

/** Finds the first fault; undefined where there is none. `options` say what is let pass besides JSON itself: comments unless they are disallowed. */
export function findJsonFault(text: string, options: ParseOptions): JsonFault | undefined {
  let fault: JsonFault | undefined;
  let depth = 0;
  const begin = (offset: number): void => {
    if (++depth <= DEEPEST) return;
    fault ??= { words: TOO_DEEP, offset };
    throw new RangeError(TOO_DEEP);
  };
  const end = (): void => void depth--;
  const visitor = { onObjectBegin: begin, onArrayBegin: begin, onObjectEnd: end, onArrayEnd: end };
  const onError = (error: ParseErrorCode, offset: number): void => {
    fault ??= { words: wordsOf(printParseErrorCode(error)), offset };
  };
  try {
    visit(text, { ...visitor, onError }, options);
  } catch (error) {
    if (depth <= DEEPEST) throw error;
  }
  return fault;
}

/** `CommaExpected` in words. */
function wordsOf(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
