/** What holds a Python expression: read from the nodes around it, innermost first. */
import type { SyntaxNode } from '@lezer/common';
import type { PythonUse } from '../core/site.js';
import { readLiteral } from './python-literals.js';

type Draft = { -readonly [Key in keyof PythonUse]: PythonUse[Key] };

/** Strings of collections, read once each. */
export type Collections = Map<string, { readonly first: readonly string[]; readonly second: readonly string[] }>;

interface Walk {
  readonly text: string;
  readonly collections: Collections;
  readonly use: Draft;
  readonly callees: string[];
  readonly keys: string[];
  /** Whether only brackets, collections and operators were passed so far. */
  direct: boolean;
  inCollection: boolean;
  inDictionary: boolean;
}

/** The use of the expression at `node`. */
export function readUse(text: string, node: SyntaxNode, collections: Collections): PythonUse {
  const callees: string[] = [];
  const keys: string[] = [];
  const use: Draft = { otherKeywords: [], keys, isKey: false, items: [], siblings: [], callees };
  const walk: Walk = { text, collections, use, callees, keys, direct: true, inCollection: false, inDictionary: false };
  let child = node;
  for (let n = node.parent; n !== null && !isBoundary(n.name); n = n.parent) {
    ENTER[n.name]?.(walk, n, child);
    child = n;
  }
  return use;
}

function isBoundary(name: string): boolean {
  return name === 'Body' || name === 'Script' || name === 'ClassDefinition';
}

type Enter = (walk: Walk, n: SyntaxNode, child: SyntaxNode) => void;

/** The kinds of node that say something about what they hold. */
const ENTER: Readonly<Record<string, Enter>> = {
  ArgList: enterArguments,
  CallExpression: enterCallee,
  MemberExpression: enterSubscript,
  DictionaryExpression: enterDictionary,
  ArrayExpression: enterCollection,
  TupleExpression: enterCollection,
  SetExpression: enterCollection,
  BinaryExpression: enterComparison,
  LiteralPattern: enterPattern,
  AssignStatement: enterAssignment,
  UpdateStatement: enterAssignment,
  NamedExpression: enterAssignment,
  ForStatement: enterLoop,
  ParamList: enterParameters,
};

function enterPattern(walk: Walk): void {
  if (walk.direct) walk.use.compared ??= '==';
}

function enterLoop(walk: Walk, loop: SyntaxNode, child: SyntaxNode): void {
  if (before(child, 'in')) walk.use.assigned ??= source(walk, loop.firstChild?.nextSibling ?? child);
}

function source(walk: Walk, node: SyntaxNode): string {
  return walk.text.slice(node.from, node.to);
}

/** Whether a sibling of that name stands before `child`. */
function before(child: SyntaxNode, name: string): boolean {
  for (let n = child.prevSibling; n !== null; n = n.prevSibling) if (n.name === name) return true;
  return false;
}

function enterArguments(walk: Walk, list: SyntaxNode, child: SyntaxNode): void {
  const call = list.parent;
  const callee = call?.firstChild;
  if (call === null || callee === null || callee === undefined || call.name !== 'CallExpression') return;
  const name = dottedName(walk.text, callee);
  const test = /\.(startswith|endswith)$/.exec(name)?.[1];
  if (walk.direct && test !== undefined) walk.use.compared ??= test;
  if (walk.use.callee === undefined) {
    walk.use.callee = name;
    walk.use.callSpan = { start: call.from, end: call.to };
    readArguments(walk, list, child);
  }
  walk.direct = false;
}

function readArguments(walk: Walk, list: SyntaxNode, child: SyntaxNode): void {
  const others: string[] = [];
  let position = 0;
  let keyword: string | undefined;
  let passed = false;
  for (let n = list.firstChild; n !== null; n = n.nextSibling) {
    if (n.name === ',' && !passed) position++;
    if (n.name === 'AssignOp') {
      const name = n.prevSibling === null ? '' : source(walk, n.prevSibling);
      if (n.nextSibling?.from === child.from) keyword = name;
      else others.push(name);
    }
    if (n.from === child.from) passed = true;
  }
  if (keyword !== undefined) walk.use.keyword = keyword;
  else if (child.nextSibling?.name !== 'AssignOp') walk.use.position = position;
  walk.use.otherKeywords = others;
}

function enterCallee(walk: Walk, call: SyntaxNode, child: SyntaxNode): void {
  const callee = call.firstChild;
  if (callee === null) return;
  const name = dottedName(walk.text, callee);
  walk.callees.push(name);
  if (child.name === 'ArgList') return;
  // The place is inside the callee: `"a".join(x)`, `Model("a").bind(x)`.
  const test = /\.(startswith|endswith)$/.exec(name)?.[1];
  if (walk.direct && test !== undefined) walk.use.compared ??= test;
  walk.direct = false;
}

