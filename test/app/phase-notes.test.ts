import { describe, expect, test } from '@jest/globals';
import { phaseNotes } from '../../src/app/phase-notes.js';
import type { PublishedPhase } from '../../src/github/publish-phase.js';
import { phasePlan } from './fake-desk.js';

const SMALL = { changedFiles: 2, addedLines: 4, removedLines: 4 };
const PUBLISHED: PublishedPhase = {
  summary: '',
  changed: true,
  plan: phasePlan(4),
  replaced: [],
  branch: 'cutover/2025-tier-1/phase-4',
  pullRequest: { number: 2, url: 'https://github.example/octo/course/pull/2', outcome: 'created' },
};

describe('what a person is told about a published phase', () => {
  test('nothing about an ordinary one', () => {
    expect(phaseNotes({ ...PUBLISHED, commit: { sha: 'a', verified: true } }, SMALL)).toEqual([]);
    expect(phaseNotes(undefined, SMALL)).toEqual([]);
  });

  test('that GitHub does not call the commit verified', () => {
    expect(phaseNotes({ ...PUBLISHED, commit: { sha: 'a', verified: false } }, SMALL)).toEqual([
      expect.stringContaining('not show the commit as verified'),
    ]);
  });

  test.each([
    ['more files', { changedFiles: 301, addedLines: 301, removedLines: 301 }, '301 changed files'],
    ['more lines', { changedFiles: 1, addedLines: 10_001, removedLines: 10_000 }, '20,001 changed lines'],
  ])('that it has %s than GitHub shows, and where all are shown', (_, counts, said) => {
    const [note] = phaseNotes(PUBLISHED, counts);
    expect(note).toContain(said);
    expect(note).toContain('cutover plan --format html');
  });
});
