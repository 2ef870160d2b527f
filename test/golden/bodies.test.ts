/**
 * A whole repository in, the pull requests and the tracking issue out. Each case is one text file in `cases`; `UPDATE=1` writes what is
 * expected anew: read the difference before it is committed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { loadMigration } from '../../src/app/load-migration.js';
import { makePhaseWords } from '../../src/app/words.js';
import { CONFIGURATION_PATH } from '../../src/core/configuration.js';
import type { PhasePlan } from '../../src/core/phase-plan.js';
import { type Followed, followConfiguration } from '../../src/local/follow-configuration.js';
import { lengthOf } from '../../src/render/markdown.js';
import { BODY_BUDGET } from '../../src/render/pull-request.js';
import { renderTrackingIssue } from '../../src/render/tracking-issue.js';
import { NO_TRACKING_STATE } from '../../src/render/tracking-state.js';
import { planRepository } from '../../src/run-phase.js';
import { memoryReader } from '../fakes/memory-reader.js';
import { brokenBlocks, harmIn } from '../render/read-markdown.js';
import { parseGolden, printGolden } from './golden-file.js';

const CASES = fileURLToPath(new URL('./cases/', import.meta.url));
const HEAD = '0123456789abcdef0123456789abcdef01234567';
const URL_OF = 'https://github.com/example/course';

async function follow(files: Readonly<Record<string, string>>): Promise<Followed> {
  const text = files[CONFIGURATION_PATH];
  const followed = await followConfiguration({
    found: text === undefined ? { state: 'none' } : { state: 'found', file: { path: CONFIGURATION_PATH, text } },
    fallback: () => loadMigration('2025-tier-1'),
    readFile: () => Promise.reject(new Error('a golden repository brings no migration of its own')),
  });
  if (!followed.ok) throw new Error(followed.problems.map(({ message }) => message).join('; '));
  return followed;
}

/** Everything that GitHub would show of a phase; nothing where the phase finds nothing. */
function shownOf(phase: PhasePlan, { migration, configuration }: Followed): readonly (readonly [string, string])[] {
  const { references } = phase.counts;
  if (references.rewrite + references.ask + references.keep === 0) return [];
  const { commitMessage, failOnCritical } = configuration.pullRequest;
  const words = makePhaseWords({
    migration,
    fingerprint: 'base',
    requestedBy: 'maintainer',
    trackingIssue: `${URL_OF}/issues/1`,
    failOnCritical,
    ...(commitMessage === undefined ? {} : { headline: commitMessage }),
  });
  const context = {
    repository: {
      id: 1,
      owner: 'example',
      repo: 'course',
      url: URL_OF,
      defaultBranch: 'main',
      archived: false,
      disabled: false,
      private: false,
      hasIssues: true,
      fork: false,
    },
    base: HEAD,
    head: HEAD,
    branch: `cutover/2025-tier-1/${phase.phase.id}`,
    backupTag: 'cutover/2025-tier-1/before',
    verified: true,
  };
  const { title, body, followUps = [] } = words.pullRequest(phase, context);
  const check = words.checkRun(phase, context);
  const review = words.review?.(phase, context);
  const of = (what: string) => `${what} of ${phase.phase.id}`;
  return [
    [of('pull request'), `${title}\n\n${body}`],
    ...followUps.map((one) => [of(`comment "${one.topic}" on the pull request`), one.body] as const),
    ...(review === undefined
      ? []
      : [[of('review'), [review.body, ...review.comments.map(said)].join('\n\n')] as const]),
    [
      of('check run'),
      [
        `${check.conclusion}: ${check.title}`,
        check.summary.trimEnd(),
        ...check.annotations.map(
          (one) => `${one.annotation_level} ${one.path}:${one.start_line} ${one.title}\n${one.message}`,
        ),
      ].join('\n\n'),
    ],
    [of('commit message'), words.commitMessage(phase)],
  ];
}

function said({ path, line, body }: { readonly path: string; readonly line: number; readonly body: string }): string {
  return `--- on ${path}:${line} ---\n${body}`;
}

describe('what people see of', () => {
  for (const name of readdirSync(CASES).sort()) {
    test(name.replace(/-/g, ' ').replace('.txt', ''), async () => {
      const written = readFileSync(`${CASES}${name}`, 'utf8');
      const { about, files, expected } = parseGolden(written);
      const followed = await follow(files);
      const { migration } = followed;
      const prior = { choices: followed.choices, turnedBack: [] };
      const plan = await planRepository({ reader: memoryReader(files), migration, phases: 'all', prior });
      const shown = Object.fromEntries([
        ...plan.phases.flatMap((phase) => shownOf(phase, followed)),
        ['tracking issue', renderTrackingIssue(plan, NO_TRACKING_STATE, { migration }).body],
      ]);
      if (process.env.UPDATE === '1') writeFileSync(`${CASES}${name}`, printGolden({ about, files, expected: shown }));
      else {
        const endings = (text: string) => `${text.trimEnd()}\n`;
        expect(Object.keys(shown)).toEqual(Object.keys(expected));
        for (const [what, text] of Object.entries(shown)) expect(endings(text)).toBe(endings(expected[what] ?? ''));
      }
      for (const [what, text] of Object.entries(shown)) {
        if (!/^pull request|^comment|^tracking/.test(what)) continue;
        expect(lengthOf(text)).toBeLessThanOrEqual(BODY_BUDGET + 400);
        expect([what, ...brokenBlocks(text)]).toEqual([what]);
        expect([what, ...harmIn(text)].filter((one) => !one.includes('mermaid'))).toEqual([what]);
      }
    }, 60_000);
  }
});

test('a golden file is read as it was printed', () => {
  const golden = { about: 'About.\n\n', files: { 'a.md': 'x\n\ny\n' }, expected: { 'pull request of p': 'z\n' } };
  expect(parseGolden(printGolden(golden))).toEqual(golden);
  expect(() => printGolden({ ...golden, files: { 'a.md': '<<<<<< x\n' } })).toThrow(/looks like a section/);
});
