/** All warning rules. */
import type { Rule } from '../core/rule.js';

export const RULES: readonly Rule[] = [];
