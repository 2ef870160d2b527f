/** YAML files. A change may alter scalars, not the structure. */
import type { Format } from '../core/format.js';
import { yamlTree } from '../core/yaml-tree.js';
import { worseThan } from './parse-faults.js';
import { hasExtension, openWhole, spliceWhole } from './whole-file.js';

export const yaml: Format = {
  name: 'yaml',
  claims: (path) => hasExtension(path, ['.yaml', '.yml']),
  open: (file) => openWhole(file, 'yaml'),
  splice: (file, _unit, span, insert) => spliceWhole(file, span, insert),
  compare(before, after) {
    if (before.text === after) return [];
    const worse = worseThan('yaml', before.text, after);
    if (worse.length > 0) return worse;
    return shapeOf(before.text) === shapeOf(after)
      ? []
      : ['the YAML has another structure than before: a value or a key became something else'];
  },
};

function shapeOf(text: string): string {
  const shape: string[] = [];
  yamlTree(text).iterate({
    enter(node) {
      if (node.name !== 'Comment') shape.push(node.name);
    },
  });
  return shape.join(' ');
}
