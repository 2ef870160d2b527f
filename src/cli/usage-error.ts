/** Something that the person can put right by asking differently: nothing ran. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What to do next, as a sentence. */
  readonly nextStep: string;

  constructor(message: string, nextStep: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.nextStep = nextStep;
  }
}
