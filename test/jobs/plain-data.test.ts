import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writePlain } from '../../src/jobs/plain-data.js';

describe('the data of a job', () => {
  test('reads back as it was, whatever plain values it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        // A dictionary of the generator may happen to be named like a credential.
        fc.pre(!/token|secret|password|key|authorization/i.test(JSON.stringify(value)));
        expect(JSON.parse(writePlain(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([
    ['a function', { run: () => 1 }, 'data.run is not plain data'],
    ['a date', { lines: [1, new Date(0)] }, 'data.lines[1] is not plain data'],
    ['bytes', Buffer.from('x'), 'data is not plain data'],
    ['a map', { a: { b: new Map() } }, 'data.a.b is not plain data'],
    ['no number', { count: Number.NaN }, 'data.count is not plain data'],
    ['a big number', { id: 1n }, 'data.id is not plain data'],
    ['nothing at all', undefined, 'data is not plain data'],
  ])('cannot be %s', (_what, data, message) => {
    expect(() => writePlain(data)).toThrow(message);
  });

  test.each(['token', 'accessToken', 'webhookSecret', 'private_key', 'privateKey', 'PASSWORD', 'Authorization'])(
    'cannot be named %s',
    (name) => {
      expect(() => writePlain({ deep: [{ [name]: 'x' }] })).toThrow(`data.deep[0].${name} is named like a credential`);
    },
  );

  test('may lack a value, and speak of keys', () => {
    expect(writePlain({ key: 'phase-4', issue: undefined })).toBe('{"key":"phase-4"}');
  });

  test('is bounded in size and depth, also where it holds itself', () => {
    expect(() => writePlain({ text: 'x'.repeat(300_000) })).toThrow('too large for the queue');
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    expect(() => writePlain(loop)).toThrow('nested more than 20 deep');
  });
});
