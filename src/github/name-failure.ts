/** From an answer of GitHub to a named error: by status, then by its words, loosely, because the words are not documented. */
import { fullName, type RepositoryName } from './client.js';
import {
  BranchRulesForbid,
  type FaultFacts,
  GithubError,
  GithubUnavailable,
  IssuesDisabled,
  NotFound,
  PermissionMissing,
  RateLimited,
  RefMoved,
  RepositoryArchived,
  RepositoryDisabled,
  RepositoryEmpty,
  RequestRejected,
  TextTooLong,
  Unauthorised,
} from './errors.js';

/** A failed answer, as far as it could be made out. */
interface Answer {
  readonly status: number;
  /** The message and those of its details, lower case. */
  readonly words: string;
  /** The same for people. */
  readonly said: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly facts: FaultFacts;
}

/**
 * The named error for what a request threw. Errors that are named already pass; so do programming errors.
 * @param action what was being done, as an infinitive
 */
export function nameFailure(error: unknown, action: string, name: RepositoryName): unknown {
  if (error instanceof GithubError) return error;
  const repository = fullName(name);
  if (isLostConnection(error)) return new GithubUnavailable(action, repository, { maybeApplied: true, cause: error });
  const answer = readAnswer(error);
  if (answer === undefined) return error;
  return nameAnswer(answer, action, repository);
}

/** Whether GitHub's own words say that the ref exists already. */
export function saysExists(error: unknown): boolean {
  return error instanceof RequestRejected && /already exists/i.test(error.message);
}

/** Whether GitHub's own words say that the pull request would have nothing in it. */
export function saysNoCommits(error: unknown): boolean {
  return error instanceof RequestRejected && /no commits between/i.test(error.message);
}

function nameAnswer(answer: Answer, action: string, repository: string): GithubError {
  const { status, words, facts } = answer;
  if (status === 401) return new Unauthorised(action, repository, facts);
  if (status === 403 || status === 429) return nameRefusal(answer, action, repository);
  if (status === 404) return new NotFound(action, repository, facts);
  if (status === 409) {
    if (/repository is empty|git repository is empty/.test(words)) return new RepositoryEmpty(repository, facts);
    return new RefMoved(`What was needed to ${action}`, repository, facts);
  }
  if (status === 410) {
    return /issue/.test(words) || words === 'gone'
      ? new IssuesDisabled(repository, facts)
      : new RequestRejected(action, repository, answer.said, facts);
  }
  if (status === 422 || status === 400) return nameInvalid(answer, action, repository);
  if (status === 451) return new RepositoryDisabled(repository, facts);
  if (status >= 500) return new GithubUnavailable(action, repository, { ...facts, maybeApplied: true });
  return new RequestRejected(action, repository, answer.said, facts);
}

function nameRefusal(answer: Answer, action: string, repository: string): GithubError {
  const { words, headers, facts } = answer;
  const retryAt = retryTime(headers);
  const limited =
    answer.status === 429 ||
    headers['x-ratelimit-remaining'] === '0' ||
    headers['retry-after'] !== undefined ||
    /rate limit|abuse detection/.test(words);
  if (limited) return new RateLimited(action, repository, retryAt === undefined ? facts : { ...facts, retryAt });
  if (/archived/.test(words)) return new RepositoryArchived(repository, facts);
  if (/issues.*(disabled|switched off)/.test(words)) return new IssuesDisabled(repository, facts);
  if (/repository.*(disabled|blocked)|access blocked/.test(words)) return new RepositoryDisabled(repository, facts);
  if (isRuleViolation(words)) return new BranchRulesForbid('the branch', repository, answer.said, facts);
  const permissions = headers['x-accepted-github-permissions'];
  return new PermissionMissing(action, repository, permissions === undefined ? facts : { ...facts, permissions });
}

function nameInvalid(answer: Answer, action: string, repository: string): GithubError {
  const { words, facts } = answer;
  if (/no commit found/.test(words)) return new NotFound(action, repository, facts);
  if (/not a fast.?forward/.test(words)) return new RefMoved(`What was needed to ${action}`, repository, facts);
  if (isRuleViolation(words)) return new BranchRulesForbid('the branch', repository, answer.said, facts);
  if (/is too long|too_long/.test(words)) return new TextTooLong(action, repository, facts);
  if (/timed out/.test(words)) return new GithubUnavailable(action, repository, { ...facts, maybeApplied: true });
  return new RequestRejected(action, repository, answer.said, facts);
}

function isRuleViolation(words: string): boolean {
  return /repository rule violation|gh013|protected branch|cannot (create|update) ref due to/.test(words);
}

/** When to try again: `retry-after` in seconds, else the reset of an exhausted limit in epoch seconds. */
function retryTime(headers: Readonly<Record<string, string>>): number | undefined {
  const after = Number(headers['retry-after']);
  if (headers['retry-after'] !== undefined && Number.isFinite(after)) return Date.now() + after * 1000;
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset)) return reset * 1000;
  return undefined;
}

function readAnswer(error: unknown): Answer | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const response = 'response' in error && isRecord(error.response) ? error.response : {};
  const headers: Record<string, string> = {};
  if (isRecord(response.headers)) {
    for (const [key, value] of Object.entries(response.headers)) headers[key.toLowerCase()] = String(value);
  }
  const said = wordsOf(response.data) || error.message;
  return {
    status: error.status,
    said,
    words: said.toLowerCase(),
    headers,
    facts: { status: error.status, cause: error },
  };
}

/** `message` of the body and of each of its `errors`, which may be strings or objects. */
function wordsOf(data: unknown): string {
  if (!isRecord(data)) return typeof data === 'string' ? data.slice(0, 500) : '';
  const parts = typeof data.message === 'string' ? [data.message] : [];
  for (const detail of Array.isArray(data.errors) ? data.errors : []) {
    if (typeof detail === 'string') parts.push(detail);
    else if (isRecord(detail)) parts.push([detail.field, detail.code, detail.message].filter(isText).join(' '));
  }
  return parts.join('; ');
}

/** A connection that broke: fetch's own failures, a timeout, or an Octokit error made from one (status 500 without an answer). */
function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return true;
  if (error instanceof TypeError) return /fetch failed|terminated/i.test(error.message);
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}
