/** Asks the languages, from the outside in, where a span stands. The only place where layers are composed. */
import { type EmbeddedText, toInner } from './embedded-text.js';
import type { Unit } from './format.js';
import type { Language, Layer, OpenText, Site } from './site.js';
import type { Span } from './source.js';

/** More layers than any real text has: a fence in a cell in a string ends long before. */
const DEEPEST = 8;

/** A function that describes spans of units; texts are opened once, on demand. */
export type SiteAt = (unit: Unit, span: Span) => Site;

/** Makes a describer for the units of one file. */
export function siteDescriber(languages: ReadonlyMap<string, Language>): SiteAt {
  const units = new Map<Unit, OpenText>();
  const pieces = new Map<EmbeddedText, OpenText>();
  const plain = languages.get('plain');
  function open(language: string, text: string): OpenText | undefined {
    return (languages.get(language) ?? plain)?.open(text);
  }
  function opened<K extends object>(
    cache: Map<K, OpenText>,
    key: K,
    language: string,
    text: string,
  ): OpenText | undefined {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const fresh = open(language, text);
    if (fresh !== undefined) cache.set(key, fresh);
    return fresh;
  }
  return function siteAt(unit, span) {
    const layers: Layer[] = [];
    const texts: { text: string; span: Span }[] = [];
    let at: { text: string; span: Span } | undefined = { text: unit.text, span };
    let reader = opened(units, unit, unit.language, unit.text);
    while (at !== undefined && reader !== undefined && layers.length < DEEPEST) {
      const { layer, inner }: ReturnType<OpenText['at']> = reader.at(at.span);
      layers.push(layer);
      texts.push(at);
      const within: Span | undefined = inner === undefined ? undefined : innerSpan(inner, at.span);
      if (inner === undefined || within === undefined) break;
      reader = opened(pieces, inner, inner.language, inner.text);
      at = { text: inner.text, span: within };
    }
    return { layers, texts };
  };
}

function innerSpan(inner: EmbeddedText, span: Span): Span | undefined {
  const start = toInner(inner.map, span.start);
  const end = toInner(inner.map, span.end);
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

/** All names of languages, aliases included, to the language. */
export function languageTable(languages: readonly Language[]): ReadonlyMap<string, Language> {
  return new Map(
    languages.flatMap((language) => [language.name, ...language.aliases].map((key) => [key, language] as const)),
  );
}
