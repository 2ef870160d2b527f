import { describe, expect, test } from '@jest/globals';
import { classifyBytes, latin1 } from '../../src/core/classify-bytes.js';
import type { FileMode } from '../../src/core/source.js';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const MEGABYTE = 1_000_000;

function classify(bytes: Uint8Array | string, mode: FileMode = '100644', editable = MEGABYTE) {
  const decode = (each: Uint8Array): string | undefined => {
    try {
      return strict.decode(each);
    } catch {
      return undefined;
    }
  };
  return classifyBytes(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, mode, decode, editable);
}

describe('bytes', () => {
  test('that are UTF-8 are text, with BOM, CRLF and astral characters as they are', () => {
    const text = '\uFEFFone\r\ntwo 😀';
    expect(classify(text)).toEqual({ text });
  });

  test('with a NUL near the start are binary, each byte a character', () => {
    expect(classify(Buffer.from('ab\0\xff', 'latin1'))).toEqual({ text: 'ab\0\xff', unreadable: 'binary' });
  });

  test('with a NUL only after the first 8,000 are text, as for git', () => {
    expect(classify(`${'a'.repeat(8000)}\0`).unreadable).toBeUndefined();
    expect(classify(`${'a'.repeat(7999)}\0`).unreadable).toBe('binary');
  });

  test.each([
    ['a lone Latin-1 letter', [0x63, 0xe9]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a cut character', [0xf0, 0x9f, 0x98]],
  ])('with %s are not UTF-8', (_name, bytes) => {
    expect(classify(Uint8Array.from(bytes)).unreadable).toBe('not-utf8');
  });

  test('of an LFS pointer are no text, those of a document about pointers are', () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`;
    expect(classify(pointer).unreadable).toBe('lfs-pointer');
    expect(classify(`# Pointers\n${pointer}`).unreadable).toBeUndefined();
    expect(classify(pointer + 'x'.repeat(2000)).unreadable).toBeUndefined();
  });

  test('of a symlink are its target, of a submodule nothing', () => {
    expect(classify('../models/llama3.1', '120000')).toEqual({ text: '../models/llama3.1', unreadable: 'symlink' });
    expect(classify('', '160000')).toEqual({ text: '', unreadable: 'submodule' });
  });

  test('above the limit are too large', () => {
    expect(classify('12345', '100644', 4).unreadable).toBe('too-large');
    expect(classify('1234', '100644', 4).unreadable).toBeUndefined();
  });

  test('become one character each, however many', () => {
    const bytes = Uint8Array.from({ length: 20_001 }, (_, index) => index % 256);
    const text = latin1(bytes);
    expect(text).toBe(Buffer.from(bytes).toString('latin1'));
  });
});
