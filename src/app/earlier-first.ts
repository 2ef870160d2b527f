/** A choice that somebody commanded further up is not made yet, and what comes after it counts on it. */
export class EarlierFirst extends Error {
  override readonly name = 'EarlierFirst';
  /** Milliseconds since the epoch before which it will not be made either; 0 when that is not known. */
  readonly notBefore: number;
  constructor(notBefore: number) {
    super('a choice that was commanded before is not made yet');
    this.notBefore = notBefore;
  }
}
