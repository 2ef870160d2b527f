/** The page's style. ASCII only: its hash stands in the page's content security policy. One list of rules is the reason for its length. */

export const STYLE = `
:root{color-scheme:light dark;
--back:light-dark(#ffffff,#0f141a);--panel:light-dark(#f5f7f9,#171d25);--text:light-dark(#1d232a,#dde4ec);--soft:light-dark(#545d68,#9ba7b4);
--line:light-dark(#d3dae1,#303a46);--link:light-dark(#0a5bc4,#71b2ff);--focus:light-dark(#0a5bc4,#8ec2ff);
--rewrite:light-dark(#1f7a3d,#4cc271);--ask:light-dark(#b26a00,#e3a33c);--keep:light-dark(#8893a0,#6d7986);--companion:light-dark(#7047c9,#b193f5);
--critical:light-dark(#b3202b,#ff8880);--critical-back:light-dark(#fdeceb,#37191b);--warning-back:light-dark(#fdf4e0,#30260f);
--warning:light-dark(#8a5200,#e8b04b);--note-back:light-dark(#e9f1fc,#14263c);--note:light-dark(#0a5bc4,#71b2ff);
--old-back:light-dark(#ffeceb,#35191c);--old-mark:light-dark(#ffc4c0,#7a2a2e);--new-back:light-dark(#e6f7ea,#132a1b);--new-mark:light-dark(#abe5bb,#1f6b38);--ask-mark:light-dark(#ffe3a3,#6b4b0c)}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
html{scroll-padding-top:3.5rem}
body{margin:0;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
a{color:var(--link)}
code,pre,.diff td,.path{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
body{overflow-wrap:break-word}
pre{white-space:pre-wrap}
code,pre,.proof,.bullets{overflow-wrap:anywhere}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:.18rem solid var(--focus);outline-offset:.1rem;border-radius:.2rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden],html:not(.scripted) .controls,html:not(.scripted) .ledger{display:none!important}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;z-index:3;background:var(--back);padding:.5rem 1rem}
header,main,footer{max-width:92rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:1.75rem}
header h1{margin:0;font-size:1.75rem;line-height:1.25;text-wrap:balance}
header p{margin:.35rem 0 0;color:var(--soft)}
.bar-top{position:sticky;top:0;z-index:2;background:var(--back);border-bottom:1px solid var(--line);margin-top:1rem}
.bar-top>div{max-width:92rem;margin:0 auto;padding:.35rem 1.5rem;display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center}
.bar-top ul{display:flex;flex-wrap:wrap;gap:0 1.1rem;margin:0;padding:0;list-style:none;flex:1}
.bar-top .controls{margin:0;display:block}
.bar-top li a{display:inline-block;padding:.3rem 0;text-decoration:none}
.bar-top li a:hover{text-decoration:underline}
section{padding-top:1.75rem}
h2{margin:0 0 .5rem;font-size:1.35rem}
h3{margin:1.5rem 0 .5rem;font-size:1.1rem}
h4{margin:1.1rem 0 .35rem;font-size:1rem}
section>p{margin:.35rem 0 .9rem;max-width:75ch}
.count{color:var(--soft);font-weight:400;font-size:.9em}
.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;margin:1rem 0 0;padding:0;list-style:none}
.cards li{border:1px solid var(--line);border-left:.3rem solid var(--line);border-radius:.4rem;padding:.6rem .9rem;background:var(--panel)}
.cards strong{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}
.cards span{color:var(--soft);font-size:.9rem}
.cards .rewrite{border-left-color:var(--rewrite)}.cards .ask{border-left-color:var(--ask)}.cards .keep{border-left-color:var(--keep)}.cards .critical{border-left-color:var(--critical)}
table{border-collapse:collapse}
th{text-align:left}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll{overflow-x:auto}
.counts{width:100%;font-size:.925rem}
.counts th,.counts td{padding:.4rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
.counts th[scope=row]{font-weight:400;min-width:15rem}
.counts thead th{vertical-align:bottom;font-weight:600;color:var(--soft);white-space:normal}
.counts tfoot th,.counts tfoot td{font-weight:600;border-bottom:0}
.charts{columns:2 30rem;column-gap:2.5rem}
.chart{overflow-x:auto;break-inside:avoid;margin-bottom:1rem}
.chart table{width:100%;font-size:.9rem}
.chart caption{text-align:left;font-weight:600;padding:.4rem 0;font-size:1rem}
.chart th,.chart td{padding:.22rem .5rem .22rem 0;vertical-align:middle}
.chart thead th{color:var(--soft);font-weight:600;font-size:.85rem}
.chart tbody th{font-weight:400;max-width:18rem;line-height:1.3}
.chart tbody tr{border-top:1px solid var(--line)}
.meaning{display:block;color:var(--soft);font-size:.85rem}
.bar-cell{width:34%;min-width:6rem}
.bar{display:block;width:100%;height:.9rem;border-radius:.15rem;background:var(--panel)}
rect.rewrite{fill:var(--rewrite)}rect.ask{fill:var(--ask)}rect.keep{fill:var(--keep)}
.key{display:inline-block;width:.75rem;height:.75rem;border-radius:.15rem;margin-right:.45rem}
.key.rewrite{background:var(--rewrite)}.key.ask{background:var(--ask)}.key.keep{background:var(--keep)}
.controls{display:flex;flex-wrap:wrap;gap:.5rem .9rem;align-items:end;margin:.75rem 0}
.controls label{display:flex;flex-direction:column;font-size:.85rem;color:var(--soft)}
.controls output{color:var(--soft);padding:.35rem 0;font-variant-numeric:tabular-nums}
input,select,button{font:inherit;font-size:.925rem;color:var(--text);background:var(--back);border:1px solid var(--soft);border-radius:.35rem;padding:.32rem .6rem;min-height:2.3rem}
input{width:19rem;max-width:100%}
select{max-width:15rem}
button{cursor:pointer;background:var(--panel)}
button:hover{border-color:var(--text)}
.ledger{width:100%;table-layout:fixed;font-size:.9rem}
.ledger th,.ledger td{padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.ledger thead th{position:sticky;top:2.9rem;background:var(--back);z-index:1}
.ledger thead button{border:0;background:none;padding:.2rem 0;min-height:0;font-weight:600;text-align:left}
.ledger thead button::after{content:"";display:inline-block;width:1.1em;padding-left:.3em}
.ledger [aria-sort=ascending] button::after{content:"\\2191"}
.ledger [aria-sort=descending] button::after{content:"\\2193"}
.ledger th:nth-child(1){width:27%}.ledger th:nth-child(2){width:15%}.ledger th:nth-child(3){width:9%}.ledger th:nth-child(4){width:14%}.ledger th:nth-child(5){width:12%}
.ledger small{display:block;color:var(--soft);font-size:.85em}
.chip{display:inline-block;border:1px solid var(--line);border-radius:1rem;padding:0 .55rem;font-size:.8rem;line-height:1.5;color:var(--soft);background:var(--back);white-space:nowrap;font-family:system-ui,sans-serif}
.chip.critical{color:var(--critical);border-color:currentColor}.chip.warning,.chip.ask{color:var(--warning);border-color:currentColor}.chip.rewrite,.chip.done{color:var(--rewrite);border-color:currentColor}.chip.companion{color:var(--companion);border-color:currentColor}.chip.hint{color:var(--note);border-color:currentColor}
details.file,details.phase{border:1px solid var(--line);border-radius:.4rem;margin:.4rem 0;background:var(--back)}
summary{padding:.45rem .75rem;cursor:pointer;border-radius:.4rem}
summary:hover{background:var(--panel)}
details[open]>summary{border-bottom:1px solid var(--line);border-radius:.4rem .4rem 0 0;background:var(--panel)}
summary h3{display:inline;margin:0}
details.phase summary .path{font-family:inherit;font-size:1rem;font-weight:600}
summary .path{margin-right:.5rem;overflow-wrap:anywhere}
.file-body{padding:.6rem .75rem .9rem}
.many .file>.file-body{content-visibility:auto;contain-intrinsic-size:auto 24rem}
.to-ledger{margin:0 0 .5rem;font-size:.875rem}
.diff{width:100%;border-spacing:0;table-layout:fixed;font-size:.9rem;line-height:1.45}
.diff td{padding:0 .4rem;vertical-align:top}
.diff .at{width:3.6rem}.diff .sign{width:1.6rem}
.diff td:nth-child(1),.diff td:nth-child(2){text-align:right;color:var(--soft);user-select:none}
.diff td:nth-child(3){text-align:center;user-select:none}
.diff td:nth-child(4){white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4}
.diff .old td{background:var(--old-back)}.diff .new td{background:var(--new-back)}
.diff tr.gap td[colspan],.diff tr.said td[colspan]{width:auto;text-align:left;user-select:auto;font-family:system-ui,sans-serif}
.diff tr.gap td{color:var(--soft);background:var(--panel);padding:.1rem .75rem;font-size:.8rem}
.diff tr.said td{padding:.2rem 0 .2rem 2.5rem;white-space:normal;color:var(--text)}
.diff tr:target td,.cell:target{box-shadow:inset .25rem 0 0 var(--focus)}
del,ins{text-decoration:none;border-radius:.15rem}
del{background:var(--old-mark)}ins{background:var(--new-mark)}
mark{background:var(--ask-mark);color:inherit;border-radius:.15rem}
p.note,li.note{border-left:.25rem solid var(--note);background:var(--note-back);margin:.3rem 0;padding:.35rem .7rem;border-radius:0 .3rem .3rem 0;font-size:.9rem;max-width:100ch}
p.note.critical,li.note.critical{border-color:var(--critical);background:var(--critical-back)}.note.critical>strong:first-child{color:var(--critical)}
p.note.warning,p.note.ask,li.note.warning,li.note.ask{border-color:var(--ask);background:var(--warning-back)}.note.warning>strong:first-child{color:var(--warning)}
.notes{list-style:none;margin:.5rem 0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,34rem),1fr));gap:.5rem 1rem}
.notes>li{margin:0}
.from,.proof{color:var(--soft);font-size:.925em}
.from{display:inline-block}
.note .places{display:block;margin-top:.15rem;font-size:.925em}
.bullets{list-style:none;margin:.25rem 0;padding:0}
.bullets li{padding:.2rem 0}
.bullets .places{font-size:.9em}
.cell{border:1px solid var(--line);border-radius:.4rem;margin:.6rem 0;overflow:hidden}
.cell-name{margin:0;padding:.15rem .7rem;font-size:.8rem;font-weight:600;color:var(--soft);background:var(--panel);border-bottom:1px solid var(--line)}
.cell.context{border-style:dashed}
.cell.context>:not(.cell-name){margin:.4rem .7rem;color:var(--soft)}
.cell.context.code>pre{white-space:pre-wrap;overflow-wrap:anywhere}
.cell .note{margin:.4rem .7rem}
.skipped{color:var(--soft);font-size:.85rem;margin:.4rem 0}
.beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr))}
.beside>*{min-width:0}
.drawn-cell{border-left:1px solid var(--line)}
.drawn-cell>:not(.cell-name){margin:.5rem .9rem}
.drawn-cell pre,.changed pre{background:var(--panel);padding:.5rem .7rem;border-radius:.3rem;white-space:pre-wrap;overflow-wrap:anywhere}
.changed{border-left:.25rem solid var(--rewrite);padding-left:.7rem}
.changed>:first-child{margin-top:0}.changed>:last-child{margin-bottom:0}
.drawn-cell li>p,.context li>p{margin:0}
.heading{font-weight:700}.depth-1{font-size:1.3rem}.depth-2{font-size:1.15rem}
.link{text-decoration:underline}.image{color:var(--soft)}
.drawn td{border:1px solid var(--line);padding:.15rem .5rem}
.drawn tr:first-child td{font-weight:600}
blockquote{margin:.5rem 0;padding-left:.8rem;border-left:.2rem solid var(--line)}
footer{padding-top:2rem;padding-bottom:2rem;color:var(--soft);font-size:.875rem}
@media (max-width:52rem){
header,main,footer,.bar-top>div{padding-left:.9rem;padding-right:.9rem}
.bar-top{position:static}html{scroll-padding-top:.5rem}
header h1{font-size:1.4rem}
.cards{grid-template-columns:1fr 1fr}
.controls{display:grid;grid-template-columns:1fr 1fr}.controls label:first-child,.controls output{grid-column:1/-1}.controls input,.controls select{width:100%;max-width:none}
.ledger,.ledger tbody,.ledger tr,.ledger td{display:block}
.ledger thead{display:flex;flex-wrap:wrap;gap:0 .9rem}
.ledger thead tr{display:contents}
.ledger thead th{position:static;width:auto!important;border:0;padding:0}
.ledger tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
.ledger td:empty{display:none}
.ledger td{border:0;padding:.08rem 0 .08rem 6.2rem;position:relative;min-height:1.5em}
.ledger td::before{content:attr(data-title);position:absolute;left:0;color:var(--soft)}
.diff .at{width:2.3rem}.diff .sign{width:1.1rem}
.diff td{padding:0 .2rem}.diff tr.said td{padding-left:.3rem}
.drawn-cell{border-left:0;border-top:1px solid var(--line)}
.counts th[scope=row]{min-width:9rem}
.meaning{display:none}
.bar-top ul{flex:1 1 100%}
.chart table{font-size:.82rem}.chart th,.chart td{padding-right:.3rem}.chart thead .number{white-space:normal}
.chart tbody th{min-width:6.5rem}.bar-cell{width:auto;min-width:3rem}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
:root,:root[data-theme]{color-scheme:light}
body{font-size:.8rem}
.bar-top,.controls,.skip,.to-ledger{display:none!important}
.ledger thead th{position:static}
details.file:not([open]){display:none}
.many .file>.file-body{content-visibility:visible}
tr,.note,.cards li{break-inside:avoid}
h2,h3,h4,summary{break-after:avoid}
a{color:inherit;text-decoration:none}
del,ins,mark,.diff td,.note,rect,.key{print-color-adjust:exact}
}
@media (forced-colors:active){
del{text-decoration:line-through}ins,mark{text-decoration:underline}
rect.rewrite{fill:CanvasText}rect.ask{fill:Highlight}rect.keep{fill:GrayText}
}
`;
