/** A strict reader of the HTML that we write: anything else than what our templates make is an error. For tests. */

export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface ReadPage {
  readonly tags: readonly Tag[];
  /** Everything between the tags, in order, character references decoded. */
  readonly text: string;
}

const VOID = new Set(['meta', 'input', 'col', 'br', 'hr', 'wbr']);

/** Elements and attributes that our templates make; nothing else may be in a page. */
const NAMES = new Set(
  (
    'html head meta title style script body a header h1 h2 h3 h4 p strong em s nav div ul ol li label span select option main section ' +
    'details summary table caption colgroup col thead tbody tfoot tr th td svg rect form input button output noscript code pre ' +
    'blockquote br hr wbr del ins mark footer'
  ).split(' '),
);
const ATTRIBUTES = new Set(
  (
    'lang charset http-equiv content name class id href rel aria-label aria-labelledby aria-live aria-hidden aria-sort role tabindex ' +
    'hidden scope colspan type value autocomplete spellcheck placeholder data-set data-value data-kinds data-sort viewBox ' +
    'preserveAspectRatio focusable x y width height'
  ).split(' '),
);

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)>/y;

/** Reads a page. Throws where it is not well formed, or holds an element or attribute that is not ours. */
export function readHtml(page: string): ReadPage {
  const tags: Tag[] = [];
  const open: string[] = [];
  let text = '';
  let at = page.indexOf('\n') + 1;
  while (at < page.length) {
    const next = page.indexOf('<', at);
    text += decode(page.slice(at, next < 0 ? page.length : next));
    if (next < 0) break;
    TAG.lastIndex = next;
    const match = TAG.exec(page);
    if (match === null) throw new Error(`not a tag of ours: ${page.slice(next, next + 80)}`);
    const [whole, closing, name = '', attributes = ''] = match;
    if (!NAMES.has(name)) throw new Error(`not an element of ours: ${whole}`);
    at = next + whole.length;
    if (closing === '/') {
      const expected = open.pop();
      if (expected !== name) throw new Error(`</${name}> closes <${expected}>`);
      continue;
    }
    tags.push({ name, attributes: readAttributes(attributes) });
    if (VOID.has(name)) continue;
    if (name === 'script' || name === 'style') at = page.indexOf(`</${name}>`, at) + name.length + 3;
    else open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return { tags, text };
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/\s+([a-zA-Z-]+)(?:="([^"]*)")?/g)) {
    if (!ATTRIBUTES.has(name)) throw new Error(`not an attribute of ours: ${name}`);
    found.set(name, decode(value));
  }
  return found;
}

function decode(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error(`a bare ampersand: ${text.slice(0, 80)}`);
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}
