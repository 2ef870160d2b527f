/** What people write in `.github/cutover.yml`, key by key. Every key carries its description. */
import { z } from 'zod';
import { configuredGlobFault } from './configuration-glob.js';

const MOST_ENTRIES = 500;

function words(most: number, what: string) {
  return z.string().min(1).max(most, `${what} has at most ${most} characters`);
}

/** A whole number; what is larger is no limit. */
function count() {
  return z.int().min(1).max(1_000_000, 'a limit is at most 1000000');
}

function list<T extends z.ZodType>(item: T, most: number, what: string) {
  return z.array(item).max(most, `there are at most ${most} ${what}`);
}

const glob = z.string().superRefine((value, context) => {
  const fault = configuredGlobFault(value);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});
const globs = list(glob, MOST_ENTRIES, 'globs in a list');
const model = words(100, 'the name of a model');
const phase = z.union([words(40, 'a phase'), z.int().min(1)]);

const choice = z.strictObject({
  model: model.describe('An old model, by its id in the catalogue.'),
  take: model.describe('The new model, one of the candidates that the migration offers for the old one.'),
  paths: globs.min(1).optional().describe('Globs of the files that it holds for; all without it.'),
  phase: phase.optional().describe('The phase that it holds for, `phase-4` or `4`; all without it.'),
});

const keep = z.strictObject({
  paths: globs.min(1).describe('Globs of the files.'),
  reason: words(200, 'a reason').describe('Why, for the report and the pull request.'),
});

const added = z.strictObject({
  paths: globs.min(1).describe('Globs of files that the phase claims besides, whatever the migration says of them.'),
  section: words(40, 'a section')
    .optional()
    .describe("The section that they are added to, by its id; the phase's last one without it."),
});

const login = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?$/, 'a login is written as on GitHub, without @');
const team = z
  .string()
  .regex(/^[a-z0-9_](?:[a-z0-9_.-]{0,98}[a-z0-9_])?$/, 'a team is written as in its address, without its organisation');
const bot = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9_])?(?:\[bot\])?$/,
    'a bot is written as in its commits: "pre-commit-ci[bot]"',
  );

const limits = z.strictObject({
  'changed-files': z
    .int()
    .min(1)
    .max(3000, 'GitHub shows at most 3000 files of a pull request')
    .optional()
    .describe(
      'Files that one pull request may change. A phase that would change more is not published, and its answer says so.',
    ),
  'changed-lines': count().optional().describe('Lines that one pull request may add and remove together.'),
  'open-pull-requests': count().optional().describe('Phases whose pull requests may be open at the same time.'),
  'pull-requests-an-hour': count().optional().describe('Pull requests that may be opened in an hour.'),
});

/** A configuration as people write it. */
export const CONFIGURATION_SCHEMA = z.strictObject({
  migration: words(300, 'the name of a migration')
    .optional()
    .describe(
      'The migration: the id of one that comes with Cutover, or the path of a file in this repository, ending in `.yml` or `.yaml`.',
    ),
  choose: list(choice, MOST_ENTRIES, 'choices')
    .optional()
    .describe(
      'Other candidates than the first. Of several entries for a model that hold for a file, the one with `paths` is taken before the one with `phase`, that before the one with neither; among equals the first.',
    ),
  keep: list(keep, MOST_ENTRIES, 'entries to keep')
    .optional()
    .describe('Files that stay as they are. Their references are listed as kept, with the reason given here.'),
  ignore: globs
    .optional()
    .describe('Globs of files that belong to no phase: their references are counted, and neither asked nor listed.'),
  phases: z.record(z.string().min(1), added).optional().describe('Files that phases claim besides, by phase.'),
  labels: list(words(50, 'a label'), 20, 'labels')
    .optional()
    .describe(
      'Labels of the pull requests, put on when they are opened. None is made: one that the repository does not have is reported.',
    ),
  reviewers: list(login, 15, 'reviewers')
    .optional()
    .describe(
      'Logins of people whose review is asked for when a pull request is opened. Who has no access to the repository is reported.',
    ),
  'team-reviewers': list(team, 15, 'teams')
    .optional()
    .describe(
      'Slugs of teams whose review is asked for when a pull request is opened. One without access to the repository is reported.',
    ),
  draft: z.boolean().optional().describe('Whether pull requests are opened as drafts; they are not without it.'),
  'fail-on-critical-warnings': z
    .boolean()
    .optional()
    .describe(
      'Whether the check run of a phase fails while critical warnings are open; it ends neutral without it, which stops no merge.',
    ),
  'commit-message': words(200, 'the first line of a commit message')
    .regex(/^[^\r\n]*$/, 'it is one line')
    .optional()
    .describe(
      'First line of the commit message, with the placeholders `{phase}` (`phase-4`), `{title}` (the title of the phase) and `{migration}` (the id of the migration). What was changed follows below it.',
    ),
  'formatter-bots': list(bot, 20, 'bots')
    .optional()
    .describe(
      "Logins of bots that format commits, such as `pre-commit-ci[bot]`. Their commits on a phase's branch do not count as somebody's work: they stay while nothing else is new, and a new plan takes their place.",
    ),
  limits: limits
    .optional()
    .describe('Beyond these a phase is not published; its answer says which, and by how much. The app holds them.'),
});

export type WrittenConfiguration = z.infer<typeof CONFIGURATION_SCHEMA>;
