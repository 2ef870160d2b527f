/** Prints one notebook in the ways in which tools and people write JSON: same meaning, other bytes. */

/** A cell's meaning. */
export interface CellMeaning {
  readonly type: 'code' | 'markdown';
  readonly source: string;
}

/** How it is written. `seeds` drive every choice that is made cell by cell or character by character. */
export interface JsonStyle {
  readonly indent: string;
  readonly newline: '\n' | '\r\n';
  readonly bom: boolean;
  readonly finalNewline: boolean;
  /** Non-ASCII characters as escapes. */
  readonly ascii: boolean;
  /** Of a hundred characters of a source so many are written as `\u` escapes although they need not be. */
  readonly needless: number;
  readonly seeds: readonly number[];
}

/** Prints the notebook. */
export function printCells(cells: readonly CellMeaning[], style: JsonStyle): string {
  const next = cycle(style.seeds);
  const printed = cells.map(({ type, source }, index) => {
    const keys: [string, string][] = [
      ['cell_type', JSON.stringify(type)],
      ['id', JSON.stringify(`c${index}`)],
      ['metadata', '{}'],
      ['source', printSource(source, style, next)],
    ];
    if (type === 'code') {
      const text = '[{"name": "stdout", "output_type": "stream", "text": ["alder2:7b says 1.50"]}]';
      keys.push(['execution_count', '1'], ['outputs', text]);
    }
    return printObject(shuffle(keys, next), style, 2);
  });
  const root: [string, string][] = [
    ['cells', printList(printed, style, 1)],
    ['metadata', '{"language_info": {"name": "python"}}'],
    ['nbformat', '4'],
    ['nbformat_minor', '5'],
  ];
  const text = printObject(shuffle(root, next), style, 0);
  return `${style.bom ? '\uFEFF' : ''}${text}${style.finalNewline ? style.newline : ''}`;
}

function printSource(source: string, style: JsonStyle, next: () => number): string {
  if (next() % 3 === 0) return printString(source, style, next);
  const parts: string[] = [];
  let at = 0;
  while (at < source.length) {
    const feed = source.indexOf('\n', at);
    const line = feed < 0 ? source.length : feed + 1;
    let end = next() % 4 === 0 ? Math.min(source.length, at + 1 + (next() % 12)) : line;
    const code = source.charCodeAt(end);
    if (code >= 0xdc00 && code <= 0xdfff) end++;
    parts.push(printString(source.slice(at, end), style, next));
    at = end;
  }
  return printList(parts, style, 3);
}

function printString(text: string, { ascii, needless }: JsonStyle, next: () => number): string {
  const escaped = [
    ...JSON.stringify(text)
      .slice(1, -1)
      .matchAll(/\\u[\da-f]{4}|\\.|[\s\S]/g),
  ].map(([sign]) => {
    const code = sign.charCodeAt(0);
    if (sign.length > 1) return sign;
    if (code > 0x7f) return ascii ? hex(code) : sign;
    if (sign === '/' && next() % 5 === 0) return '\\/';
    return next() % 100 < needless ? hex(code) : sign;
  });
  return `"${escaped.join('')}"`;
}

function hex(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

function printObject(entries: readonly (readonly [string, string])[], style: JsonStyle, depth: number): string {
  return wrap(
    '{',
    '}',
    entries.map(([key, value]) => `${JSON.stringify(key)}: ${value}`),
    style,
    depth,
  );
}

function printList(items: readonly string[], style: JsonStyle, depth: number): string {
  return items.length === 0 ? '[]' : wrap('[', ']', items, style, depth);
}

function wrap(open: string, close: string, items: readonly string[], { indent, newline }: JsonStyle, depth: number) {
  if (indent === '') return `${open}${items.join(', ')}${close}`;
  const inner = `${newline}${indent.repeat(depth + 1)}`;
  return `${open}${inner}${items.join(`,${inner}`)}${newline}${indent.repeat(depth)}${close}`;
}

function shuffle<T>(items: readonly T[], next: () => number): readonly T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(next() % left.length, 1));
}

function cycle(seeds: readonly number[]): () => number {
  let at = 0;
  return () => seeds[at++ % seeds.length] ?? 0;
}
