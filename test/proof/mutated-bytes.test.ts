/** Files with bytes inserted, deleted, flipped, doubled or cut off: never a crash, no edit in a faulty file, a bounded amount of work. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { classifyBytes } from '../../src/core/classify-bytes.js';
import { createEngine } from '../../src/core/engine.js';
import { NO_PRIOR } from '../../src/core/history.js';
import { findIncumbents, NO_INCUMBENTS } from '../../src/core/incumbents.js';
import { planFile } from '../../src/core/plan-file.js';
import type { Language } from '../../src/core/site.js';
import { FORMATS } from '../../src/formats/index.js';
import { LANGUAGES } from '../../src/languages/index.js';
import { RULES } from '../../src/rules/index.js';
import { notebook, sourceFile } from '../core/planning.js';
import { smallMigration } from '../core/small-migration.js';
import { BLOCKS, COMMANDS, STATEMENTS } from './contents.js';
import { expectLocal, runs } from './logic.js';

const PYTHON = STATEMENTS.join('');
const MARKDOWN = `${BLOCKS.join('\n')}\n\`\`\`bash\n${COMMANDS.join('\n')}\n\`\`\`\n\n\`\`\`python\n${PYTHON}\`\`\`\n`;

const SAMPLES = {
  'a.ipynb': notebook(
    { type: 'markdown', source: MARKDOWN },
    { type: 'code', source: PYTHON, outputs: [{ output_type: 'stream', name: 'stdout', text: ['alder2:7b\n'] }] },
    { type: 'code', source: '!ollama pull alder2:7b\n%pip install x\nchat(model="alder2:60b")\n' },
  ),
  'a.md': MARKDOWN,
  'a.py': PYTHON,
  'a.yaml': '# alder2\nllm:\n  model: alder2:7b\n  list: [ "alder2:60b", x ]\n  text: |\n    ollama pull alder2:7b\n',
  'a.json': '{"model": "alder2:7b", "more": ["grove/Alder-2-7B-Instruct", 1.0, {"alder2:60b": 2}]}',
  'a.sh': `#!/bin/sh\n${COMMANDS.join('\n')}\ncat <<EOF\nalder2:7b\nEOF\n`,
  Dockerfile: 'FROM x\nENV MODEL=alder2:7b\nRUN ollama pull alder2:60b \\\n && ls\nCMD ["serve", "alder2:7b"]\n',
} as const;

/** One change of bytes; `at` and `length` are taken modulo what there is. */
const change = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'flip', 'double', 'cut', 'splice'),
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 60 }),
  sign: fc.oneof(fc.constantFrom(...'"\'`\\{}[](),:#|\n\r\t <>%!\0\u0080'), fc.string({ maxLength: 3 })),
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

function mutate(bytes: Buffer, changes: readonly Change[]): Buffer {
  return changes.reduce((left, { kind, at: where, length, sign }) => {
    const at = where % (left.length + 1);
    const end = Math.min(left.length, at + length);
    const [head, middle, tail] = [left.subarray(0, at), left.subarray(at, end), left.subarray(end)];
    switch (kind) {
      case 'insert':
        return Buffer.concat([head, Buffer.from(sign), middle, tail]);
      case 'delete':
        return Buffer.concat([head, tail]);
      case 'double':
        return Buffer.concat([head, middle, middle, tail]);
      case 'cut':
        return head;
      case 'splice':
        return Buffer.concat([tail, head, middle]);
      case 'flip': {
        const flipped = Buffer.from(left);
        if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << (length % 8));
        return flipped;
      }
      default:
        return kind satisfies never;
    }
  }, bytes);
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Languages that count how often a text is opened and a place is asked for. */
function counting(count: { asked: number }): readonly Language[] {
  return LANGUAGES.map((language) => ({
    ...language,
    open(text) {
      const opened = language.open(text);
      return {
        at(span) {
          count.asked++;
          return opened.at(span);
        },
      };
    },
  }));
}

describe.each(Object.entries(SAMPLES))('%s', (path, sample) => {
  test('survives changed bytes', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = mutate(Buffer.from(sample), changes);
        const file = sourceFile(path, '', { size: bytes.length, ...classifyBytes(bytes, '100644', decode, 1e6) });
        const count = { asked: 0 };
        const engine = createEngine({
          migration: smallMigration(),
          formats: FORMATS,
          languages: counting(count),
          rules: RULES,
        });
        const facts = { prior: NO_PRIOR, inFile: findIncumbents(file, engine), inModule: NO_INCUMBENTS };
        const plan = planFile(file, engine, { ...facts, insertions: [] });
        expectLocal(plan);
        const opened = FORMATS.find((format) => format.claims(path))?.open(file);
        if (opened?.fault !== undefined || file.unreadable !== undefined) expect(plan.changes.edits).toEqual([]);
        else expect(FORMATS.find((format) => format.claims(path))?.compare(file, plan.after)).toEqual([]);
        // A name asks its own place in a handful of layers and follows its value through a bounded number of others.
        expect(count.asked).toBeLessThanOrEqual(2000 + 200 * plan.references.length);
      }),
      runs(60),
    );
  });
});
