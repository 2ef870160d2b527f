/** Markdown files. A change may alter words, not the blocks. */
import type { Format } from '../core/format.js';
import { blocksDiffer } from './markdown-blocks.js';
import { hasExtension, openWhole, spliceWhole } from './whole-file.js';

export const markdown: Format = {
  name: 'markdown',
  claims: (path) => hasExtension(path, ['.md', '.markdown', '.mdx', '.mdown', '.mkd', '.qmd', '.rmd']),
  open: (file) => openWhole(file, 'markdown'),
  splice: (file, _unit, span, insert) => spliceWhole(file, span, insert),
  compare: (before, after) => blocksDiffer(before.text, after),
};
