import { type Html, html } from './html.js';

const NODE = /^(\w+)\["([^"]*)"\]$/;
const EDGE = /^(\w+) --> (\w+)$/;
const STYLE = /^classDef (\w+) fill:(#[\da-f]{6}),stroke:(#[\da-f]{6}),color:(#[\da-f]{6})$/;
const CLASS = /^class ([\w,]+) (\w+)$/;

interface Chart {
  readonly texts: Map<string, string>;
  readonly next: Map<string, string>;
  readonly styles: Map<string, Html>;
  readonly classes: Map<string, string>;
}

/** A flow chart that goes straight on, as a row of boxes; null for any other drawing, of which the source is shown. */
export function renderMermaid(source: string): string | null {
  const [title, ...lines] = source.split('\n').map((line) => line.trim());
  const chart: Chart = { texts: new Map(), next: new Map(), styles: new Map(), classes: new Map() };
  if (title !== 'flowchart LR' || !lines.every((line) => line === '' || readLine(chart, line))) return null;
  const order = follow(chart);
  if (order === null) return null;
  const boxes = order.map((id) => {
    const style = chart.styles.get(chart.classes.get(id) ?? '') ?? null;
    return html`<li><span${style}>${(chart.texts.get(id) ?? '').replaceAll('#quot;', '"')}</span></li>`;
  });
  return `${html`<ol class="flow">${boxes}</ol>`.html}\n`;
}

function readLine({ texts, next, styles, classes }: Chart, line: string): boolean {
  const [, id = '', text = ''] = NODE.exec(line) ?? [];
  const [, from = '', to = ''] = EDGE.exec(line) ?? [];
  const [, style = '', fill = '', stroke = '', colour = ''] = STYLE.exec(line) ?? [];
  const [, ids = '', name = ''] = CLASS.exec(line) ?? [];
  if (from !== '' && next.has(from)) return false;
  if (id !== '') texts.set(id, text);
  if (from !== '') next.set(from, to);
  if (style !== '') styles.set(style, html` style="background:${fill};border-color:${stroke};color:${colour}"`);
  for (const one of ids.split(',')) if (name !== '') classes.set(one, name);
  return id !== '' || from !== '' || style !== '' || name !== '';
}

/** The boxes in order; null when they are no single chain. */
function follow({ texts, next }: Chart): readonly string[] | null {
  const reached = new Set(next.values());
  const order: string[] = [];
  let at = [...texts.keys()].find((id) => !reached.has(id));
  for (; at !== undefined && order.length <= texts.size; at = next.get(at)) order.push(at);
  return order.length === texts.size && order.every((id) => texts.has(id)) ? order : null;
}
