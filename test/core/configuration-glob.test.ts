import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { compileConfiguredGlobs, configuredGlobFault } from '../../src/core/configuration-glob.js';

function matches(glob: string, path: string): boolean {
  return compileConfiguredGlobs([glob])(path);
}

describe('a glob of the configuration', () => {
  test.each([
    ['README.md', 'README.md', true],
    ['README.md', 'docs/README.md', false],
    ['**/README.md', 'README.md', true],
    ['**/README.md', 'a/b/README.md', true],
    ['*.md', 'a.md', true],
    ['*.md', 'a/b.md', false],
    ['*', '.env', true],
    ['docs/**', 'docs/.hidden/a.md', true],
    ['docs/**', 'documents/a.md', false],
    ['docs/**/*.md', 'docs/a.md', true],
    ['docs/**/x/**/*.md', 'docs/1/x/2/3/a.md', true],
    ['docs/**/x/**/*.md', 'docs/1/y/2/3/a.md', false],
    ['lab-?.py', 'lab-1.py', true],
    ['lab-?.py', 'lab-12.py', false],
    ['{labs,docs}/**/*.{md,ipynb}', 'labs/1/a.ipynb', true],
    ['{labs,docs}/**/*.{md,ipynb}', 'labs/1/a.py', false],
    ['a*b*c', 'a1b2c', true],
    ['a*b*c', 'a1b2', false],
    ['README.MD', 'README.md', false],
    ['a.b', 'axb', false],
    ['a+(b)', 'ab', false],
  ])('%s over %s is %s', (glob, path, expected) => {
    expect(matches(glob, path)).toBe(expected);
  });

  test.each([
    ['', 'must not be empty'],
    ['/a', 'relative to the repository'],
    ['./a', 'relative to the repository'],
    ['a\\b', 'forward slashes'],
    ['../a', 'no . or ..'],
    ['a/./b', 'no . or ..'],
    ['docs/', 'write ** behind the slash'],
    ['!docs/**', 'cannot say'],
    ['[ab].md', 'write ?'],
    ['a(b)', 'write ?'],
    ['{a,b', 'not paired'],
    ['a}', 'not paired'],
    ['{a,{b,c}}', 'in one another'],
    ['{a}', 'separated by commas'],
    ['{1..9}', 'separated by commas'],
    ['{a,b}'.repeat(7), 'at most 64'],
    ['a'.repeat(401), 'at most 400'],
  ])('%s has a fault and matches nothing', (glob, fault) => {
    expect(configuredGlobFault(glob)).toContain(fault);
    expect(matches(glob, glob)).toBe(false);
  });

  test('means what it means in a migration file', () => {
    const part = fc.stringMatching(/^[ab.*?]{1,4}$/).filter((one) => !one.includes('**') && !/^\.\.?$/.test(one));
    const glob = fc.array(fc.oneof({ arbitrary: part, weight: 3 }, fc.constant('**')), { minLength: 1, maxLength: 5 });
    const name = fc.stringMatching(/^[ab.]{0,3}[ab]$/);
    const path = fc.array(name, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(glob, path, (parts, names) => {
        const written = parts.join('/');
        // `a/**` over the file `a`: a file is not in itself.
        fc.pre(configuredGlobFault(written) === undefined && !written.endsWith('**'));
        expect(matches(written, names.join('/'))).toBe(picomatch(written, { dot: true })(names.join('/')));
      }),
      { numRuns: 800 },
    );
  });

  test('a glob made to be slow needs no more than its length times the length of the path', () => {
    const path = `${'a'.repeat(4000)}/${'a/'.repeat(2000)}a`;
    const slow = compileConfiguredGlobs(['*a'.repeat(150), `${'**/a/'.repeat(75)}b`, '{a,*}*'.repeat(6)]);
    for (let time = 0; time < 5; time++) expect(slow(path)).toBe(false);
  });
});
