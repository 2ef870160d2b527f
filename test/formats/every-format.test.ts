import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyChanges, changeSet } from '../../src/core/edit.js';
import { toOuter } from '../../src/core/embedded-text.js';
import type { Format } from '../../src/core/format.js';
import { FORMATS } from '../../src/formats/index.js';
import { LANGUAGES } from '../../src/languages/index.js';
import { replaceInFile, sourceFile, unitTexts } from './source-file.js';

/** One file a format, each with the name `old:8b` once in a unit, and with awkward bytes. */
const SAMPLES: Readonly<Record<string, { readonly path: string; readonly text: string }>> = {
  notebook: {
    path: 'labs/a.ipynb',
    text: '\uFEFF{\r\n "cells": [\r\n  {"cell_type": "code", "source": ["# \\u00e4\\n", "m = \\"old:8b\\""], "outputs": [], "metadata": {}}\r\n ],\r\n "metadata": {},\r\n "nbformat": 4, "nbformat_minor": 5}',
  },
  markdown: { path: 'README.md', text: '# Ä 🚀\r\n\r\n| a | b |\r\n|---|---|\r\n| `old:8b` | x |\r\n\r\nend' },
  python: { path: 'a/b.py', text: '\uFEFFdef f():\r\n\tx = "old:8b"  # 🚀\r\n' },
  yaml: { path: 'c.yml', text: 'a:\r\n  - m: old:8b\r\n  - "é"' },
  json: { path: 'c.json', text: '{\n\t"m": "old:8b",\n\t"é": [1.0, 1e5]\n}' },
  shell: { path: 'run.sh', text: '#!/bin/sh\nollama pull old:8b\n' },
  dockerfile: { path: 'Dockerfile.gpu', text: 'FROM a\nENV M=old:8b\n' },
  plain: { path: 'notes.txt', text: 'old:8b\r\n\tis é' },
};

function sampleOf(format: Format) {
  const sample = SAMPLES[format.name];
  if (sample === undefined) throw new Error(`write a sample for the format ${format.name}`);
  return sourceFile(sample.path, sample.text);
}

describe.each(FORMATS.map((format) => [format.name, format] as const))('%s', (_name, format) => {
  const file = sampleOf(format);

  test('is responsible for its sample, and no format before it', () => {
    expect(FORMATS.find((one) => one.claims(file.path))).toBe(format);
  });

  test('has units of known languages, in order, with maps that lead back to the same characters', () => {
    const { units, fault } = format.open(file);
    expect(fault).toBeUndefined();
    expect(units.length).toBeGreaterThan(0);
    for (const [i, unit] of units.entries()) {
      expect(unit.index).toBe(i);
      expect(LANGUAGES.map(({ name }) => name)).toContain(unit.language);
      const at = unit.text.indexOf('old:8b');
      if (at !== -1) expect(file.text.slice(toOuter(unit.map, at), toOuter(unit.map, at + 6))).toBe('old:8b');
    }
  });

  test('a text spliced with itself changes nothing', () => {
    for (const unit of format.open(file).units) {
      expect(format.splice(file, unit, { start: 0, end: unit.text.length }, unit.text)).toEqual([]);
    }
    expect(format.compare(file, file.text)).toEqual([]);
  });

  test('a splice changes the name and not one byte else, and is accepted', () => {
    const after = replaceInFile(format, file, 'old:8b', 'brand-new:30b');
    expect(after).toBe(file.text.replace('old:8b', 'brand-new:30b'));
    expect(format.compare(file, after)).toEqual([]);
  });

  test('what was spliced in can be spliced back', () => {
    const after = sourceFile(file.path, replaceInFile(format, file, 'old:8b', 'brand-new:30b'));
    expect(replaceInFile(format, after, 'brand-new:30b', 'old:8b')).toBe(file.text);
  });

  test('any span of any unit takes any name, and reads back as asked', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9._:/-]{1,20}$/);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), name, (a, b, insert) => {
        const unit = format.open(file).units[0];
        if (unit === undefined) return;
        const ends = [a % (unit.text.length + 1), b % (unit.text.length + 1)].sort((x, y) => x - y);
        const span = { start: whole(unit.text, ends[0] ?? 0), end: whole(unit.text, ends[1] ?? 0) };
        const edits = format.splice(file, unit, span, insert);
        const after = sourceFile(file.path, applyChanges(file.text, changeSet(file.text, edits)));
        const expected = unit.text.slice(0, span.start) + insert + unit.text.slice(span.end);
        const reopened = format.open(after);
        if (reopened.fault === undefined) expect(unitTexts(reopened)[0]).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('an unfinished merge is a fault, and its text can still be listed', () => {
    const text = `a\n<<<<<<< HEAD\nold:8b\n=======\nnew\n>>>>>>> other\n`;
    const opened = format.open(sourceFile(file.path, text));
    expect(opened.fault?.rule).toBe('conflict-markers');
    expect(opened.fault?.message).toContain('Line 2');
    expect(unitTexts(opened)).toEqual([text]);
    expect(opened.units[0]?.language).toBe('plain');
  });

  test('an empty file does not throw', () => {
    expect(() => format.open(sourceFile(file.path, ''))).not.toThrow();
  });
});

