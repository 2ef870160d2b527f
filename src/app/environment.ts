/** What the environment says about how to run. All problems at once, each with what to do. */
import { readText } from '../local/read-text.js';
import { HUGGING_FACE_URL, OLLAMA_URL } from '../registries/ask-registries.js';

/** Everything the server needs to know, checked. */
export interface Environment {
  readonly appId: string;
  /** PEM text. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Root of the REST API without a trailing slash: `https://api.github.com`, `https://HOST/api/v3`. */
  readonly apiUrl: string;
  readonly host: string;
  /** 0 asks the system for a free port. */
  readonly port: number;
  readonly webhookPath: string;
  readonly logLevel: string;
  readonly redisUrl?: string;
  /** Id of a bundled migration. */
  readonly migration: string;
  /** How long a stopping server waits for the work in hand, in seconds. */
  readonly drainSeconds: number;
  /** Minutes between two sweeps for lost work; 0 for none at all. */
  readonly recoveryMinutes: number;
  /** Whether `/metrics` is served. */
  readonly metrics: boolean;
  /** Roots of the registries that are asked for the new models, without a slash at the end; absent where none is asked. */
  readonly registries?: { readonly ollamaUrl: string; readonly huggingFaceUrl: string };
}

export type EnvironmentRead =
  | { readonly kind: 'run'; readonly environment: Environment }
  | { readonly kind: 'setup' }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

type Variables = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Paths that the server answers itself. */
const OWN_PATHS = ['/healthz', '/readyz', '/metrics'];

/** The secret that Probot falls back to, which everybody knows. https://probot.github.io/docs/configuration/ */
const WELL_KNOWN_SECRET = 'development';

/**
 * Reads and checks the variables of `.env.example`. No problem holds the value of a variable that may be secret.
 * @param migrationIds ids of the bundled migrations
 */
export function readEnvironment(variables: Variables, migrationIds: readonly string[]): EnvironmentRead {
  const problems: string[] = [];
  const setup = readSwitch(variables, 'CUTOVER_SETUP', false, problems);
  if (setup) return readSetup(variables);
  const appId = required(variables, 'APP_ID', 'the number on the "General" page of the GitHub App', problems);
  if (appId !== '' && !/^\d+$/.test(appId)) problems.push('APP_ID must be a number, such as 123456.');
  const webhookSecret = required(
    variables,
    'WEBHOOK_SECRET',
    'the secret that the GitHub App signs its webhooks with',
    problems,
  );
  if (webhookSecret === WELL_KNOWN_SECRET)
    problems.push('WEBHOOK_SECRET is one that everybody knows: choose a long random one, here and in the GitHub App.');
  const environment: Environment = {
    appId,
    privateKey: readPrivateKey(variables, problems),
    webhookSecret,
    apiUrl: readApiUrl(variables, problems),
    host: variables.HOST || 'localhost',
    port: readNumber(variables, 'PORT', 3000, 65535, problems),
    webhookPath: readWebhookPath(variables, problems),
    logLevel: readLogLevel(variables, problems),
    ...readRedisUrl(variables, problems),
    migration: readMigration(variables, migrationIds, problems),
    drainSeconds: readNumber(variables, 'CUTOVER_DRAIN_SECONDS', 25, 3600, problems),
    recoveryMinutes: readNumber(variables, 'CUTOVER_RECOVERY_MINUTES', 10, 1440, problems),
    metrics: readSwitch(variables, 'CUTOVER_METRICS', true, problems),
    ...readRegistries(variables, problems),
  };
  if (appId === '' && problems.length > 0)
    problems.push('No GitHub App yet? Start once with CUTOVER_SETUP=1 to create one.');
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'run', environment };
}

function readSetup(variables: Variables): EnvironmentRead {
  const given = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'].filter((name) => variables[name]);
  if (given.length === 0) return { kind: 'setup' };
  return {
    kind: 'refused',
    problems: [`CUTOVER_SETUP=1 creates a new GitHub App, but ${given.join(', ')} is set: unset one or the other.`],
  };
}

function required(variables: Variables, name: string, what: string, problems: string[]): string {
  const value = variables[name]?.trim() ?? '';
  if (value === '') problems.push(`${name} is not set: it is ${what}.`);
  return value;
}

