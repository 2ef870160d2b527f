import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { compileGlobs, globFault } from '../../src/core/migration-glob.js';

function matches(glob: string, path: string): boolean {
  return compileGlobs([glob])(path);
}

const BUNDLED = readFileSync(new URL('../../migrations/2025-tier-1.yml', import.meta.url), 'utf8');

describe('the globs of a migration', () => {
  test('of the bundled one are taken, and mean what they meant', () => {
    const globs = [...BUNDLED.matchAll(/"([^"\n]*[*?][^"\n]*)"|(?<=[[,] ?)([\w./-]*\*[\w./*-]*)(?=[\],])/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    expect(globs.length).toBeGreaterThan(40);
    const names = ['domain-1-a', 'module-1.1-b', 'lab.ipynb', 'x.md', 'Prompts', 'utils', '.env', 'a.py'];
    const paths = names.flatMap((one) => [one, ...names.map((two) => `${one}/${two}`)]);
    const deep = paths.flatMap((path) => names.map((name) => `${path}/${name}`));
    for (const glob of globs.filter((one) => globFault(one) === undefined)) {
      // To picomatch a file is in itself, if only in `a/**` and not in `a*/**`.
      const [meant, own] = [picomatch(glob.replace(/\*\*$/, '**/*'), { dot: true }), compileGlobs([glob])];
      for (const path of [...paths, ...deep]) expect([glob, path, own(path)]).toEqual([glob, path, meant(path)]);
    }
  });

  test.each([
    ['*[pP][rR]*', 'docs/a', false],
    ['**/*[pP][rR]*', 'docs/my-PrOmpt.md', true],
    ['a/**/!(*.ipynb)', 'a/b/c.md', true],
    ['a/**/!(*.ipynb)', 'a/b/c.ipynb', false],
    ['[a-c]?.md', 'bx.md', true],
    ['[^a-c].md', 'b.md', false],
    ['[^a-c].md', 'd.md', true],
    ['*a*b*.{md,txt}', 'xaxbx.txt', true],
    ['**/x/**/y/**', 'a/x/b/c/y/d', true],
  ])('%s over %s: %s', (glob, path, expected) => {
    expect(globFault(glob)).toBeUndefined();
    expect(matches(glob, path)).toBe(expected);
    expect(matches(glob, path)).toBe(picomatch(glob, { dot: true })(path));
  });

  test('what stands in a folder is no file of its name', () => {
    for (const glob of ['a/**', 'a*/**', '{a,b}/**', '**/a/**']) {
      expect([glob, matches(glob, 'a')]).toEqual([glob, false]);
      expect([glob, matches(glob, 'a/b')]).toEqual([glob, true]);
      expect([glob, matches(glob, 'a/b/c')]).toEqual([glob, true]);
    }
    expect(matches('**', 'a')).toBe(true);
  });

  test('a name that must not be something may stand before others', () => {
    expect(matches('!(b)/[^a]', 'ba/b')).toBe(true);
    expect(matches('!(b)/[^a]', 'b/b')).toBe(false);
  });

  test('mean what they mean to picomatch', () => {
    const part = fc
      .stringMatching(/^[ab.*?]{1,5}$|^\[\^?[a-c]{1,2}\][ab*]{0,2}$|^!\([ab*.]{1,3}\)$/)
      .filter((one) => !one.includes('**') && !/^\.\.?$/.test(one));
    const glob = fc.array(fc.oneof({ arbitrary: part, weight: 3 }, fc.constant('**')), { minLength: 1, maxLength: 5 });
    const path = fc.array(fc.stringMatching(/^[ab.]{0,3}[ab]$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(glob, path, (parts, names) => {
        const written = parts.join('/');
        // `a/**/!(b)`, and `!( )` with a dot in it or with more after it, are read otherwise there.
        fc.pre(globFault(written) === undefined && !/\*\*\/!|!\(.*[./]/.test(written));
        const meant = picomatch(written.replace(/\*\*$/, '**/*'), { dot: true });
        expect(matches(written, names.join('/'))).toBe(meant(names.join('/')));
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['+(a|aa)', 'a glob knows'],
    ['*(a)', 'a glob knows'],
    ['@(a|b)/c', 'a glob knows'],
    ['a!(b)', 'a glob knows'],
    ['!(a|b)', 'a glob knows'],
    ['!(!(a))', 'a glob knows'],
    ['!a', 'a glob knows'],
    ['[!a]b', 'a glob knows'],
    ['[]a', 'a glob knows'],
    ['{a,{b,c}}', 'in one another'],
    ['{1..9}', 'separated by commas'],
    ['a'.repeat(401), 'at most 400'],
    ['(a', 'not paired'],
    ['../a', 'leave the repository'],
    ['/a', 'relative'],
    ['', 'empty'],
  ])('%s has a fault and matches nothing', (glob, fault) => {
    expect(globFault(glob)).toContain(fault);
    expect(matches(glob, glob)).toBe(false);
  });

  test('made to be slow, they need no more than their length times the length of the path', () => {
    const paths = [`${'a'.repeat(4000)}/${'a/'.repeat(2000)}a`, `${'a/'.repeat(250)}a`, 'a'.repeat(500)];
    const globs = [
      '*a'.repeat(150),
      `${'**/a/'.repeat(75)}b`,
      '**/!(*a)/**/!(*a)',
      '**/*a/b',
      `**/!(${'a'.repeat(200)}*b)`,
    ];
    const slow = compileGlobs(globs.map((glob) => `${glob}/z`));
    for (let time = 0; time < 5; time++) for (const path of paths) expect(slow(path)).toBe(false);
  });
});
