/** A failure in words: what happened, where, what to do next. */
import { FolderError, systemCode } from '../local/errors.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { UsageError } from './usage-error.js';

/** What to print, and how to end. */
export interface Failure {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** What GitHub's adapter throws; told by its shape, since the adapter is loaded only where a repository on GitHub is read. */
interface RemoteFailure extends Error {
  readonly fault: string;
  readonly nextStep: string;
}

/** Faults of GitHub's that the person can put right by asking differently. */
const ASKED_WRONGLY = new Set([
  'not-found',
  'unauthorised',
  'permission-missing',
  'repository-empty',
  'tree-too-large',
]);

/** Describes whatever was thrown. `debug` adds where in the code. */
export function describeFailure(error: unknown, debug: boolean): Failure {
  if (error instanceof UsageError || error instanceof FolderError)
    return { text: inTwoLines(error.message, error.nextStep), exitCode: EXIT.wrong };
  if (isRemoteFailure(error)) {
    const exitCode = ASKED_WRONGLY.has(error.fault) ? EXIT.wrong : EXIT.unverified;
    return { text: inTwoLines(error.message, remoteStep(error)), exitCode };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (systemCode(error) !== undefined)
    return { text: inTwoLines(message, 'Check the path and its permissions.'), exitCode: EXIT.unverified };
  const stack = debug && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  const step = 'This is a fault of Cutover. Run again with CUTOVER_DEBUG=1 and report what it prints.';
  return { text: `${inTwoLines(`Unexpected: ${message}`, debug ? '' : step)}${stack}`, exitCode: EXIT.unverified };
}

function isRemoteFailure(error: unknown): error is RemoteFailure {
  return error instanceof Error && 'fault' in error && 'nextStep' in error && typeof error.nextStep === 'string';
}

function remoteStep({ fault, nextStep }: RemoteFailure): string {
  if (fault === 'not-found' || fault === 'permission-missing')
    return 'Check the name; for a private repository set GITHUB_TOKEN to a token that may read its contents. (There is no folder of that name here either.)';
  if (fault === 'unauthorised')
    return 'GITHUB_TOKEN is expired, revoked or wrong: set another one, or unset it for a public repository.';
  if (fault === 'unavailable') return 'Try again in a few minutes; GITHUB_API_URL says which GitHub is asked.';
  return nextStep;
}

function inTwoLines(message: string, step: string): string {
  return step === '' ? message : `${message}\n${step}`;
}