function enterSubscript(walk: Walk, member: SyntaxNode, child: SyntaxNode): void {
  if (child.prevSibling?.name !== '[' || !walk.direct || walk.inCollection) return;
  walk.inCollection = true;
  walk.use.isKey = true;
  const statement = member.parent;
  if (statement?.name !== 'AssignStatement' || statement.firstChild?.from !== member.from) return;
  const value = statement.lastChild;
  if (value !== null) walk.use.keyedValue = source(walk, value).slice(0, 200);
}

function enterDictionary(walk: Walk, dictionary: SyntaxNode, child: SyntaxNode): void {
  const isValue = child.prevSibling?.name === ':';
  const isKey = child.nextSibling?.name === ':';
  if (isValue) {
    const key = child.prevSibling?.prevSibling;
    if (key !== null && key !== undefined) walk.keys.unshift(unquoted(walk.text, key));
  }
  if (!walk.inDictionary && walk.direct) {
    const strings = stringsOf(walk, dictionary);
    if (isKey && !walk.inCollection) {
      walk.use.isKey = true;
      const value = child.nextSibling?.nextSibling;
      if (value !== null && value !== undefined) walk.use.keyedValue = source(walk, value).slice(0, 200);
    }
    if (!walk.inCollection) walk.use.siblings = isKey ? strings.first : strings.second;
  }
  walk.inDictionary = true;
  walk.inCollection = true;
}

function enterCollection(walk: Walk, collection: SyntaxNode): void {
  if (walk.direct && !walk.inCollection) walk.use.items = stringsOf(walk, collection).second;
  walk.inCollection = true;
}

/** Strings directly in a collection: keys first, values (or items) second. */
function stringsOf(
  walk: Walk,
  collection: SyntaxNode,
): { readonly first: readonly string[]; readonly second: readonly string[] } {
  const id = `${collection.name}:${collection.from}`;
  const known = walk.collections.get(id);
  if (known !== undefined) return known;
  const first: string[] = [];
  const second: string[] = [];
  for (let n = collection.firstChild; n !== null; n = n.nextSibling) {
    if (n.name !== 'String' && n.name !== 'FormatString') continue;
    (n.nextSibling?.name === ':' ? first : second).push(readLiteral(walk.text, n.from, n.to).value.text);
  }
  const strings = { first, second };
  walk.collections.set(id, strings);
  return strings;
}

function enterComparison(walk: Walk, expression: SyntaxNode): void {
  if (!walk.direct) return;
  for (let n = expression.firstChild; n !== null; n = n.nextSibling) {
    if (n.name === 'CompareOp') walk.use.compared ??= source(walk, n);
    else if (n.name === 'in') walk.use.compared ??= n.prevSibling?.name === 'not' ? 'not in' : 'in';
    else if (n.name === 'is') walk.use.compared ??= 'is';
    else if (n.name === 'and' || n.name === 'or') break;
  }
}

function enterAssignment(walk: Walk, statement: SyntaxNode, child: SyntaxNode): void {
  if (walk.use.assigned !== undefined || !(before(child, 'AssignOp') || before(child, 'UpdateOp'))) return;
  // Of `a = b = "x"` the target next to the value; of `a, b = "x", "y"` the one in the same position.
  const targets: SyntaxNode[] = [];
  let position = 0;
  for (let n = child.prevSibling; n !== null; n = n.prevSibling) {
    if (n.name === 'AssignOp' || n.name === 'UpdateOp') {
      for (let t = n.prevSibling; t !== null && t.name !== 'AssignOp'; t = t.prevSibling) {
        if (t.name !== ',' && t.name !== 'TypeDef') targets.unshift(t);
      }
      break;
    }
    if (n.name === ',') position++;
  }
  const target = targets.length > 1 ? (targets[position] ?? targets[0]) : targets[0];
  if (target !== undefined) walk.use.assigned = source(walk, target);
  if (statement.name !== 'NamedExpression') walk.direct = false;
}

function enterParameters(walk: Walk, list: SyntaxNode, child: SyntaxNode): void {
  if (child.prevSibling?.name !== 'AssignOp' || walk.use.parameter !== undefined) return;
  let name = child.prevSibling.prevSibling;
  if (name?.name === 'TypeDef') name = name.prevSibling;
  const holder = list.parent;
  if (name === null || holder === null) return;
  const label = holder.name === 'FunctionDefinition' ? holder.getChild('VariableName') : null;
  walk.use.parameter = { name: source(walk, name), function: label === null ? 'lambda' : source(walk, label) };
}

function unquoted(text: string, node: SyntaxNode): string {
  if (node.name === 'String') return readLiteral(text, node.from, node.to).value.text;
  return text.slice(node.from, node.to);
}

/** A callee as written, without the arguments of calls inside it: `ChatOllama().bind_tools`. */
export function dottedName(text: string, node: SyntaxNode): string {
  const first = node.firstChild;
  if (node.name === 'CallExpression' && first !== null) return `${dottedName(text, first)}()`;
  if (node.name === 'MemberExpression' && first !== null) {
    const rest = text.slice(first.to, node.to).replace(/\s+/g, '');
    return dottedName(text, first) + rest.slice(0, 80);
  }
  return text.slice(node.from, Math.min(node.to, node.from + 80)).replace(/\s+/g, ' ');
}
