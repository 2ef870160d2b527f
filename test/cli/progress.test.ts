import { describe, expect, test } from '@jest/globals';
import { startProgress } from '../../src/cli/progress.js';

/** A display whose clock is moved by hand. */
function display(errColumns?: number) {
  const said: string[] = [];
  let time = 0;
  const progress = startProgress({
    err: (text) => said.push(text),
    now: () => time,
    ...(errColumns === undefined ? {} : { errColumns }),
  });
  function at(ms: number, done: number, path = 'a.md') {
    time = ms;
    progress.report({ stage: 'plan', done, total: 10, path });
  }
  return { said, at, end: progress.end };
}

describe('progress', () => {
  test('of a run of less than a second is not shown', () => {
    const { said, at, end } = display(80);
    at(10, 1);
    at(999, 9);
    end();
    expect(said).toEqual([]);
  });

  test('on a terminal is a bar that is drawn over and taken away', () => {
    const { said, at, end } = display(80);
    at(1000, 5);
    at(1050, 6);
    at(1100, 7);
    end();
    end();
    expect(said).toEqual([
      '\r\u001b[2KPlanning [############............] 5 of 10 files a.md',
      '\r\u001b[2KPlanning [#################.......] 7 of 10 files a.md',
      '\r\u001b[2K',
    ]);
  });

  test('never runs over the edge of the terminal nor lets a file name speak to it', () => {
    const { said, at } = display(60);
    at(1000, 5, `\u001b]0;title\u0007${'long/'.repeat(20)}`);
    const line = said.join('').replace('\r\u001b[2K', '');
    expect(line).toHaveLength(59);
    expect(line).not.toMatch(/\p{Cc}/u);
  });

  test('elsewhere is a plain line every few seconds', () => {
    const { said, at, end } = display();
    at(1000, 1);
    at(5999, 2);
    at(6000, 3);
    end();
    expect(said).toEqual(['Planning: 1 of 10 files\n', 'Planning: 3 of 10 files\n']);
  });
});
