/** Asks the languages about a place that the text marks: `model="«llama3.1:8b»"`. */
import { sliceMap } from '../../src/core/embedded-text.js';
import type { DataLayer, Layer, MarkdownLayer, PythonLayer, ShellLayer, Site } from '../../src/core/site.js';
import { languageTable, siteDescriber } from '../../src/core/site-at.js';
import { LANGUAGES } from '../../src/languages/index.js';

/** The site of the marked place in a text of `language`. */
export function where(language: string, marked: string): Site {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  if (start === -1 || end < start) throw new Error('the text marks no place');
  const text = marked.replace('«', '').replace('»', '');
  const site = siteDescriber(languageTable(LANGUAGES)).siteAt(
    { index: 0, language, text, map: sliceMap(0, text.length) },
    { start, end },
  );
  for (const { text: inner, span } of site.texts) {
    if (inner.slice(span.start, span.end) !== text.slice(start, end))
      throw new Error('a layer stands at another place');
  }
  return site;
}

/** The languages of the chain, with the block or token of each. */
export function chain(language: string, marked: string): string {
  return where(language, marked)
    .layers.map((layer) => {
      if (layer.language === 'markdown')
        return `markdown ${layer.block}${layer.inline === undefined ? '' : ` ${layer.inline}`}`;
      return layer.language === 'plain' ? 'plain' : `${layer.language} ${layer.token}`;
    })
    .join(' > ');
}

function innermost(language: string, marked: string): Layer {
  const layer = where(language, marked).layers.at(-1);
  if (layer === undefined) throw new Error('no layer');
  return layer;
}

/** The innermost layer, which must be Python. */
export function pythonAt(language: string, marked: string): PythonLayer {
  const layer = innermost(language, marked);
  if (layer.language !== 'python') throw new Error(`${layer.language} instead of python`);
  return layer;
}

/** The innermost layer, which must be shell. */
export function shellAt(language: string, marked: string): ShellLayer {
  const layer = innermost(language, marked);
  if (layer.language !== 'shell') throw new Error(`${layer.language} instead of shell`);
  return layer;
}

/** The outermost layer, which must be Markdown. */
export function markdownAt(marked: string): MarkdownLayer {
  const layer = where('markdown', marked).layers[0];
  if (layer?.language !== 'markdown') throw new Error('no markdown');
  return layer;
}

/** The innermost layer, which must be data. */
export function dataAt(language: string, marked: string): DataLayer {
  const layer = innermost(language, marked);
  if (layer.language !== 'yaml' && layer.language !== 'json' && layer.language !== 'dockerfile') {
    throw new Error(`${layer.language} instead of data`);
  }
  return layer;
}
