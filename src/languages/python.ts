/** Python as people write it, IPython's lines included. */
import type { SyntaxNode, Tree } from '@lezer/common';
import type { EmbeddedText } from '../core/embedded-text.js';
import { spanAround } from '../core/index-before.js';
import { headsTellNames, loneStatementAt, loneTree } from '../core/lone-statements.js';
import {
  statementAround as findStatement,
  type PythonStatement,
  splitStatements,
  statementTree,
} from '../core/python-statements.js';
import type { Described, Language, OpenText, PythonLayer, PythonUse } from '../core/site.js';
import type { Span } from '../core/source.js';
import { commandIn, isCommandLine } from './command-line.js';
import { type CutPython, mayBeCode } from './python-code.js';
import { type Comments, commentsNear, indexComments } from './python-comments.js';
import { embeddedInComment, embeddedInString, type Literal, readComment, readLiteral } from './python-literals.js';
import { type Magic, maskMagics } from './python-magics.js';
import { nothingRead, type Read } from './python-nodes.js';
import { MOST_LEVELS, readUse } from './python-use.js';
import { embed, pickRuns, pieceAt, wholeText } from './text-runs.js';

interface ReadLiteral extends Literal {
  readonly pieces: readonly EmbeddedText[];
}

/** Of the function and the class around a place. */
interface Names {
  readonly function?: string;
  readonly class?: string;
}

interface ParsedStatement {
  readonly statement: PythonStatement;
  readonly tree: Tree;
  /** Where it starts when it was parsed without what holds it: then its tree does not tell the names around it, and its heads do. */
  readonly lone?: number;
}

interface PythonText extends CutPython {
  /** What was parsed, by the start of the statement: those with what holds them, and those without. */
  readonly parsed: Map<number, ParsedStatement>;
  readonly loneParsed: Map<number, ParsedStatement>;
  readonly comments: Comments;
  readonly literals: Map<number, ReadLiteral>;
  /** Commands that stand bare among the code, by start of their line. */
  readonly lines: Map<number, readonly EmbeddedText[]>;
  readonly read: Read;
}

export const python: Language = {
  name: 'python',
  aliases: ['py', 'python3', 'ipython', 'ipython3', 'pycon'],
  open(text): OpenText {
    let parsed: PythonText | undefined;
    return {
      at(span) {
        parsed ??= parsePython(text);
        return describe(parsed, span);
      },
      mayBeCode(span, scope) {
        for (const name of [scope.function, scope.class]) if (name !== undefined && !text.includes(name)) return false;
        parsed ??= parsePython(text);
        return mayBeCode(parsed, span.start, scope);
      },
    };
  },
};

function parsePython(text: string): PythonText {
  const masked = maskMagics(text);
  const source = masked.text.charCodeAt(0) === 0xfeff ? ` ${masked.text.slice(1)}` : masked.text;
  const statements = splitStatements(source);
  return {
    text,
    magics: masked.magics,
    statements,
    parsed: new Map(),
    loneParsed: new Map(),
    comments: indexComments(statements),
    literals: new Map(),
    lines: new Map(),
    read: nothingRead(),
  };
}

/** The statement around an offset, parsed. */
function parsedAt({ statements, parsed, loneParsed }: PythonText, offset: number): ParsedStatement {
  const statement = findStatement(statements, offset);
  const lone = loneStatementAt(statements, statement, offset);
  const trees = lone === undefined ? parsed : loneParsed;
  const { start } = lone ?? statement;
  let known = trees.get(start);
  if (known === undefined) {
    known =
      lone === undefined
        ? { statement, tree: statementTree(statements, statement) }
        : { statement, tree: loneTree(statements, lone), lone: lone.start };
    trees.set(start, known);
  }
  return known;
}

const NO_USE: PythonUse = { otherKeywords: [], keys: [], isKey: false, items: [], siblings: [], callees: [] };

function describe(py: PythonText, span: Span): Described {
  const magic = spanAround(py.magics, span.start);
  if (magic !== undefined) return describeMagic(py, magic, span);
  const comment = spanAround(py.statements.comments, span.start);
  const around = comment === undefined ? undefined : findStatement(py.statements, span.start);
  if (comment !== undefined && around !== undefined && headsTellNames(py.statements, around, comment.start))
    return describeComment(py, comment, span, namesOfHeads(py.text, comment.start, around));
  return describeCode(py, span);
}

function describeCode(py: PythonText, span: Span): Described {
  const parsed = parsedAt(py, span.start);
  const { statement: around, tree } = parsed;
  const node = literalAt(tree.resolveInner(span.start, 1));
  const statement = statementAround(node, span.start);
  const names = enclosingNames(py.text, node, parsed);
  if (node.name === 'Comment') return describeComment(py, { start: node.from, end: node.to }, span, names);
  const isString = node.name === 'String' || node.name === 'FormatString';
  const isDocstring = isString && isDocstringNode(node, around);
  const literal = isString ? literalOf(py, node, isDocstring) : undefined;
  const layer: PythonLayer = {
    language: 'python',
    token: isDocstring ? 'docstring' : node.name === 'String' ? 'string' : isString ? 'f-string' : 'code',
    ...(literal === undefined ? {} : { literal: literal.content, value: literal.value.text }),
    use: readUse(py.text, node, py.read),
    ...names,
    commentsNear: commentsNear(py.comments, span.start, statement),
    statement,
  };
  const inner = pieceAt(literal === undefined ? commandOnLine(py, span.start) : literal.pieces, span);
  return inner === undefined ? { layer } : { layer, inner };
}

