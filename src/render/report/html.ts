/**
 * HTML that cannot be broken into: a template escapes every value that is put into it, in text and in quoted attributes alike. Only what
 * a template made stays markup, and only templates of our own source are written out as they are.
 */

const MARKUP: unique symbol = Symbol('markup');

/** Finished markup. Made by {@link html} and {@link ownMarkup} alone. */
export interface Html {
  readonly [MARKUP]: string;
}

/** What may stand in a template: text and numbers are escaped, markup stays, lists are joined, nothing is nothing. */
export type Piece = string | number | Html | readonly Piece[] | undefined;

/** A template: its own words are markup, its values are text unless they are {@link Html}. Attributes need double quotes around a value. */
export function html(words: TemplateStringsArray, ...values: readonly Piece[]): Html {
  let markup = words[0] ?? '';
  for (let i = 0; i < values.length; i++) markup += markupOf(values[i]) + (words[i + 1] ?? '');
  return { [MARKUP]: markup };
}

/** Markup that is a constant of our own source: the style, the scripts. Never call it with anything that was read. */
export function ownMarkup(markup: string): Html {
  return { [MARKUP]: markup };
}

/** The markup of a piece. */
export function markupOf(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return String(piece);
  return MARKUP in piece ? piece[MARKUP] : piece.map(markupOf).join('');
}

/** Letters, digits and the signs that mean nothing to HTML: most texts are nothing else. */
const HARMLESS = /^[\n\t !#$%(-;=?-_a-~]*$/;
/** Controls, text direction, zero width, private use, lone surrogates. A joiner (U+200D) holds emoji together. */
const INVISIBLE = /(?![\n\t\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\ufffe\uffff]/gu;

/** Text as HTML shows it. Characters that a reader cannot see are shown by their number: `\u{202e}`. */
export function escapeHtml(text: string): string {
  if (HARMLESS.test(text)) return text;
  return showInvisible(text).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Text whose hidden characters are shown by their number; line feeds and tabs stay. */
export function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value as the content of a `<script type="application/json">`: no sign that could end it. */
export function jsonIsland(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return html`<script type="application/json" id="${id}">${ownMarkup(json)}</script>`;
}

/** A sentence in which what stands between backticks is code. */
export function sentence(text: string): Html {
  const parts = text.trim().split('`');
  return html`${parts.map((part, index) => {
    const quoted = index % 2 === 1 && index < parts.length - 1;
    if (quoted) return part === '' ? '' : html`<code>${part}</code>`;
    return index % 2 === 1 ? `\`${part}` : part;
  })}`;
}

/** An address as a link where it is one of the web; else its words. */
export function webLink(address: string): Html {
  if (!/^https?:\/\/[^\s"'<>`]+$/.test(address)) return html`${address}`;
  return html`<a href="${address}" rel="noreferrer noopener">${address}</a>`;
}
