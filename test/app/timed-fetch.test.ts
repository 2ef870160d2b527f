import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { timedFetch } from '../../src/app/timed-fetch.js';

let server: Server;
let answer: (response: ServerResponse) => void;
let url: string;

beforeEach(async () => {
  server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const begin = (response: ServerResponse) => void response.writeHead(200).write('begin');

describe('a request that is given up after a while', () => {
  test('without an answer', async () => {
    answer = () => {};
    await expect(timedFetch(30)(url)).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'no answer within 30 ms',
    });
  });

  test('with half of one', async () => {
    answer = begin;
    const response = await timedFetch(200)(url);
    await expect(response.text()).rejects.toThrow();
  });

  test('also ends when whoever asked wants it no more', async () => {
    answer = () => {};
    const enough = new AbortController();
    const asked = timedFetch(60_000)(url, { signal: enough.signal });
    enough.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });
});

test('an archive may take longer once it has begun', async () => {
  answer = (response) => {
    begin(response);
    setTimeout(() => response.end(' end'), 150);
  };
  const response = await timedFetch(60)(`${url}/repos/octo/course/tarball/main`);
  expect(await response.text()).toBe('begin end');
});
