/** What holds a Python expression: read from the nodes around it, innermost first. */
import type { SyntaxNode } from '@lezer/common';
import { indexBefore } from '../core/index-before.js';
import type { PythonUse } from '../core/site.js';
import { readLiteral } from './python-literals.js';
import { argumentsOf, assignmentOf, dottedName, type Read, stringsOf } from './python-nodes.js';

type Draft = { -readonly [Key in keyof PythonUse]: PythonUse[Key] };

/** Nodes climbed before it is given up: no real code is that deep, and garbage must stay cheap. */
export const MOST_LEVELS = 200;

/** Calls around a place that are told. */
const MOST_CALLEES = 12;

interface Walk {
  readonly text: string;
  readonly read: Read;
  readonly use: Draft;
  readonly callees: string[];
  readonly keys: string[];
  /** Whether only brackets, collections and operators were passed so far. */
  direct: boolean;
  inCollection: boolean;
  inDictionary: boolean;
}

/** The use of the expression at `node`. */
export function readUse(text: string, node: SyntaxNode, read: Read): PythonUse {
  const callees: string[] = [];
  const keys: string[] = [];
  const use: Draft = { otherKeywords: [], keys, isKey: false, items: [], siblings: [], callees };
  const walk: Walk = { text, read, use, callees, keys, direct: true, inCollection: false, inDictionary: false };
  let child = node;
  let levels = 0;
  for (let n = node.parent; n !== null && !isBoundary(n.name) && levels++ < MOST_LEVELS; n = n.parent) {
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
  const { list: all, keywords } = argumentsOf(walk.read, walk.text, list);
  const own = all[indexBefore(all, child.from)];
  if (own === undefined) return;
  const isValue = child.from >= own.value;
  if (own.keyword === undefined) walk.use.position = own.position;
  else if (isValue) walk.use.keyword = own.keyword;
  walk.use.otherKeywords = keywords.filter((keyword) => keyword !== own.keyword);
}

function enterCallee(walk: Walk, call: SyntaxNode, child: SyntaxNode): void {
  const callee = call.firstChild;
  if (callee === null) return;
  const name = dottedName(walk.text, callee);
  if (walk.callees.length < MOST_CALLEES) walk.callees.push(name);
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
    const strings = stringsOf(walk.read, walk.text, dictionary);
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
  if (walk.direct && !walk.inCollection) walk.use.items = stringsOf(walk.read, walk.text, collection).second;
  walk.inCollection = true;
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
  const { operators, commas } = assignmentOf(walk.read, walk.text, statement);
  const targets = operators[indexBefore(operators, child.from)]?.targets;
  if (targets === undefined) return;
  // Of `a = b = "x"` the target next to the value; of `a, b = "x", "y"` the one in the same position.
  const position = indexBefore(commas, child.from) + 1;
  const target = targets.length > 1 ? (targets[position] ?? targets[0]) : targets[0];
  if (target !== undefined) walk.use.assigned ??= target;
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
