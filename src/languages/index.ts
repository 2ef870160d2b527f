/** The languages. A new one is a new file and one line here. */
import type { Language } from '../core/site.js';
import { dockerfile } from './dockerfile.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { plain } from './plain.js';
import { python } from './python.js';
import { shell } from './shell.js';
import { yaml } from './yaml.js';

export const LANGUAGES: readonly Language[] = [markdown, python, shell, yaml, json, dockerfile, plain];
