/** The style of the pages: enough of what GitHub's look like to judge a text by eye. */
export const STYLE = `
:root { color-scheme: light; --line: #d1d9e0; --soft: #59636e; --panel: #f6f8fa; --link: #0550ae; --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
* { box-sizing: border-box; }
body { font: 14px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; color: #1f2328; background: #fff; margin: 0; overflow-wrap: break-word; }
body > header { background: var(--panel); border-bottom: 1px solid var(--line); padding: .8rem 1.25rem; font-size: .95rem; }
main { max-width: 64rem; margin: 0 auto; padding: 1.25rem 1.25rem 4rem; }
a { color: var(--link); text-decoration: underline; text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); text-underline-offset: .2em; } a:hover { text-decoration-color: currentColor; }
h1 { font-size: 1.7rem; font-weight: 500; line-height: 1.25; margin: .25rem 0 .6rem; } h1 .muted { font-weight: 300; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
code, pre, .diff { font: 12px/1.5 var(--mono); }
td code, li code, p code { box-decoration-break: clone; -webkit-box-decoration-break: clone; } :not(pre) > code { background: #eff1f3; border-radius: 6px; padding: .15em .4em; }
h1 code, h2 code, h3 code { font-size: .85em; }
pre { background: var(--panel); border-radius: 6px; padding: .8rem 1rem; overflow-x: auto; margin: 0 0 1rem; }
pre span { display: block; min-height: 1.5em; margin: 0 -1rem; padding: 0 1rem; width: max-content; min-width: calc(100% + 2rem); }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
.scroll:focus-visible, pre:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid #0969da; outline-offset: 1px; }
.scroll table { border-collapse: collapse; } .scroll td, .scroll th { border: 1px solid var(--line); padding: .35rem .7rem; text-align: left; vertical-align: top; }
.scroll th { font-weight: 600; white-space: nowrap; } .scroll tr:nth-child(2n + 1) td { background: var(--panel); }
.scroll td code, .short { white-space: nowrap; } .scroll td code.long { white-space: normal; } .short { font-variant-numeric: tabular-nums; }
blockquote { border-left: 4px solid var(--line); margin: 0 0 1rem; padding: 0 1rem; color: var(--soft); }
blockquote.alert { color: inherit; border-color: var(--kind); } blockquote.alert > strong { display: block; color: var(--kind); padding: .1rem 0 .3rem; }
.alert.note { --kind: #0969da; } .alert.tip { --kind: #1a7f37; } .alert.important { --kind: #8250df; } .alert.warning { --kind: #9a6700; } .alert.caution { --kind: #cf222e; }
.box { border: 1px solid var(--line); border-radius: 6px; margin: 1rem 0; overflow: hidden; }
.box > .head { background: var(--panel); border-bottom: 1px solid var(--line); padding: .5rem 1rem; }
.box > .body { padding: 1rem 1rem .25rem; }
.box > .body h1 { font-size: 1.7em; font-weight: 600; } .box > .body h2 { font-size: 1.45em; } .box > .body h3 { font-size: 1.2em; }
.box > .body h1, .box > .body h2 { border-bottom: 1px solid var(--line); padding-bottom: .3em; margin: 1.5rem 0 1rem; } .box > .body h3 { margin: 1.5rem 0 .75rem; }
.box > .body > :first-child { margin-top: 0; }
.body p { margin: 0 0 .9rem; } .body ul, .body ol { margin: 0 0 1rem; padding-left: 2em; } .body li { margin: .25em 0; } .body li > ul { margin: 0; } .body li > p { margin: .3rem 0; }
.body details { margin: 0 0 .8rem; } .body summary { cursor: pointer; margin-bottom: .4rem; } .body details[open] > summary { margin-bottom: .8rem; }
hr { border: 0; height: .25em; background: var(--line); margin: 1.5rem 0; }
.avatar { display: inline-grid; place-items: center; width: 1.6rem; height: 1.6rem; border-radius: 50%; background: #57606a; color: #fff; font-size: .8rem; font-weight: 600; margin-right: .35rem; } .avatar.bot { border-radius: 6px; background: #0550ae; }
.muted { color: var(--soft); } .state { border-radius: 1rem; color: #fff; padding: .3rem .8rem; font-weight: 500; margin-right: .4rem; }
.open { background: #1a7f37; } .closed { background: #cf222e; } .merged { background: #8250df; }
.task { list-style: none; } .task > label > input, .task > input { width: 13px; height: 13px; margin: 0 .35em 0 -1.5em; vertical-align: -.1em; appearance: none; border: 1px solid #818b98; border-radius: 3px; background: #fff; }
.task input:checked { background: #0969da; border-color: #0969da; } .task input:checked::before { content: "\\2713"; display: block; color: #fff; font: 700 11px/11px var(--mono); text-align: center; }
.reaction, .label { border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .55rem; margin-right: .3rem; font-size: .85rem; background: #fff; }
.tabs { display: flex; flex-wrap: wrap; gap: .25rem; border-bottom: 1px solid var(--line); margin: 1rem 0; padding: 0; list-style: none; }
.tabs a { display: block; padding: .5rem .9rem; color: inherit; text-decoration: none; } .tabs a:hover { background: var(--panel); } .tabs li:first-child a { border-bottom: 2px solid #fd8c73; font-weight: 600; }
.tabs .number { background: #e4e8ec; border-radius: 1rem; padding: 0 .45rem; font-size: .8rem; font-weight: 400; }
.diff { border-collapse: collapse; width: 100%; table-layout: fixed; } .diff td { border: 0; padding: 0 .6rem; white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; }
.diff .no { width: 3.2rem; color: var(--soft); text-align: right; user-select: none; }
.add { background: #dafbe1; } .del { background: #ffebe9; } .hunk { background: #ddf4ff; color: var(--soft); }
.add .no { background: #c9f0d1; color: #3f4a3f; } .del .no { background: #ffdbd8; color: #5c4340; }
.suggestion { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 1rem; overflow: hidden; } .suggestion > p { margin: 0; padding: .35rem .7rem; border-bottom: 1px solid var(--line); font-size: .9rem; }
.suggestion > pre { border-radius: 0; margin: 0; padding: .25rem .7rem; white-space: pre-wrap; overflow-wrap: anywhere; background: #dafbe1; }
.warning { border-left: 4px solid #bf8700; } .failure { border-left: 4px solid #cf222e; } .notice { border-left: 4px solid #0969da; }
.note { padding: .5rem .9rem; margin: .6rem 0; } div.note { background: var(--panel); border-radius: 0 6px 6px 0; } div.note p { margin: .25rem 0; } .thread { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 1rem; overflow: hidden; } .thread > :not(table) { margin-left: 1rem; margin-right: 1rem; } .thread > .place { margin: 0; padding: .45rem 1rem; background: var(--panel); border-bottom: 1px solid var(--line); } .thread > table { margin-bottom: .8rem; border-bottom: 1px solid var(--line); }
.flow { display: flex; flex-wrap: wrap; gap: .6rem 0; margin: 0 0 1rem; padding: 1rem; list-style: none; border: 1px solid var(--line); border-radius: 6px; } ol.flow { padding: 1rem; }
.flow li { display: flex; align-items: center; margin: 0; } .flow li + li::before { content: "→"; padding: 0 .5rem; color: var(--soft); }
.flow span { border: 1px solid var(--line); border-radius: 4px; padding: .5rem .6rem; width: 8rem; text-align: center; font-size: .85rem; line-height: 1.35; }
:target { background: #fff8c5; }
@media (max-width: 40rem) { main { padding: 1rem .75rem 3rem; } .diff .no { width: 2.4rem; padding: 0 .3rem; } .body ul, .body ol { padding-left: 1.5em; } }
`;
