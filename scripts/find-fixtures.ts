/** Which tests show which rule: read from the tests themselves. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** The names of the tests that show a rule, and of those that show where it must not hold. */
export interface Fixtures {
  readonly holds: readonly string[];
  readonly not: readonly string[];
}

/** A test, or a row of a table of tests: its name, the group it stands in, and everything that it says. */
interface Shown {
  readonly group: string;
  readonly name: string;
  readonly text: string;
}

const FILES = ['core/decide-file.test.ts', 'core/companions.test.ts', 'core/verify.test.ts'];

function readShown(): readonly Shown[] {
  return FILES.flatMap((path) => {
    const text = readFileSync(new URL(`../test/${path}`, import.meta.url), 'utf8');
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
    const shown: Shown[] = [];
    function visit(node: ts.Node, group: string): void {
      let inside = group;
      if (ts.isCallExpression(node)) {
        const callee = node.expression.getText(file);
        const [first] = node.arguments;
        const name = first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined;
        if (name !== undefined && /^describe\b/.test(callee)) inside = name;
        else if (name !== undefined && callee === 'test') shown.push({ group, name, text: node.getText(file) });
      }
      if (ts.isArrayLiteralExpression(node) && node.elements.length >= 3) {
        const [first] = node.elements;
        if (first !== undefined && ts.isStringLiteralLike(first))
          shown.push({ group, name: first.text, text: node.getText(file) });
      }
      ts.forEachChild(node, (child) => visit(child, inside));
    }
    visit(file, '');
    return shown;
  });
}

/** Finds the fixtures of decision rules. A test shows a rule when it expects it by name, and its limits when it stands in its group as "not: …". */
export function findFixtures(): (rule: string) => Fixtures {
  const all = readShown();
  return (rule) => ({
    holds: all
      .filter(
        ({ name, text }) => !name.startsWith('not: ') && (text.includes(` ${rule} `) || text.includes(`'${rule}'`)),
      )
      .map(({ name }) => name),
    not: all.filter(({ group, name }) => group === rule && name.startsWith('not: ')).map(({ name }) => name.slice(5)),
  });
}
