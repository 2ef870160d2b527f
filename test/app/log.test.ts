import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from '../../src/app/environment.js';
import { createLog, makeRedactor, secretsOf } from '../../src/app/log.js';

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('debug', ['hook-secret', PEM], { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('no secret reaches a log', () => {
  test.each([
    ['an installation token', 'ghs_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['a token of the longer form', 'ghs_123456_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI3In0.c2lnbmF0dXJl-x_y'],
    ['a personal token', 'github_pat_11ABCDE_abcdef'],
    ['the webhook secret', 'hook-secret'],
    ['a private key', PEM],
    ['an app token', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI3In0.c2lnbmF0dXJl'],
    ['an address with a token in it', 'https://x-access-token:abcdefgh@localhost/o/r.git'],
    ['an authorization header', 'bearer abcdefghijklmnopqrstuvwxyz'],
  ])('%s', (_, secret) => {
    const line = logged((log) => {
      log.info({ deep: { inside: [secret] }, err: new Error(`failed with ${secret}`) }, `message ${secret}`);
    });
    for (const part of secret.split('\n').filter((text) => text.length > 4 && !text.startsWith('-----'))) {
      expect(line).not.toContain(part.replace(/^https:\/\/x-access-token:|@.*$|^bearer /g, ''));
    }
    expect(line).toContain('[redacted]');
    expect(() => JSON.parse(line)).not.toThrow();
  });

  test('what is no secret stays readable', () => {
    expect(logged((log) => log.info({ delivery: 'd-1', repository: 'o/r' }, 'done'))).toContain(
      '"delivery":"d-1","repository":"o/r"',
    );
  });

  test('headers of requests are left out', () => {
    expect(logged((log) => log.info({ req: { headers: { 'x-hub-signature-256': 'sha256=1' } } }, 'in'))).not.toContain(
      'sha256',
    );
  });
});

describe('the address of Redis', () => {
  const read = readEnvironment(
    {
      APP_ID: '7',
      WEBHOOK_SECRET: 'hook-secret',
      PRIVATE_KEY: PEM,
      REDIS_URL: 'rediss://cutover:open%2Fsesame@redis.example:6380/2',
    },
    ['2025-tier-1'],
  );
  const redact = makeRedactor(read.kind === 'run' ? secretsOf(read.environment) : []);

  test.each([
    ['as it was given', 'cannot reach rediss://cutover:open%2Fsesame@redis.example:6380/2'],
    ['with another database', 'cannot reach rediss://cutover:open%2Fsesame@redis.example:6380/0'],
    ['its password in clear', 'AUTH cutover open/sesame'],
    ['its password as it was given', 'AUTH cutover open%2Fsesame'],
    ["somebody else's", 'redis://:open-sesame@elsewhere:6379'],
  ])('never shows its password: %s', (_, line) => {
    expect(redact(JSON.stringify({ msg: line }))).not.toContain('sesame');
  });
});
