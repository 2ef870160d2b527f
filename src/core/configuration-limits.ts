/** The limits of a repository's configuration, held against what a phase would do. */
import type { ConfiguredLimits } from './configuration.js';
import type { Counts } from './file-plan.js';

/** What publishing a phase would mean. */
export interface Publication {
  readonly counts: Pick<Counts, 'changedFiles' | 'addedLines' | 'removedLines'>;
  /** Pull requests of other phases that are open now. */
  readonly open: number;
  /** Pull requests that were opened in the last hour. */
  readonly lastHour: number;
  /** Whether the phase's own pull request is open already, so that no further one is opened. */
  readonly proposed: boolean;
}

/** Every limit that publishing would exceed, each as a sentence with its next step; none when it may be published. */
export function exceededLimits(limits: ConfiguredLimits, publication: Publication): readonly string[] {
  const { counts, open, lastHour, proposed } = publication;
  const opened = proposed ? 0 : 1;
  const checks: readonly (readonly [string, number | undefined, number, string, string])[] = [
    [
      'changed-files',
      limits.changedFiles,
      counts.changedFiles,
      'changed files',
      'Raise it, or keep or ignore some of the files.',
    ],
    [
      'changed-lines',
      limits.changedLines,
      counts.addedLines + counts.removedLines,
      'changed lines',
      'Raise it, or keep or ignore some of the files.',
    ],
    [
      'open-pull-requests',
      limits.openPullRequests,
      opened === 0 ? 0 : open + opened,
      'open pull requests',
      'Merge or close one of them first, or raise it.',
    ],
    [
      'pull-requests-an-hour',
      limits.pullRequestsAnHour,
      opened === 0 ? 0 : lastHour + opened,
      'pull requests in an hour',
      'Command the phase again in an hour, or raise it.',
    ],
  ];
  return checks.flatMap(([key, limit, amount, what, next]) =>
    limit === undefined || amount <= limit
      ? []
      : [`There would be ${amount} ${what}; the configuration's limit (${key}) is ${limit}. ${next}`],
  );
}
