/** A place that names an old model of the migration. */
import type { FamilyId, ModelId, Registry } from './model.js';
import type { Site } from './site.js';
import type { Span } from './source.js';

/** How a name names: an id that a machine resolves; a sized name; an unsized one; something made from a name. */
export type Strength = 'exact' | 'prose' | 'family' | 'derived';

/** What a name says, whatever stands around it. */
export interface ParsedName {
  readonly family: FamilyId;
  /** The models it names; several for shorthand (`deepseek-r1:8b/70b`), none where the size is not said. */
  readonly models: readonly ModelId[];
  readonly strength: Strength;
  /** The registry whose form it has; absent for prose and derived names. */
  readonly registry?: Registry;
  /** `default`: the model's plain name. `tag`: a quantised or variant form. `base`: a base checkpoint. */
  readonly form: 'default' | 'tag' | 'base' | 'shorthand';
}

/** A reference with where it stands. Spans count offsets of the unit's text. */
export interface Reference extends ParsedName {
  /** Position among the file's references. */
  readonly index: number;
  readonly unit: number;
  readonly span: Span;
  readonly surface: string;
  readonly site: Site;
}

/** A hit of a family stem that names no model of the migration: another generation, a derivative, a class. */
export interface LookAlike {
  readonly family: FamilyId;
  readonly unit: number;
  readonly span: Span;
  readonly surface: string;
  readonly why:
    | 'other-generation'
    | 'other-size'
    | 'third-party-derivative'
    | 'class-name'
    | 'licence-name'
    | 'part-of-a-word'
    | 'new-model';
}
