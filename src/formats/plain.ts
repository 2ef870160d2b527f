/** Text without structure; claims whatever no other format does. */
import type { Format } from '../core/format.js';
import { openWhole, spliceWhole } from './whole-file.js';

export const plain: Format = {
  name: 'plain',
  claims: () => true,
  open: (file) => openWhole(file, 'plain'),
  splice: (file, _unit, span, insert) => spliceWhole(file, span, insert),
  compare: () => [],
};
