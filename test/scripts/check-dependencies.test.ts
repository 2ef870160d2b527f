import { describe, expect, test } from '@jest/globals';
import {
  type Checked,
  checkAudit,
  checkFiles,
  type Dependencies,
  readDependencies,
} from '../../scripts/check-dependencies.js';

const INTEGRITY = `sha512-${'a'.repeat(86)}==`;
const GOOD: Dependencies = {
  manifest: { dependencies: { a: '1.2.3' }, devDependencies: { d: '2.0.0' } },
  packages: {
    '': {},
    'node_modules/a': { version: '1.2.3', license: 'MIT', integrity: INTEGRITY },
    'node_modules/a/node_modules/b': { version: '1.0.0', license: '(GPL-3.0 OR ISC)', integrity: INTEGRITY },
    'node_modules/msgpackr-extract': { version: '3.0.3', license: 'MIT', integrity: INTEGRITY, hasInstallScript: true },
    'node_modules/d': {
      version: '2.0.0',
      license: 'Unlicense',
      integrity: INTEGRITY,
      dev: true,
      hasInstallScript: true,
    },
  },
};

function faults(change: Readonly<Record<string, object>>, manifest: Dependencies['manifest'] = GOOD.manifest) {
  const packages: Record<string, object> = { ...GOOD.packages };
  for (const [path, changed] of Object.entries(change)) packages[path] = { ...packages[path], ...changed };
  return wrong(checkFiles({ manifest, packages }));
}

function wrong(all: readonly Checked[]): readonly string[] {
  return all.filter(({ result }) => result === 'not ok').flatMap(({ said }) => said);
}

test('what is installed here passes', () => {
  expect(wrong(checkFiles(readDependencies()))).toEqual([]);
});

describe('the production tree', () => {
  test('passes when everything is in order; what only develops may have any licence and script', () => {
    expect(faults({})).toEqual([]);
  });

  test.each([
    ['a licence that is not on the list', { 'node_modules/a': { license: 'AGPL-3.0' } }, 'a: AGPL-3.0'],
    ['a licence joined with another', { 'node_modules/a': { license: 'MIT AND GPL-2.0' } }, 'a: MIT AND GPL-2.0'],
    ['no licence', { 'node_modules/a': { license: undefined } }, 'a: no licence is given'],
    ['another version than is locked', { 'node_modules/a': { version: '1.2.4' } }, '1.2.4 is locked'],
    ['no integrity', { 'node_modules/a/node_modules/b': { integrity: undefined } }, 'b has no SHA-512'],
    ['a weak integrity', { 'node_modules/d': { integrity: 'sha1-abc' } }, 'd has no SHA-512'],
    ['an unsafe address', { 'node_modules/a': { resolved: 'git+ssh://example/a' } }, 'a comes from git+ssh'],
    ['a script', { 'node_modules/a': { hasInstallScript: true } }, 'a runs a script'],
    ['a listed script that is gone', { 'node_modules/msgpackr-extract': { hasInstallScript: false } }, 'take it off'],
  ])('with %s does not', (_, change, said) => {
    expect(faults(change)).toEqual([expect.stringContaining(said)]);
  });

  test('with a range does not', () => {
    expect(faults({}, { dependencies: { a: '^1.2.3' } })).toEqual(['a: "^1.2.3" is a range']);
  });
});

describe('the registry', () => {
  test.each([
    ['nothing', ''],
    ['a page', '<html>'],
    ['an error', '{"error":{"code":"ENOAUDIT"}}'],
  ])('that answers %s is skipped, by name', (_, answer) => {
    expect(checkAudit(answer)).toMatchObject({ result: 'skip', said: [expect.stringContaining('npm audit')] });
  });

  test('that knows of a vulnerability fails, one that knows none passes', () => {
    const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities });
    expect(checkAudit(report({ a: { severity: 'low' } }))).toMatchObject({ result: 'not ok', said: ['a: low'] });
    expect(checkAudit(report({})).result).toBe('ok');
  });
});