/** Never between the halves of a surrogate pair. */
function whole(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

describe('which format a path has', () => {
  test.each([
    ['README.md', 'markdown'],
    ['docs/a.MDX', 'markdown'],
    ['x/lab.ipynb', 'notebook'],
    ['a.pyi', 'python'],
    ['.github/workflows/ci.yml', 'yaml'],
    ['data/train.jsonl', 'json'],
    ['.env.example', 'shell'],
    ['prod.env', 'shell'],
    ['deploy/Dockerfile', 'dockerfile'],
    ['Modelfile.code', 'dockerfile'],
    ['gpu.dockerfile', 'dockerfile'],
    ['dockerfiles.txt', 'plain'],
    ['requirements.txt', 'plain'],
    ['docs/a.rst', 'plain'],
    ['Makefile', 'plain'],
    ['environment', 'plain'],
  ])('%s is %s', (path, name) => {
    expect(FORMATS.find((format) => format.claims(path))?.name).toBe(name);
  });
});

describe('what is not accepted', () => {
  function reasons(path: string, before: string, after: string): readonly string[] {
    const format = FORMATS.find((one) => one.claims(path));
    return format?.compare(sourceFile(path, before), after) ?? [];
  }

  test.each([
    ['a.py', 'x = "a"\n', 'x = "a"b"\n', 'the python parses worse than before'],
    ['a.yml', 'a: b\n', 'a: b: c\n', 'YAML'],
    ['a.json', '{"a": "b"}', '{"a": "b"c"}', 'no valid JSON: Line 1'],
    ['a.json', '{"a": "b"}', '{"a": "b", "c": 1}', 'another structure'],
    ['a.jsonl', '{"a": "b"}\n{"a": 1}\n', '{"a": "b"}\n{"a": 1\n', 'no valid JSON: Line 2'],
    ['a.md', '| a | b |\n|---|---|\n| c | d |\n', '| a | b |\n|---|---|\n| c | e | d |\n', 'another number of cells'],
    ['a.md', '# a\n\ntext\n', '# a\n\n## text\n', '1 headings of level 2, 0 before'],
    ['a.sh', "echo 'a'\n", "echo 'a''\n", 'quotation marks'],
    ['Dockerfile', 'FROM a\nRUN b\n', 'FROM a\nRUN b\nUSER c\n', 'other instructions'],
  ])('%s: %j to %j', (path, before, after, reason) => {
    expect(reasons(path, before, after).join('; ')).toContain(reason);
  });

  test('IPython lines are no worse for their names', () => {
    expect(
      reasons('a.py', '!ollama pull llama3:8b\nx = 1\n', '!ollama pull qwen3-vl:8b-instruct-q4_K_M\nx = 1\n'),
    ).toEqual([]);
  });

  test('blocks between our own markers do not count as structure', () => {
    const block = '<!-- cutover:begin note -->\n\n| a |\n|---|\n\n## Note\n<!-- cutover:end note -->\n';
    expect(reasons('a.md', '# a\n\ntext\n', `# a\n\n${block}text\n`)).toEqual([]);
  });
});
