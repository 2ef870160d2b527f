/** Dockerfiles and Ollama's Modelfiles: instructions with their keys; what RUN runs is handed on as shell. */
import type { EmbeddedText } from '../core/embedded-text.js';
import { indexBefore } from '../core/index-before.js';
import type { DataLayer, Described, Language, OpenText } from '../core/site.js';
import type { Span } from '../core/source.js';
import { commandIn } from './command-line.js';
import { embed, joinStretches, linesOf, pieceAt } from './text-runs.js';

interface Instruction extends Span {
  readonly keyword: string;
  /** Where the arguments start. */
  readonly arguments: number;
  /** Comment lines among the arguments. */
  readonly comments: readonly Span[];
}

interface DockerText {
  readonly text: string;
  readonly instructions: readonly Instruction[];
  readonly comments: readonly Span[];
  readonly pieces: Map<number, readonly EmbeddedText[]>;
  /** Pairs of ENV, ARG and LABEL, by start of the arguments. */
  readonly pairs: Map<number, readonly Pair[]>;
}

interface Pair extends Span {
  readonly name: string;
  readonly value: string;
}

export const dockerfile: Language = {
  name: 'dockerfile',
  aliases: ['docker', 'containerfile', 'modelfile'],
  open(text): OpenText {
    let parsed: DockerText | undefined;
    return {
      at(span) {
        parsed ??= { ...cutInstructions(text), pieces: new Map(), pairs: new Map() };
        return describe(parsed, span);
      },
    };
  },
};

const HEAD = /^[ \t]*([A-Za-z]+)[ \t]+(?=\S)/;

