import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from '../../src/app/environment.js';

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----';
const COMPLETE = { APP_ID: '7', PRIVATE_KEY: PEM, WEBHOOK_SECRET: 's3cret' };

function problemsOf(variables: Record<string, string>) {
  const read = readEnvironment(variables);
  return read.kind === 'refused' ? read.problems.join('\n') : '';
}

describe('a complete environment', () => {
  test('runs with the defaults', () => {
    expect(readEnvironment(COMPLETE)).toMatchObject({
      kind: 'run',
      environment: { apiUrl: 'https://api.github.com', port: 3000, host: 'localhost', migration: '2025-tier-1' },
    });
  });

  test('an enterprise server keeps its path, not its trailing slash', () => {
    const read = readEnvironment({ ...COMPLETE, GITHUB_API_URL: 'https://github.example.com/api/v3/' });
    expect(read).toMatchObject({ environment: { apiUrl: 'https://github.example.com/api/v3' } });
  });

  test.each([
    ['with escaped line ends', PEM.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(PEM).toString('base64')],
  ])('a key %s is read', (_, key) => {
    expect(readEnvironment({ ...COMPLETE, PRIVATE_KEY: key })).toMatchObject({ environment: { privateKey: PEM } });
  });
});

describe('what it refuses', () => {
  test('nothing set: every missing variable at once, and the way to begin', () => {
    const problems = problemsOf({});
    expect(problems).toContain('APP_ID is not set');
    expect(problems).toContain('WEBHOOK_SECRET is not set');
    expect(problems).toContain('PRIVATE_KEY is not set');
    expect(problems).toContain('CUTOVER_SETUP=1');
  });

  test('an empty webhook secret is no secret', () => {
    expect(problemsOf({ ...COMPLETE, WEBHOOK_SECRET: ' ' })).toContain('WEBHOOK_SECRET is not set');
  });

  test.each([
    ['APP_ID', 'my-app'],
    ['PRIVATE_KEY', 'not a key'],
    ['GITHUB_API_URL', 'ftp://example.com'],
    ['PORT', '80000'],
    ['LOG_LEVEL', 'loud'],
    ['CUTOVER_DRAIN_SECONDS', '-1'],
  ])('%s=%s', (name, value) => {
    expect(problemsOf({ ...COMPLETE, [name]: value })).toContain(name);
  });

  test('a key file that is not there', () => {
    expect(problemsOf({ APP_ID: '7', WEBHOOK_SECRET: 'x', PRIVATE_KEY_PATH: '/nowhere.pem' })).toContain(
      'PRIVATE_KEY_PATH cannot be read',
    );
  });

  test('setup mode beside the credentials of an app', () => {
    expect(problemsOf({ ...COMPLETE, CUTOVER_SETUP: '1' })).toContain('CUTOVER_SETUP=1');
  });
});

test('setup mode only where it is asked for', () => {
  expect(readEnvironment({ CUTOVER_SETUP: '1' })).toEqual({ kind: 'setup' });
});
