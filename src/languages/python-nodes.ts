/** What nodes of a Python tree hold, read once each however many places they hold. */
import type { SyntaxNode } from '@lezer/common';
import { readLiteral } from './python-literals.js';

/** What was read once of nodes that hold many places, by start of the node. */
export interface Read {
  /** Strings directly in a collection: keys first, values (or items) second. */
  readonly strings: Map<string, { readonly first: readonly string[]; readonly second: readonly string[] }>;
  readonly arguments: Map<number, Arguments>;
  readonly assignments: Map<number, Assignment>;
}

interface Arguments {
  /** Arguments in order of start; the keyword counts as part of its argument. */
  readonly list: readonly {
    readonly start: number;
    readonly value: number;
    readonly keyword?: string;
    readonly position: number;
  }[];
  readonly keywords: readonly string[];
}

interface Assignment {
  /** Names on the left of each operator, first operator first. */
  readonly operators: readonly { readonly start: number; readonly targets: readonly string[] }[];
  /** Offsets of the commas after the last operator. */
  readonly commas: readonly { readonly start: number }[];
}

/** Nothing read yet. */
export function nothingRead(): Read {
  return { strings: new Map(), arguments: new Map(), assignments: new Map() };
}

/** The arguments of a call. */
export function argumentsOf(read: Read, text: string, list: SyntaxNode): Arguments {
  const known = read.arguments.get(list.from);
  if (known !== undefined) return known;
  const all: { start: number; value: number; keyword?: string; position: number }[] = [];
  let position = 0;
  let isFirst = true;
  for (let n = list.firstChild; n !== null; n = n.nextSibling) {
    if (n.name === ',') {
      position++;
      isFirst = true;
    } else if (n.name === 'AssignOp') {
      const last = all.at(-1);
      const name = n.prevSibling;
      if (last !== undefined && name !== null)
        all[all.length - 1] = { ...last, value: n.to, keyword: text.slice(name.from, name.to) };
    } else if (isFirst && n.name !== '(' && n.name !== ')') {
      all.push({ start: n.from, value: n.from, position });
      isFirst = false;
    }
  }
  const fresh = { list: all, keywords: all.flatMap(({ keyword }) => keyword ?? []) };
  read.arguments.set(list.from, fresh);
  return fresh;
}

/** Strings directly in a collection: keys first, values (or items) second. */
export function stringsOf(
  read: Read,
  text: string,
  collection: SyntaxNode,
): { readonly first: readonly string[]; readonly second: readonly string[] } {
  const id = `${collection.name}:${collection.from}`;
  const known = read.strings.get(id);
  if (known !== undefined) return known;
  const first: string[] = [];
  const second: string[] = [];
  for (let n = collection.firstChild; n !== null; n = n.nextSibling) {
    if (n.name !== 'String' && n.name !== 'FormatString') continue;
    (n.nextSibling?.name === ':' ? first : second).push(readLiteral(text, n.from, n.to).value.text);
  }
  const strings = { first, second };
  read.strings.set(id, strings);
  return strings;
}

/** The targets and operators of an assignment. */
export function assignmentOf(read: Read, text: string, statement: SyntaxNode): Assignment {
  const known = read.assignments.get(statement.from);
  if (known !== undefined) return known;
  const operators: { start: number; targets: string[] }[] = [];
  let commas: { start: number }[] = [];
  let targets: string[] = [];
  for (let n = statement.firstChild; n !== null; n = n.nextSibling) {
    if (n.name === 'AssignOp' || n.name === 'UpdateOp') {
      operators.push({ start: n.from, targets });
      targets = [];
      commas = [];
    } else if (n.name === ',') commas.push({ start: n.from });
    else if (n.name !== 'TypeDef' && targets.length < 50)
      targets.push(text.slice(n.from, Math.min(n.to, n.from + 200)));
  }
  const fresh = { operators, commas };
  read.assignments.set(statement.from, fresh);
  return fresh;
}

/** A callee as written, without the arguments of calls inside it: `ChatOllama().bind_tools`; of a long chain its last links. */
export function dottedName(text: string, node: SyntaxNode, links = 12): string {
  const first = node.firstChild;
  if (links === 0) return '…';
  if (node.name === 'CallExpression' && first !== null) return `${dottedName(text, first, links - 1)}()`;
  if (node.name === 'MemberExpression' && first !== null) {
    const rest = text.slice(first.to, Math.min(node.to, first.to + 80)).replace(/\s+/g, '');
    return dottedName(text, first, links - 1) + rest;
  }
  return text.slice(node.from, Math.min(node.to, node.from + 80)).replace(/\s+/g, ' ');
}
