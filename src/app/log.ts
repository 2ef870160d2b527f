/** The one logger, and what must never stand in a log. */
import { type DestinationStream, type Logger, pino } from 'pino';

import type { Environment } from './environment.js';

const HIDDEN = '[redacted]';

/**
 * A pino logger whose lines hold no secret: the given `secrets`, tokens (told by their prefix; their length changes), authorization
 * headers and private keys are replaced in the finished line, wherever they came from.
 */
export function createLog(level: string, secrets: readonly string[], destination: DestinationStream): Logger {
  const redact = makeRedactor(secrets);
  return pino(
    { level, base: null, name: 'cutover', redact: { paths: ['req.headers', 'res.headers'], remove: true } },
    { write: (line: string) => destination.write(redact(line)) },
  );
}

/** What of the environment must not stand in a log: the address of Redis may hold a password, written in it in two ways. */
export function secretsOf({ webhookSecret, privateKey, redisUrl }: Environment): readonly string[] {
  const secrets = [webhookSecret, privateKey];
  if (redisUrl === undefined || !URL.canParse(redisUrl)) return secrets;
  const { password } = new URL(redisUrl);
  return [...secrets, redisUrl, password, decode(password)].filter((secret) => secret !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Replaces secrets in a line of JSON. */
export function makeRedactor(secrets: readonly string[]): (line: string) => string {
  // As they stand inside a JSON string: line ends are escaped there.
  const literal = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  return (line) => {
    let clean = line;
    for (const secret of literal) clean = clean.replaceAll(secret, HIDDEN);
    return clean
      .replace(/\bgh[a-z]_[\w.-]+/g, HIDDEN)
      .replace(/\bgithub_pat_\w+/g, HIDDEN)
      .replace(/\b(bearer|token|basic) [\w.=+/-]{16,}/gi, `$1 ${HIDDEN}`)
      .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, HIDDEN)
      .replace(/\b(rediss?:\/\/)[^@/\s"]*@/g, `$1${HIDDEN}@`)
      .replace(/x-access-token:[^@\s"]+@/g, `x-access-token:${HIDDEN}@`)
      .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*?(-----END [A-Z ]*PRIVATE KEY-----|(?="))/g, HIDDEN);
  };
}
