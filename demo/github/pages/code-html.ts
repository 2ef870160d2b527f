import { escapeHtml } from './html.js';
import { renderMermaid } from './mermaid-html.js';

/** A fenced block as GitHub shows it: a diff coloured, a suggestion as what it is, a drawing drawn, anything else as it is. */
export function renderCode(language: string, text: string): string {
  switch (language) {
    case 'diff':
      return block(text.split('\n').map(colourLine).join(''));
    case 'suggestion':
      return `<div class="suggestion"><p>Suggested change</p><pre tabindex="0"><code>${escapeHtml(text)}</code></pre></div>\n`;
    case 'mermaid':
      return renderMermaid(text) ?? block(escapeHtml(text));
    default:
      return block(escapeHtml(text));
  }
}

/** A block that is wider than the page is scrolled, with the keyboard too. */
function block(content: string): string {
  return `<pre tabindex="0"><code>${content}</code></pre>\n`;
}

function colourLine(line: string): string {
  const kind = { '+': 'add', '-': 'del', '@': 'hunk' }[line.charAt(0)] ?? '';
  return `<span class="${kind}">${escapeHtml(line)}</span>`;
}
