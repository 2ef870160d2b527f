/** Writes notebooks in the ways in which tools and people write them. */

/** Indentation of a level, or everything on one line. */
export type Indent = 'none' | ' ' | '  ' | '\t';

/** How a notebook is written. */
export interface NotebookStyle {
  readonly indent: Indent;
  readonly newline: '\n' | '\r\n';
  readonly bom: boolean;
  /** Non-ASCII characters as `\u` escapes. */
  readonly ascii: boolean;
  readonly finalNewline: boolean;
  /** Sources as one string; else as a list, cut anywhere. */
  readonly asString: boolean;
  readonly cuts: readonly number[];
}

/** A notebook with a code cell for each source. */
export function printNotebook(sources: readonly string[], style: NotebookStyle): string {
  const cells = sources.map((source, i) => ({
    cell_type: 'code',
    id: `cell-${i}`,
    metadata: { tags: ['é'] },
    outputs: [{ output_type: 'stream', name: 'stdout', text: ['old:8b 🚀\n'] }],
    source: style.asString ? source : cutAnywhere(source, style.cuts),
  }));
  const value = { cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 };
  const printed = style.indent === 'none' ? JSON.stringify(value) : JSON.stringify(value, null, style.indent);
  const escaped = style.ascii
    ? printed.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : printed;
  return (
    (style.bom ? '\uFEFF' : '') + escaped.replaceAll('\n', style.newline) + (style.finalNewline ? style.newline : '')
  );
}

/** Cuts a source anywhere but inside a character. */
function cutAnywhere(source: string, cuts: readonly number[]): readonly string[] {
  const ends = [...new Set(cuts.map((cut) => cut % (source.length + 1)))].sort((a, b) => a - b);
  const parts: string[] = [];
  let at = 0;
  for (const end of [...ends, source.length]) {
    const code = source.charCodeAt(end);
    if (code >= 0xdc00 && code <= 0xdfff) continue;
    parts.push(source.slice(at, end));
    at = end;
  }
  return parts;
}
