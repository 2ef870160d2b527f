/** The scenarios whose every request is disturbed in every way. */
import type { Scenario } from '../scenario.js';
import { box } from './box.js';
import { choose } from './choose.js';
import { merged } from './merged.js';
import { phase } from './phase.js';
import { recreate } from './recreate.js';
import { update } from './update.js';

export const scenarios: readonly Scenario[] = [phase, update, box, recreate, choose, merged];
