/** The language of a text that does not say it. */
import { describe, expect, test } from '@jest/globals';
import { guessLanguage } from '../../src/languages/guess-language.js';

const TRIES = 'try:\n    f()\nexcept:\n    pass\nelse:\n    pass\nfinally:\n    pass\n';

describe('a text without a language', () => {
  test.each([
    ['a program whose lines are mostly words before a colon', TRIES.repeat(4), 'python'],
    ['a program with a fault among many statements', `${'x = f(1)\n'.repeat(20)}one two\n`, 'python'],
    ['a program of more than is looked at', `${'x = f(1)\n'.repeat(150)}${'one two three\n'.repeat(5)}`, 'python'],
    ['services of YAML', 'services:\n  web:\n    image: a/b:1\n    command: run(--x=1)\n', 'plain'],
    ['entries of YAML with calls in them', 'steps:\n  - run: f(x)\n  - run: g(y)\n', 'plain'],
    ['sentences with brackets', 'The model (a small one) answers.\nIt is good (or not).\n', 'plain'],
    ['commands', 'pip install x\npython a.py\n', 'shell'],
    ['an object', '{"a": 1}', 'json'],
  ])('%s', (_situation, text, language) => {
    expect(guessLanguage(text)).toBe(language);
  });
});
