/** Dockerfiles and Ollama's Modelfiles. */
import type { Format } from '../core/format.js';
import { fileName, hasExtension, openWhole, spliceWhole } from './whole-file.js';

export const dockerfile: Format = {
  name: 'dockerfile',
  claims: (path) =>
    /^(?:dockerfile|containerfile|modelfile)(?:$|[._-])/.test(fileName(path)) ||
    hasExtension(path, ['.dockerfile', '.modelfile']),
  open: (file) => openWhole(file, 'dockerfile'),
  splice: (file, _unit, span, insert) => spliceWhole(file, span, insert),
  compare(before, after) {
    if (keywords(before.text) === keywords(after)) return [];
    return ['the file has other instructions than before'];
  },
};

function keywords(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => /^\s*([A-Z]+)\s/.exec(line)?.[1] ?? [])
    .join(' ');
}
