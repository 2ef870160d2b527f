import type { KeepClass } from '../keep-class.js';
import type { Place } from '../place.js';

/** A comparison, or a search in a text, right before a literal of a language that is not parsed. */
const TEST_BEFORE =
  /(?<op>[=!]==?|~=)\s*["'`]$|\.(?<method>includes|startsWith|endsWith|starts_with|contains|equals|indexOf|match)\(\s*["'`]$|\b(?<call>strings\.(?:Contains|HasPrefix|HasSuffix))\([^()]*["'`]$|\b(?<branch>case)\s+["'`]$/;

/** Code that compares or searches a model's name. */
export const nameTest = {
  name: 'name-test',
  doc: {
    finds: "a name that the code compares with, or searches in, a model's name",
    why: 'the branch behind the test is about the old model; whether it applies to the new one is for a person to say',
  },
  check(place) {
    const compared = place.python?.use.compared ?? comparedIn(place);
    if (compared === undefined) return undefined;
    return { outcome: 'ask', reason: `the code tests a model's name against it (\`${compared}\`)` };
  },
} satisfies KeepClass;

/** How far back the beginning of a `case` is looked for, in characters. */
const CASE_REACH = 2000;

function isInCase(before: string): boolean {
  const begin = [...before.matchAll(/\bcase\b[^\n]*\bin\b/g)].at(-1)?.index ?? -1;
  return begin > before.lastIndexOf('esac');
}

/** The test of a language that is not parsed as Python: a shell script, or code of any other language. */
function comparedIn({ unit, shell, markdown, innermost, line, inLine, reference }: Place): string | undefined {
  const before = line.slice(0, inLine.start);
  const after = line.slice(inLine.end);
  if (reference.strength !== 'exact' && reference.strength !== 'derived') return undefined;
  if (shell !== undefined && shell.token !== 'comment' && innermost.language === 'shell') {
    if (/^(?:\[\[?|test)$/.test(shell.command ?? '')) return shell.command;
    // Without a tag it is looked for as a piece of whatever the family's tags are.
    if (/^(?:[ef]?grep|rg|awk)$/.test(shell.command ?? '') && !/[:/]/.test(reference.surface)) return shell.command;
    return isInCase(unit.text.slice(Math.max(0, reference.span.start - CASE_REACH), reference.span.start)) &&
      /^\s*\(?(?:["']?[\w.:*-]+["']?\s*\|\s*)*["']?$/.test(before) &&
      /^["']?\s*(?:\|[^|()]*)*\)(?!\))/.test(after)
      ? 'case'
      : undefined;
  }
  // An expression in a value of a configuration is code of its own; `==` there is a condition that is read with the values.
  if (innermost.language === 'yaml' || innermost.language === 'json') return TEST_BEFORE.exec(before)?.groups?.method;
  if (innermost.language !== 'plain' || (markdown !== undefined && markdown.block !== 'fence')) return undefined;
  const { op, method, call, branch } = TEST_BEFORE.exec(before)?.groups ?? {};
  return op ?? method ?? call ?? branch;
}
