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

const STYLE = `
:root { color-scheme: light; }
body { font: 15px/1.55 system-ui, sans-serif; color: #1f2328; background: #fff; margin: 0 auto; max-width: 62rem; padding: 1rem 1.25rem 4rem; }
header { border-bottom: 1px solid #d1d9e0; padding-bottom: .5rem; margin-bottom: 1.25rem; }
a { color: #0550ae; text-decoration: none; } a:hover { text-decoration: underline; }
h1 { font-size: 1.5rem; margin: .25rem 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
code, pre, .diff { font: 12.5px/1.45 ui-monospace, monospace; }
:not(pre) > code { background: #eff1f3; border-radius: 4px; padding: .1em .3em; }
pre { background: #f6f8fa; border-radius: 6px; padding: .75rem; overflow-x: auto; }
table { border-collapse: collapse; display: block; overflow-x: auto; } td, th { border: 1px solid #d1d9e0; padding: .3rem .6rem; text-align: left; }
blockquote { border-left: 4px solid #d1d9e0; margin: 0; padding: 0 1rem; color: #59636e; }
.box { border: 1px solid #d1d9e0; border-radius: 6px; margin: 1rem 0; overflow: hidden; }
.box > .head { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: .45rem .8rem; }
.box > .body { padding: .25rem .9rem; overflow-wrap: anywhere; }
.muted { color: #59636e; } .state { border-radius: 1rem; color: #fff; padding: .15rem .7rem; font-size: .85rem; }
.open { background: #1a7f37; } .closed { background: #cf222e; } .merged { background: #8250df; }
.task { list-style: none; margin-left: -1.3rem; } .reaction { border: 1px solid #d1d9e0; border-radius: 1rem; padding: 0 .5rem; margin-right: .3rem; }
.diff { border: 0; width: 100%; display: table; table-layout: fixed; } .diff td { border: 0; padding: 0 .6rem; white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; }
.diff .no { width: 2.6rem; color: #59636e; text-align: right; user-select: none; }
.add { background: #dafbe1; } .del { background: #ffebe9; } .hunk { background: #ddf4ff; color: #59636e; }
.warning { border-left: 4px solid #bf8700; } .failure { border-left: 4px solid #cf222e; } .notice { border-left: 4px solid #0969da; }
.note { padding: .4rem .8rem; margin: .4rem 0; background: #fffdf5; }
:target { background: #fff8c5; }
`;

/** A whole page; it asks for nothing else. */
export function renderPage(title: string, trail: readonly Html[], body: Html): string {
  const crumbs = trail.map((crumb) => html` / ${crumb}`);
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${{ html: STYLE }}</style></head>
<body><header><a href="/">GitHub on loopback</a>${crumbs}</header><main>${body}</main></body></html>`;
  return page.html;
}
