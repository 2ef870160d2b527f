/** What a warning rule sees and says. */
import type { Decision } from './decision.js';
import type { Unit } from './format.js';
import type { Migration, Section } from './migration.js';
import type { Catalogue, ModelId } from './model.js';
import type { Reference } from './reference.js';
import type { SourceFile, Span } from './source.js';
import type { Severity } from './warning.js';

/** A file after deciding, as rules see it. */
export interface DecidedFile {
  readonly file: SourceFile;
  readonly units: readonly Unit[];
  readonly references: readonly Reference[];
  readonly decisions: readonly Decision[];
  readonly section?: Section;
  readonly migration: Migration;
  readonly catalogue: Catalogue;
  /** In a dependency manifest: new models that files under its folder load after this run. */
  readonly arriving?: readonly ModelId[];
}

/** A finding of a rule; `span` counts offsets of the unit's text. */
export interface Finding {
  readonly unit: number;
  readonly span: Span;
  readonly severity?: Severity;
  readonly message: string;
  readonly advice: string;
  readonly sources: readonly string[];
}

/** A warning rule. Its file is its documentation. */
export interface Rule {
  /** Named after the fault, so that it reads well after "allow": `agent-without-tool-calling`. */
  readonly name: string;
  readonly severity: Severity;
  readonly doc: {
    readonly finds: string;
    readonly why: string;
    readonly example: string;
    readonly advice: string;
  };
  /** The findings in a file that has at least one reference; a file without any is not shown to rules. */
  check(file: DecidedFile): readonly Finding[];
}
