/** The check run that carries a phase's warnings on their lines. */

/** A warning on its line, as GitHub takes it; lines are 1-based and those after the edits. */
export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title: string;
}

/** What the check run says. */
export interface CheckRunText {
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}
