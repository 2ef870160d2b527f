/** All classes, in the order in which they are asked; the first that holds decides. */
import type { KeepClass } from '../keep-class.js';
import { architectureConstant } from './architecture-constant.js';
import { citation } from './citation.js';
import { comparison } from './comparison.js';
import { counterExample } from './counter-example.js';
import { coupled } from './coupled.js';
import { derivedName } from './derived-name.js';
import { factualStatement } from './factual-statement.js';
import { familyInProse } from './family-in-prose.js';
import { fileNameOrLink } from './file-name-or-link.js';
import { linkedHeading } from './linked-heading.js';
import { measurement } from './measurement.js';
import { nameTest } from './name-test.js';
import { promptFormat } from './prompt-format.js';
import { subject } from './subject.js';

export const KEEP_CLASSES: readonly KeepClass[] = [
  fileNameOrLink,
  linkedHeading,
  citation,
  subject,
  measurement,
  architectureConstant,
  promptFormat,
  comparison,
  counterExample,
  factualStatement,
  coupled,
  nameTest,
  derivedName,
  familyInProse,
];