function readPrivateKey(variables: Variables, problems: string[]): string {
  const path = variables.PRIVATE_KEY_PATH;
  const given = variables.PRIVATE_KEY;
  if (given === undefined || given.trim() === '') {
    if (path === undefined || path === '') {
      problems.push(
        'PRIVATE_KEY is not set: it is the PEM text of a private key of the GitHub App (or set PRIVATE_KEY_PATH to its file).',
      );
      return '';
    }
    return checkedKey(readKeyFile(path, problems), 'PRIVATE_KEY_PATH', problems);
  }
  const text = given.includes('-----BEGIN')
    ? given.replaceAll('\\n', '\n')
    : Buffer.from(given, 'base64').toString('utf8');
  return checkedKey(text, 'PRIVATE_KEY', problems);
}

function readKeyFile(path: string, problems: string[]): string | undefined {
  try {
    return readText(path);
  } catch (cause) {
    problems.push(`PRIVATE_KEY_PATH cannot be read (${cause instanceof Error ? cause.message : String(cause)}).`);
    return undefined;
  }
}

function checkedKey(text: string | undefined, name: string, problems: string[]): string {
  if (text === undefined) return '';
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return text;
  problems.push(
    `${name} holds no private key: it must be PEM text ("-----BEGIN … PRIVATE KEY-----"), or that text in base64.`,
  );
  return '';
}

function readApiUrl(variables: Variables, problems: string[]): string {
  const example = 'https://api.github.com or https://github.example.com/api/v3';
  return readUrl(variables, 'GITHUB_API_URL', 'https://api.github.com', example, problems);
}

function readRegistries(variables: Variables, problems: string[]): Pick<Environment, 'registries'> {
  if (!readSwitch(variables, 'CUTOVER_REGISTRIES', true, problems)) return {};
  const read = (name: string, fallback: string) => readUrl(variables, name, fallback, fallback, problems);
  const ollamaUrl = read('CUTOVER_OLLAMA_URL', OLLAMA_URL);
  return { registries: { ollamaUrl, huggingFaceUrl: read('CUTOVER_HUGGING_FACE_URL', HUGGING_FACE_URL) } };
}

function readUrl(variables: Variables, name: string, fallback: string, example: string, problems: string[]): string {
  const given = variables[name] || fallback;
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given.replace(/\/+$/, '');
  problems.push(`${name} must be an address such as ${example}.`);
  return given;
}

function readLogLevel(variables: Variables, problems: string[]): string {
  const level = variables.LOG_LEVEL || 'info';
  if (!LOG_LEVELS.includes(level)) problems.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`);
  return level;
}

/** A path as it stands in the address of a request: GitHub's webhooks would miss any other without a word. */
function readWebhookPath(variables: Variables, problems: string[]): string {
  const path = variables.WEBHOOK_PATH || '/api/github/webhooks';
  if (!/^(?:\/[\w.~-]+)+$/.test(path))
    problems.push('WEBHOOK_PATH must be a path such as /api/github/webhooks: a slash first, none last, no "?" or "#".');
  else if (OWN_PATHS.includes(path))
    problems.push(`WEBHOOK_PATH must not be ${path}: the server answers there itself.`);
  return path;
}

/** The address may hold a password, so it is never repeated. */
function readRedisUrl(variables: Variables, problems: string[]): { readonly redisUrl?: string } {
  const redisUrl = variables.REDIS_URL?.trim();
  if (redisUrl === undefined || redisUrl === '') return {};
  const url = URL.canParse(redisUrl) ? new URL(redisUrl) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
    problems.push('REDIS_URL must be an address such as redis://localhost:6379, or rediss:// for TLS.');
  else if (!/^(?:\/\d*)?$/.test(url.pathname))
    problems.push('REDIS_URL may end in the number of a database, such as /0, and in nothing else.');
  return { redisUrl };
}

function readMigration(variables: Variables, ids: readonly string[], problems: string[]): string {
  const id = variables.CUTOVER_MIGRATION || '2025-tier-1';
  if (!ids.includes(id))
    problems.push(`CUTOVER_MIGRATION must be the id of a migration that comes with Cutover: ${ids.join(', ')}.`);
  return id;
}

function readSwitch(variables: Variables, name: string, fallback: boolean, problems: string[]): boolean {
  const given = variables[name];
  if (given === undefined || given === '') return fallback;
  if (given !== '0' && given !== '1') problems.push(`${name} must be 0 or 1.`);
  return given === '1';
}

function readNumber(variables: Variables, name: string, fallback: number, most: number, problems: string[]): number {
  const given = variables[name];
  if (given === undefined || given === '') return fallback;
  if (/^\d{1,9}$/.test(given) && Number(given) <= most) return Number(given);
  problems.push(`${name} must be a whole number from 0 to ${most}.`);
  return fallback;
}
