/** Small faults in a source text, one at a time. */
import ts from 'typescript';

/** A text with one fault. `logic`: a condition, an outcome, a number. `words`: an alternative of an expression or an entry of a list is gone. */
export interface Mutant {
  readonly kind: 'logic' | 'words';
  readonly line: number;
  readonly what: string;
  readonly text: string;
}

const SWAPPED: Readonly<Record<string, string>> = {
  '&&': '||',
  '||': '&&',
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '>': '>=',
  '<=': '<',
  '>=': '>',
};
const OUTCOMES: Readonly<Record<string, string>> = { keep: 'ask', ask: 'keep' };

/** All faults of a text, in its order. */
export function mutantsOf(path: string, text: string): readonly Mutant[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const found: Mutant[] = [];
  function add(kind: Mutant['kind'], start: number, end: number, insert: string, what: string): void {
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ kind, line, what, text: text.slice(0, start) + insert + text.slice(end) });
  }
  function negate(condition: ts.Expression): void {
    const said = condition.getText(file);
    add('logic', condition.getStart(file), condition.end, `!(${said})`, `negate ${short(said)}`);
  }
  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isPropertyAssignment(node) && node.name.getText(file) === 'doc') return;
    if (ts.isIfStatement(node)) negate(node.expression);
    else if (ts.isConditionalExpression(node)) negate(node.condition);
    else if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.getText(file);
      const other = SWAPPED[operator];
      const { operatorToken: at } = node;
      if (other !== undefined)
        add('logic', at.getStart(file), at.end, other, `${operator} to ${other} in ${short(node.getText(file))}`);
    } else if (ts.isStringLiteral(node)) {
      const other = OUTCOMES[node.text];
      if (other !== undefined) add('logic', node.getStart(file), node.end, `'${other}'`, `${node.text} to ${other}`);
    } else if (ts.isNumericLiteral(node)) {
      add('logic', node.getStart(file), node.end, `(${node.text} + 1)`, `${node.text} plus one`);
    } else if (ts.isArrayLiteralExpression(node) && node.elements.length > 1) {
      for (const element of node.elements) {
        const comma = text.slice(element.end).match(/^\s*,/)?.[0].length ?? 0;
        add('words', element.getStart(file), element.end + comma, '', `without ${short(element.getText(file))}`);
      }
    } else if (ts.isRegularExpressionLiteral(node)) {
      const start = node.getStart(file);
      for (const { from, to, said } of alternativesOf(node.text))
        add('words', start + from, start + to, '', `without ${short(said)}`);
    }
    ts.forEachChild(node, visit);
  }
  visit(file);
  return found;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
}

interface Alternative {
  readonly from: number;
  readonly to: number;
  readonly said: string;
}

/** The alternatives of an expression's groups, each with one of the bars beside it. */
function alternativesOf(source: string): readonly Alternative[] {
  const found: Alternative[] = [];
  const open: number[][] = [[0]];
  const end = source.lastIndexOf('/');
  function close(at: number): void {
    const starts = open.pop() ?? [];
    if (starts.length < 2) return;
    starts.forEach((start, index) => {
      const stop = index + 1 < starts.length ? (starts[index + 1] ?? at) - 1 : at;
      const last = index + 1 === starts.length;
      found.push({
        from: last ? start - 1 : start,
        to: last ? stop : stop + 1,
        said: source.slice(start, stop),
      });
    });
  }
  let inClass = false;
  for (let i = 1; i < end; i++) {
    const sign = source[i];
    if (sign === '\\') i++;
    else if (inClass) inClass = sign !== ']';
    else if (sign === '[') inClass = true;
    else if (sign === '(') open.push([i + 1 + (/^\?(?:[:=!]|<[=!])/.exec(source.slice(i + 1))?.[0].length ?? 0)]);
    else if (sign === ')') close(i);
    else if (sign === '|') open.at(-1)?.push(i + 1);
  }
  const top = open[0];
  if (top !== undefined) top[0] = 1;
  close(end);
  return found;
}