/** Cuts a text into instructions and comments. (A state machine over lines.) */
function cutInstructions(text: string): Omit<DockerText, 'pieces' | 'pairs'> {
  const instructions: Instruction[] = [];
  const comments: Span[] = [];
  const lines = linesOf(text);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? { start: 0, end: 0 };
    const source = text.slice(line.start, line.end);
    if (/^\uFEFF?\s*#/.test(source)) {
      comments.push({ start: line.start, end: line.start + source.trimEnd().length });
      continue;
    }
    const head = HEAD.exec(source);
    if (head === null) continue;
    const inside: Span[] = [];
    let end = line.end;
    const triple = source.indexOf('"""');
    const here = [...source.matchAll(/<<-?["']?(\w+)["']?/g)].map((found) => found[1] ?? '');
    if (triple !== -1 && source.indexOf('"""', triple + 3) === -1) {
      const close = text.indexOf('"""', line.end);
      end = close === -1 ? text.length : close + 3;
      while (i + 1 < lines.length && (lines[i + 1]?.start ?? end) < end) i++;
    } else if (here.length > 0) {
      for (const delimiter of here) {
        while (i + 1 < lines.length) {
          const next = lines[++i] ?? line;
          end = next.end;
          if (text.slice(next.start, next.end).trim() === delimiter) break;
        }
      }
    } else {
      for (let last = source; /[\\`]\s*$/.test(last) && i + 1 < lines.length; ) {
        const next = lines[++i] ?? line;
        const following = text.slice(next.start, next.end);
        end = next.end;
        if (/^\s*#/.test(following)) inside.push(next);
        else last = following;
      }
    }
    instructions.push({
      start: line.start,
      end: line.start + text.slice(line.start, end).trimEnd().length,
      keyword: (head[1] ?? '').toUpperCase(),
      arguments: line.start + head[0].length,
      comments: inside,
    });
  }
  return { text, instructions, comments };
}

function describe(docker: DockerText, span: Span): Described {
  const comment = docker.comments[indexBefore(docker.comments, span.start)];
  if (comment !== undefined && span.start < comment.end) return describeComment(docker, comment, span, []);
  const instruction = docker.instructions[indexBefore(docker.instructions, span.start)];
  if (instruction === undefined || span.start >= instruction.end) {
    return { layer: { language: 'dockerfile', token: 'value', path: [] } };
  }
  const inside = instruction.comments[indexBefore(instruction.comments, span.start)];
  if (inside !== undefined && span.start < inside.end)
    return describeComment(docker, inside, span, [instruction.keyword]);
  const layer = describeArgument(docker, instruction, span.start);
  const inner = pieceAt(piecesOf(docker, instruction), span);
  return inner === undefined ? { layer } : { layer, inner };
}

function describeComment(docker: DockerText, comment: Span, span: Span, path: readonly string[]): Described {
  const source = docker.text.slice(comment.start, comment.end);
  const mark = /^\s*#+\s?/.exec(source)?.[0].length ?? 0;
  const layer: DataLayer = { language: 'dockerfile', token: 'comment', path, value: source.slice(mark).trim() };
  let pieces = docker.pieces.get(comment.start);
  if (pieces === undefined) {
    const command = commandIn(source.slice(mark).trimEnd());
    const start = comment.start + mark;
    pieces =
      command === undefined
        ? []
        : [embed('shell', joinStretches(docker.text, [{ start: start + command.start, end: start + command.end }]))];
    docker.pieces.set(comment.start, pieces);
  }
  const inner = pieceAt(pieces, span);
  return inner === undefined ? { layer } : { layer, inner };
}

const PAIR = /([\w.-]+)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s\\]*)/g;

function describeArgument(docker: DockerText, instruction: Instruction, offset: number): DataLayer {
  const { keyword, arguments: from, end } = instruction;
  const source = docker.text.slice(from, end);
  const path = [keyword];
  if (keyword === 'ENV' || keyword === 'ARG' || keyword === 'LABEL') {
    const pairs = pairsOf(docker, from, source);
    const pair = pairs[indexBefore(pairs, offset)];
    if (pair === undefined || offset >= pair.end) return keyed(source, path, offset - from);
    const { start, name, value } = pair;
    return {
      language: 'dockerfile',
      token: offset < start + name.length ? 'key' : 'value',
      path: [...path, name],
      value,
    };
  }
  if (keyword === 'PARAMETER' || keyword === 'MESSAGE') return keyed(source, path, offset - from);
  if (source.startsWith('[')) {
    for (const [i, item] of [...source.matchAll(/"(?:[^"\\]|\\.)*"/g)].entries()) {
      const start = from + item.index;
      if (offset < start || offset >= start + item[0].length) continue;
      return { language: 'dockerfile', token: 'value', path: [...path, `[${i}]`], value: item[0].slice(1, -1) };
    }
  }
  return {
    language: 'dockerfile',
    token: 'value',
    path,
    value: keyword === 'FROM' ? (source.split(/\s/)[0] ?? source) : source,
  };
}

function pairsOf(docker: DockerText, from: number, source: string): readonly Pair[] {
  let pairs = docker.pairs.get(from);
  if (pairs === undefined) {
    pairs = [...source.matchAll(PAIR)].map((found) => ({
      start: from + found.index,
      end: from + found.index + found[0].length,
      name: found[1] ?? '',
      value: (found[2] ?? '').replace(/^["']|["']$/g, ''),
    }));
    docker.pairs.set(from, pairs);
  }
  return pairs;
}

/** `ENV NAME value`, `PARAMETER name value`. */
function keyed(source: string, path: readonly string[], offset: number): DataLayer {
  const name = /^\S+/.exec(source)?.[0] ?? '';
  const value = source.slice(name.length).trim();
  return { language: 'dockerfile', token: offset < name.length ? 'key' : 'value', path: [...path, name], value };
}

function piecesOf(docker: DockerText, instruction: Instruction): readonly EmbeddedText[] {
  let pieces = docker.pieces.get(instruction.arguments);
  if (pieces === undefined) {
    pieces = makePieces(docker.text, instruction);
    docker.pieces.set(instruction.arguments, pieces);
  }
  return pieces;
}

function makePieces(text: string, instruction: Instruction): readonly EmbeddedText[] {
  let start = instruction.arguments;
  let { keyword } = instruction;
  if (keyword === 'HEALTHCHECK' || keyword === 'ONBUILD') {
    const inner = /\b(?:CMD|RUN)[ \t]+/.exec(text.slice(start, instruction.end));
    if (inner === null) return [];
    start += inner.index + inner[0].length;
    keyword = 'RUN';
  }
  if (keyword !== 'RUN' && keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return [];
  if (text.charAt(start) === '[') return [];
  // `RUN --mount=… command`: the instruction's own options are no command.
  const options = /^(?:--\w+(?:=\S+)?[ \t\\]+(?:\r?\n[ \t]*)?)+/.exec(text.slice(start, instruction.end));
  if (options !== null) start += options[0].length;
  const runs: Span[] = [];
  let at = start;
  for (const comment of instruction.comments) {
    runs.push({ start: at, end: Math.max(at, comment.start) });
    at = Math.max(at, comment.end);
  }
  runs.push({ start: at, end: Math.max(at, instruction.end) });
  return [embed('shell', joinStretches(text, runs))];
}
