/** What the environment says about how to run. All problems at once, each with what to do. */
import { readText } from '../local/read-text.js';

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
}

export type EnvironmentRead =
  | { readonly kind: 'run'; readonly environment: Environment }
  | { readonly kind: 'setup' }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

type Variables = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Reads and checks the variables of `.env.example`. */
export function readEnvironment(variables: Variables): EnvironmentRead {
  const problems: string[] = [];
  const setup = variables.CUTOVER_SETUP === '1';
  if (setup) return readSetup(variables);
  const appId = required(variables, 'APP_ID', 'the number on the "General" page of the GitHub App', problems);
  if (appId !== '' && !/^\d+$/.test(appId)) problems.push('APP_ID must be a number, such as 123456.');
  const webhookSecret = required(
    variables,
    'WEBHOOK_SECRET',
    'the secret that the GitHub App signs its webhooks with',
    problems,
  );
  const environment: Environment = {
    appId,
    privateKey: readPrivateKey(variables, problems),
    webhookSecret,
    apiUrl: readApiUrl(variables, problems),
    host: variables.HOST ?? 'localhost',
    port: readNumber(variables, 'PORT', 3000, 65535, problems),
    webhookPath: variables.WEBHOOK_PATH ?? '/api/github/webhooks',
    logLevel: readLogLevel(variables, problems),
    ...(variables.REDIS_URL ? { redisUrl: variables.REDIS_URL } : {}),
    migration: variables.CUTOVER_MIGRATION ?? '2025-tier-1',
    drainSeconds: readNumber(variables, 'CUTOVER_DRAIN_SECONDS', 25, 3600, problems),
    recoveryMinutes: readNumber(variables, 'CUTOVER_RECOVERY_MINUTES', 10, 1440, problems),
    metrics: variables.CUTOVER_METRICS !== '0',
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
  const given = variables.GITHUB_API_URL ?? 'https://api.github.com';
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given.replace(/\/+$/, '');
  problems.push(
    'GITHUB_API_URL must be an address such as https://api.github.com or https://github.example.com/api/v3.',
  );
  return given;
}

function readLogLevel(variables: Variables, problems: string[]): string {
  const level = variables.LOG_LEVEL ?? 'info';
  if (!LOG_LEVELS.includes(level)) problems.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`);
  return level;
}

function readNumber(variables: Variables, name: string, fallback: number, most: number, problems: string[]): number {
  const given = variables[name];
  if (given === undefined || given === '') return fallback;
  if (/^\d{1,9}$/.test(given) && Number(given) <= most) return Number(given);
  problems.push(`${name} must be a whole number from 0 to ${most}.`);
  return fallback;
}
