import { CONFIGURATION_PATH } from '../core/configuration.js';
import type { Problem } from '../core/problem.js';

/** The configuration of the repository is not valid: nothing runs until it is. */
export class ConfigurationBroken extends Error {
  override readonly name = 'ConfigurationBroken';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`${CONFIGURATION_PATH} is not valid`);
    this.problems = problems;
  }
}
