/** Python files. */
import type { Format } from '../core/format.js';
import { worseThan } from './parse-faults.js';
import { hasExtension, openWhole, spliceWhole } from './whole-file.js';

export const python: Format = {
  name: 'python',
  claims: (path) => hasExtension(path, ['.py', '.pyi', '.pyw']),
  open: (file) => openWhole(file, 'python'),
  splice: (file, _unit, span, insert) => spliceWhole(file, span, insert),
  compare: (before, after) => worseThan('python', before.text, after),
};
