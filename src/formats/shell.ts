/** Shell scripts and files of environment variables. */
import type { Format } from '../core/format.js';
import { fileName, hasExtension, openWhole, spliceWhole } from './whole-file.js';

export const shell: Format = {
  name: 'shell',
  claims: (path) =>
    hasExtension(path, ['.sh', '.bash', '.zsh', '.env', '.envrc']) || /^\.env(?:[._-].*)?$/.test(fileName(path)),
  open: (file) => openWhole(file, 'shell'),
  splice: (file, _unit, span, insert) => spliceWhole(file, span, insert),
  compare(before, after) {
    if (quotes(before.text) === quotes(after)) return [];
    return ['the script has another number of quotation marks than before'];
  },
};

/** Quotation marks by kind: a name has none, so a change of names changes none. */
function quotes(text: string): string {
  return ["'", '"', '`'].map((mark) => text.split(mark).length).join(' ');
}
