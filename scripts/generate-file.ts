/** A file that is written by a program and committed. */
export interface GeneratedFile {
  /** Path from the repository's root. */
  readonly path: string;
  /** Its whole text, which is the same on every run. */
  readonly generate: () => string | Promise<string>;
}
