/** The formats; the first that claims a path is responsible for it. A new one is a new file and one line here. */
import type { Format } from '../core/format.js';
import { dockerfile } from './dockerfile.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { notebook } from './notebook.js';
import { plain } from './plain.js';
import { python } from './python.js';
import { shell } from './shell.js';
import { yaml } from './yaml.js';

export const FORMATS: readonly Format[] = [notebook, markdown, python, yaml, json, shell, dockerfile, plain];
