/** Text without structure. */
import type { Described, Language, OpenText } from '../core/site.js';

const PLACE: Described = { layer: { language: 'plain' } };
const TEXT: OpenText = { at: () => PLACE };

export const plain: Language = { name: 'plain', aliases: ['text', 'txt', 'toml', 'ini', 'none'], open: () => TEXT };
