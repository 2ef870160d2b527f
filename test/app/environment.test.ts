import { describe, expect, test } from '@jest/globals';
import { readEnvironment as readWith } from '../../src/app/environment.js';

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----';
const COMPLETE = { APP_ID: '7', PRIVATE_KEY: PEM, WEBHOOK_SECRET: 's3cret' };

function readEnvironment(variables: Record<string, string>) {
  return readWith(variables, ['2025-tier-1', '2027-tier-2']);
}

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

  test('asks the registries themselves, others that are named, or none', () => {
    const own = { ollamaUrl: 'https://registry.ollama.ai', huggingFaceUrl: 'https://huggingface.co' };
    expect(readEnvironment(COMPLETE)).toMatchObject({ environment: { registries: own } });
    const mirror = readEnvironment({ ...COMPLETE, CUTOVER_OLLAMA_URL: 'http://mirror.example/ollama/' });
    expect(mirror).toMatchObject({
      environment: { registries: { ...own, ollamaUrl: 'http://mirror.example/ollama' } },
    });
    expect(readEnvironment({ ...COMPLETE, CUTOVER_REGISTRIES: '0' })).not.toMatchObject({
      environment: { registries: expect.anything() },
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
    ['CUTOVER_METRICS', 'yes'],
    ['CUTOVER_REGISTRIES', 'no'],
    ['CUTOVER_OLLAMA_URL', 'registry.ollama.ai'],
    ['CUTOVER_HUGGING_FACE_URL', 'file:///models'],
    ['CUTOVER_SETUP', 'true'],
    ['CUTOVER_MIGRATION', '2025-teir-1'],
    ['WEBHOOK_PATH', 'api/github/webhooks'],
    ['WEBHOOK_PATH', '/api/github/webhooks/'],
    ['WEBHOOK_PATH', '/api?x=1'],
    ['WEBHOOK_PATH', '/metrics'],
    ['WEBHOOK_SECRET', 'development'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'http://localhost:6379'],
    ['REDIS_URL', 'redis://'],
    ['REDIS_URL', 'redis://localhost/main'],
  ])('%s=%s', (name, value) => {
    expect(problemsOf({ ...COMPLETE, [name]: value })).toContain(name);
  });

  test('everything at once, and no value that may be secret', () => {
    const given = {
      ...COMPLETE,
      PRIVATE_KEY: 'sesame-key',
      REDIS_URL: 'http://:sesame@localhost',
      WEBHOOK_PATH: 'hook',
    };
    const problems = problemsOf({ ...given, CUTOVER_MIGRATION: 'none', PORT: 'x' });
    for (const name of ['PRIVATE_KEY', 'REDIS_URL', 'WEBHOOK_PATH', 'CUTOVER_MIGRATION', 'PORT'])
      expect(problems).toContain(name);
    expect(problems).toContain('2025-tier-1, 2027-tier-2');
    expect(problems).not.toContain('sesame');
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

test('a variable that is set to nothing is not set', () => {
  const empty = { HOST: '', LOG_LEVEL: '', GITHUB_API_URL: '', WEBHOOK_PATH: '', REDIS_URL: '', CUTOVER_MIGRATION: '' };
  expect(readEnvironment({ ...COMPLETE, ...empty })).toEqual(readEnvironment(COMPLETE));
});

test('setup mode only where it is asked for', () => {
  expect(readEnvironment({ CUTOVER_SETUP: '1' })).toEqual({ kind: 'setup' });
});
