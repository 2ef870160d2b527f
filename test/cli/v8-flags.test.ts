/** Which flags of V8 a process sets for itself. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { v8FlagsFor } from '../../src/cli/v8-flags.js';

const plain = { version: 'v20.19.0', execArgv: [], env: {} };

describe('flags of V8', () => {
  test('are set in a process that was started without options', () => {
    expect(v8FlagsFor(plain)).not.toEqual([]);
    expect(v8FlagsFor({ ...plain, env: { NODE_OPTIONS: '' } })).toEqual(v8FlagsFor(plain));
  });

  test('are left alone in a process whose options may have started threads', () => {
    expect(v8FlagsFor({ ...plain, execArgv: ['--import', 'tsx'] })).toEqual([]);
    expect(v8FlagsFor({ ...plain, env: { NODE_OPTIONS: '--import tsx' } })).toEqual([]);
  });

  test('are left alone in a version of Node.js for which they were not measured', () => {
    for (const version of ['v2.0.0', 'v21.7.0', 'v22.11.0', 'v24.0.0', 'v200.0.0']) {
      expect(v8FlagsFor({ ...plain, version })).toEqual([]);
    }
  });

  test('are known to this version of Node.js, which would complain about one that is not', () => {
    const flags = v8FlagsFor({ ...plain, version: process.version });
    const script = `for (const flag of ${JSON.stringify(flags)}) require('node:v8').setFlagsFromString(flag)`;
    const { status, stderr } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
