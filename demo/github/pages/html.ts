import { STYLE } from './style.js';

/** HTML that is safe to print as it is. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | readonly Html[];

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A template whose texts are escaped and whose HTML is kept; null prints nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((text, at) => text + (at < parts.length ? print(parts[at] ?? null) : '')).join('') };
}

function print(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map((item) => item.html).join('');
}

/** A whole page; it asks for nothing else. */
export function renderPage(title: string, trail: readonly Html[], body: Html): string {
  const crumbs = trail.map((crumb) => html` / ${crumb}`);
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>${title}</title><style>${{ html: STYLE }}</style></head>
<body><header><a href="/">GitHub on loopback</a>${crumbs}</header><main>${body}</main></body></html>`;
  return page.html;
}
