import { describe, expect, test } from '@jest/globals';
import { nearestWord, suggestWord } from '../../src/core/nearest-word.js';

describe('the word that was probably meant', () => {
  const known = ['nemotron-3-nano', 'qwen3:8b', 'qwen3:32b', 'context-tokens', 'roles'];

  test.each([
    ['a letter left out', 'nemotron-3-nan', 'nemotron-3-nano'],
    ['two letters changed over', 'roels', 'roles'],
    ['another case', 'Qwen3:8B', 'qwen3:8b'],
    ['the beginning of it', 'context', 'context-tokens'],
  ])('%s', (_what, word, expected) => {
    expect(nearestWord(word, known)).toBe(expected);
  });

  test('none is proposed when all are far off', () => {
    expect(nearestWord('gpt-oss-120b', known)).toBeUndefined();
  });

  test('few known words are listed, many are not', () => {
    expect(suggestWord('xyzzy', ['old', 'new'])).toBe('Known are: old, new.');
    expect(
      suggestWord(
        'xyzzy',
        Array.from({ length: 40 }, (_, index) => `model-${index}`),
      ),
    ).toBeUndefined();
  });

  test('a very long word does not take long', () => {
    expect(nearestWord('a'.repeat(1_000_000), known)).toBeUndefined();
  });
});
