/** Asks the languages, from the outside in, where a span stands. The only place where layers are composed. */
import { type EmbeddedText, toInner } from './embedded-text.js';
import type { Unit } from './format.js';
import type { CodeScope, Described, Language, Layer, OpenText, PythonLayer, Site } from './site.js';
import type { Span } from './source.js';

/** More layers than any real text has: a fence in a cell in a string ends long before. */
const DEEPEST = 8;

/** Describes spans of the units of one file; texts are opened once, on demand. */
export interface Sites {
  siteAt(unit: Unit, span: Span): Site;
  /**
   * The layer of a span that stands in code of a program; undefined elsewhere. Says no without parsing where it can, so it is for names
   * that may stand anywhere.
   */
  codeAt(unit: Unit, span: Span, program: Program): PythonLayer | undefined;
}

/** Which program a name is looked for in. */
export interface Program extends CodeScope {
  /** How many texts hold its text: 0 for a script or a cell, 1 for a fence in Markdown. */
  readonly level: number;
  /** Its text, where it must be that one: a program in a string shares no names with the one around it, nor with another. */
  readonly text?: string | undefined;
  /** Whether what is commented out belongs to it, as it does for a name that is itself commented out. */
  readonly isCommented?: boolean;
}

/** Makes the describer of one file's units. */
export function siteDescriber(languages: ReadonlyMap<string, Language>): Sites {
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
  /** Goes from the outside in, as long as `describe` says what stands there. */
  function descend(
    unit: Unit,
    span: Span,
    describe: (reader: OpenText, at: Standing, level: number) => Described | undefined,
  ): void {
    let at: Standing = { text: unit.text, span };
    let reader = opened(units, unit, unit.language, unit.text);
    for (let level = 0; reader !== undefined && level < DEEPEST; level++) {
      const inner: EmbeddedText | undefined = describe(reader, at, level)?.inner;
      const within: Span | undefined = inner === undefined ? undefined : innerSpan(inner, at.span);
      if (inner === undefined || within === undefined) break;
      reader = opened(pieces, inner, inner.language, inner.text);
      at = { text: inner.text, span: within };
    }
  }
  return {
    siteAt(unit, span) {
      const layers: Layer[] = [];
      const texts: Standing[] = [];
      descend(unit, span, (reader, at) => {
        const described = reader.at(at.span);
        layers.push(described.layer);
        texts.push(at);
        return described;
      });
      return { layers, texts };
    },
    codeAt(unit, span, program) {
      let found: Layer | undefined;
      descend(unit, span, (reader, at, level) => {
        const outer = found;
        found = undefined;
        if (level > program.level && !(program.isCommented && isComment(outer))) return undefined;
        if (level === program.level) {
          if (program.text !== undefined && program.text !== at.text) return undefined;
          if (!program.isCommented && reader.mayBeCode?.(at.span, program) === false) return undefined;
        }
        const described = reader.at(at.span);
        found = described.layer;
        return described;
      });
      return found?.language === 'python' && found.token === 'code' ? found : undefined;
    },
  };
}

function isComment(layer: Layer | undefined): boolean {
  return layer?.language === 'python' && layer.token === 'comment';
}

/** A span in the text of its level. */
interface Standing {
  readonly text: string;
  readonly span: Span;
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
