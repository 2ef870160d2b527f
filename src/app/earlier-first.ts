/** A choice that somebody commanded further up is not made yet, and what comes after it counts on it. */
export class EarlierFirst extends Error {
  override readonly name = 'EarlierFirst';
  constructor() {
    super('a choice that was commanded before is not made yet');
  }
}
