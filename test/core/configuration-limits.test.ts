import { describe, expect, test } from '@jest/globals';
import { exceededLimits, type Publication } from '../../src/core/configuration-limits.js';

const publication: Publication = {
  counts: { changedFiles: 10, addedLines: 30, removedLines: 20 },
  open: 2,
  lastHour: 3,
  proposed: false,
};

describe('limits of a configuration', () => {
  test('none are exceeded where none are set, or where they are just met', () => {
    expect(exceededLimits({}, publication)).toEqual([]);
    const met = { changedFiles: 10, changedLines: 50, openPullRequests: 3, pullRequestsAnHour: 4 };
    expect(exceededLimits(met, publication)).toEqual([]);
  });

  test('every one that is exceeded is said, with the figures and what to do', () => {
    const limits = { changedFiles: 9, changedLines: 49, openPullRequests: 2, pullRequestsAnHour: 3 };
    expect(exceededLimits(limits, publication)).toEqual([
      "There would be 10 changed files; the configuration's limit (changed-files) is 9. Raise it, or keep or ignore some of the files.",
      "There would be 50 changed lines; the configuration's limit (changed-lines) is 49. Raise it, or keep or ignore some of the files.",
      "There would be 3 open pull requests; the configuration's limit (open-pull-requests) is 2. Merge or close one of them first, or raise it.",
      "There would be 4 pull requests in an hour; the configuration's limit (pull-requests-an-hour) is 3. Command the phase again in an hour, or raise it.",
    ]);
  });

  test('a pull request that is open already is brought up to date however many there are', () => {
    const limits = { openPullRequests: 1, pullRequestsAnHour: 1 };
    expect(exceededLimits(limits, { ...publication, proposed: true })).toEqual([]);
  });
});