/** A command that stands where Python should: people mix both in one fence. */
function commandOnLine(py: PythonText, offset: number): readonly EmbeddedText[] {
  const start = py.text.lastIndexOf('\n', offset - 1) + 1;
  let pieces = py.lines.get(start);
  if (pieces === undefined) {
    const feed = py.text.indexOf('\n', start);
    const line = py.text.slice(start, feed === -1 ? py.text.length : feed);
    const command = isCommandLine(line) ? commandIn(line) : undefined;
    pieces =
      command === undefined
        ? []
        : [embed('shell', pickRuns(wholeText(py.text), [{ start: start + command.start, end: start + command.end }]))];
    py.lines.set(start, pieces);
  }
  return pieces;
}

function describeMagic(py: PythonText, magic: Magic, span: Span): Described {
  const parsed = parsedAt(py, magic.start);
  const node = parsed.tree.resolveInner(magic.start, 1);
  const layer: PythonLayer = {
    language: 'python',
    token: 'magic',
    use: node.name === 'Number' ? readUse(py.text, node, py.read) : NO_USE,
    ...enclosingNames(py.text, node, parsed),
    commentsNear: commentsNear(py.comments, span.start, magic),
    statement: { start: magic.start, end: magic.end },
  };
  const inner = magic.inner === undefined ? undefined : pieceAt([magic.inner], span);
  return inner === undefined ? { layer } : { layer, inner };
}

function describeComment(py: PythonText, comment: Span, span: Span, names: Names): Described {
  let literal = py.literals.get(comment.start);
  if (literal === undefined) {
    const content = readComment(py.text, comment.start, comment.end);
    const value = { text: py.text.slice(content.start, content.end), map: { segments: [] } };
    literal = { content, value, pieces: embeddedInComment(py.text, content) };
    py.literals.set(comment.start, literal);
  }
  const layer: PythonLayer = {
    language: 'python',
    token: 'comment',
    literal: literal.content,
    value: literal.value.text,
    use: NO_USE,
    ...names,
    commentsNear: commentsNear(py.comments, span.start, comment),
    statement: comment,
  };
  const inner = pieceAt(literal.pieces, span);
  return inner === undefined ? { layer } : { layer, inner };
}

/** The string, f-string or comment whose text holds the place; the node itself elsewhere. */
function literalAt(node: SyntaxNode): SyntaxNode {
  return node.name === 'Escape' && node.parent !== null ? node.parent : node;
}

function literalOf(py: PythonText, node: SyntaxNode, isDocstring: boolean): ReadLiteral {
  let literal = py.literals.get(node.from);
  if (literal === undefined) {
    const read = readLiteral(py.text, node.from, node.to);
    literal = { ...read, pieces: embeddedInString(read.value, isDocstring) };
    py.literals.set(node.from, literal);
  }
  return literal;
}

/** A string that is the first statement of a module, class or function. */
function isDocstringNode(node: SyntaxNode, around: PythonStatement): boolean {
  const statement = node.parent?.name === 'ContinuedString' ? node.parent.parent : node.parent;
  if (statement?.name !== 'ExpressionStatement') return false;
  const holder = statement.parent;
  // What stands before the statement that was parsed is not in its tree.
  if (!around.isFirst && (holder?.name === 'Script' || (holder?.name === 'Body' && holder.from < around.start)))
    return false;
  if (holder?.name === 'Body' && !/^(?:Function|Class)Definition$/.test(holder.parent?.name ?? '')) return false;
  let before = statement.prevSibling;
  while (before !== null && (before.name === 'Comment' || before.name === ':')) before = before.prevSibling;
  return before === null;
}

const COMPOUND = /^(?:If|For|While|Try|With|Match)Statement$|^(?:Function|Class)Definition$|^MatchClause$/;

/** The statement around the place; of a compound statement only its head. */
function statementAround(node: SyntaxNode, offset: number): Span {
  for (let n: SyntaxNode | null = node, levels = 0; n !== null && levels < MOST_LEVELS; n = n.parent, levels++) {
    const holder = n.parent?.name;
    const isStatement =
      holder === 'Body' || holder === 'Script' || holder === 'StatementGroup' || holder === 'DecoratedStatement';
    if (!isStatement && holder !== 'MatchBody') continue;
    let start = n.from;
    for (const body of COMPOUND.test(n.name) ? n.getChildren('Body') : []) {
      if (body.to <= offset) start = body.to;
      else return { start, end: body.from };
    }
    return { start, end: n.to };
  }
  return { start: node.from, end: node.to };
}

/** Names of the function and the class around the place. */
function enclosingNames(text: string, node: SyntaxNode, { statement, lone }: ParsedStatement): Names {
  const names: { function?: string; class?: string } = {};
  for (let n: SyntaxNode | null = node, levels = 0; n !== null && levels < MOST_LEVELS; n = n.parent, levels++) {
    if (n.name !== 'FunctionDefinition' && n.name !== 'ClassDefinition') continue;
    const name = n.getChild('VariableName');
    if (name === null) continue;
    if (n.name === 'ClassDefinition') names.class ??= text.slice(name.from, name.to);
    else names.function ??= text.slice(name.from, name.to);
  }
  return { ...namesOfHeads(text, lone ?? node.from, statement), ...names };
}

/**
 * Names in the heads that stand further left than a statement or a comment that starts at an offset: a comment at the end of a body stands
 * behind it to the grammar.
 */
function namesOfHeads(text: string, offset: number, { heads }: PythonStatement): Names {
  const names: { function?: string; class?: string } = {};
  const column = offset - (text.lastIndexOf('\n', offset - 1) + 1);
  for (const head of heads.toReversed()) {
    if (head.column >= column) continue;
    if (head.class !== undefined) names.class ??= head.class;
    if (head.function !== undefined) names.function ??= head.function;
  }
  return names;
}
