/** What people write in a migration file, key by key. Long because it is a table: every key carries its description. */
import { z } from 'zod';
import { ROLES } from './migration.js';
import { globFault } from './migration-glob.js';

/** Entries of a list, and characters of a text. A migration may stand in a repository that nobody knows, so nothing is without end. */
const MOST_ENTRIES = 500;
const MOST_CHARACTERS = 10_000;

/** Phases of a migration: a command names one by at most two digits. */
const MOST_PHASES = 99;

function list<T extends z.ZodType>(item: T, most = MOST_ENTRIES) {
  return z.array(item).max(most, `there are at most ${most} entries in a list`);
}

const text = z.string().min(1).max(MOST_CHARACTERS, `a text has at most ${MOST_CHARACTERS} characters`);
const texts = list(text);
const id = z
  .string()
  .max(60, 'an id has at most 60 characters')
  .regex(
    /^[a-z0-9][a-z0-9.-]*$/,
    'an id has lower-case letters, digits, dots and hyphens and begins with a letter or digit',
  );

const glob = z.string().superRefine((value, context) => {
  const fault = globFault(value);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});
const globs = list(glob);

const roles = z
  .union([list(z.enum(ROLES)).min(1), z.literal('any')])
  .describe('The roles it is offered for, or `any`. The first candidate that has the role of a place is taken.');

const candidate = z.strictObject({
  model: text.describe('A new model of the catalogue.'),
  roles,
  caution: text.optional().describe('What a reviewer must know when this candidate is taken.'),
});

const row = z.strictObject({
  id: id.describe('Stable name of the row.'),
  category: text.describe("The plan's category."),
  plan: z
    .strictObject({
      old: text.describe('The cell of the old model.'),
      new: text.describe('The cell of the new model.'),
      capabilities: text.describe('The cell of the capabilities.'),
      notes: text.describe('The cell of the notes.'),
    })
    .describe("The plan's own cells, word for word."),
  from: texts.describe('Old models of the catalogue; empty for a row that only brings a new one.'),
  to: list(candidate).min(1).describe('New models of the catalogue that may take their place, in order of preference.'),
});

const insertion = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('pull-line').describe('A command that downloads the models.'),
      models: texts.min(1).describe('Models to download.'),
      primary: z.boolean().optional().describe('Whether they come first and are called primary.'),
    }),
    z.strictObject({
      kind: z.literal('table-row').describe('A row in an existing table.'),
      models: texts.min(1).describe('Models, one row each.'),
      heading: text.describe('The heading over the table; the nearest that fits is taken.'),
    }),
    z.strictObject({
      kind: z.literal('capability-matrix').describe('A table of what models can do, built from the catalogue.'),
      models: texts.min(1).describe('Models, one row each.'),
      heading: text.describe('The heading under which it goes; the nearest that fits is taken.'),
    }),
    z.strictObject({
      kind: z
        .literal('reasoning-comparison')
        .describe("The plan's comparison of reasoning models, with the catalogue's facts."),
      heading: text.describe('The heading under which it goes; the nearest that fits is taken.'),
    }),
    z.strictObject({
      kind: z.literal('note').describe('A note in the words given here.'),
      id: id.describe('Names the note, so that a second run finds it again.'),
      text: text.describe('Markdown.'),
      heading: text.describe('The heading under which it goes; the nearest that fits is taken.'),
    }),
  ])
  .describe('What is added. If the file says it already, nothing is.');

const itemText = text.describe("The bullet in the plan's words.");
const itemId = id.optional().describe('Stable name; without it the section and the place in its list: `4.5/2`.');
const files = globs
  .optional()
  .describe("Which files of the section's scope it speaks of, relative to the section's folder; all without it.");

const item = z
  .discriminatedUnion('met-by', [
    z.strictObject({
      id: itemId,
      text: itemText,
      'met-by': z.literal('rewrite').describe('Met when all rewrites of its scope are done and verified.'),
      files,
      models: texts.optional().describe('Which old models it speaks of; all without it.'),
    }),
    z.strictObject({
      id: itemId,
      text: itemText,
      'met-by': z.literal('insertion').describe('Met when what it adds is there.'),
      files,
      insert: insertion,
    }),
    z.strictObject({
      id: itemId,
      text: itemText,
      'met-by': z.literal('report').describe('Met when nothing is found; else the places are listed.'),
      files,
      'look-for': texts.optional().describe('Words to look for, in any case; the names of old models without it.'),
    }),
    z.strictObject({
      id: itemId,
      text: itemText,
      'met-by': z.literal('person').describe('Only a person can tell.'),
    }),
  ])
  .describe('One bullet.');

const scope = z
  .strictObject({
    include: globs.min(1).describe('Globs of the files it claims. Dot files match.'),
    exclude: globs.optional().describe('Globs of files that it leaves to others.'),
  })
  .describe('Which files belong here. A file belongs to the first section that claims it.');

const section = z.strictObject({
  id: id.describe("The plan's number, or a name for a section that the plan does not have. Unique in the migration."),
  title: text.describe("The plan's title."),
  mark: text.optional().describe("The plan's mark beside the title."),
  folder: text
    .optional()
    .describe('The folder as the plan names it; looked for by number and title when it is not there.'),
  scope,
  role: z.enum(ROLES).optional().describe('What models do here, for places that show no other evidence.'),
  subjects: z
    .strictObject({
      models: texts.min(1).describe('Old models that are taught about here; their names stay.'),
      reason: text.describe('Why, for the ledger.'),
    })
    .optional()
    .describe('Models that are the subject of the section.'),
  checklist: list(item).optional().describe("The plan's bullets."),
});

const phase = z.strictObject({
  number: z.int().min(1).describe('1, 2, 3 and so on without gaps.'),
  title: text.describe("The plan's title."),
  priority: text.optional().describe("The plan's words in brackets behind the title."),
  lead: text.optional().describe("The plan's sentence before the bullets."),
  checklist: list(item).optional().describe('Bullets of the whole phase.'),
  'repeat-for-notebooks': z
    .boolean()
    .optional()
    .describe('Whether these bullets are repeated for the notebooks that other phases claim.'),
  sections: list(section).min(1).describe('Sections in order; the first that claims a file owns it.'),
});

const table = z.strictObject({
  header: texts.min(1).describe('Cells of the header.'),
  rows: list(texts).describe('Cells of each row.'),
});

const pattern = z.strictObject({
  id: id.describe('Stable name.'),
  title: text.describe("The plan's title."),
  language: text.describe('Language of the code.'),
  notes: texts.optional().describe('Comments before the code.'),
  'old-label': text.optional().describe('Words in brackets beside OLD.'),
  old: texts.min(1).describe('Lines of the old code.'),
  new: list(
    z.strictObject({
      label: text.optional().describe('Words in brackets beside NEW, or "or".'),
      code: texts.min(1).describe('Lines of the new code.'),
    }),
  )
    .min(1)
    .describe('The new code, one entry a variant.'),
});

const execution = z.strictObject({
  title: text.describe("The plan's title."),
  items: list(
    z.strictObject({
      text: itemText,
      'met-by': z
        .enum(['backup', 'tracking-issue', 'registries', 'phase', 'checks', 'links', 'commit', 'push', 'person'])
        .describe('What ticks it.'),
      phase: z.int().min(1).optional().describe('Number of the phase, for `met-by: phase`.'),
    }),
  )
    .min(1)
    .describe('Its lines.'),
});

const planError = z.strictObject({
  id: id.describe('Stable name.'),
  says: text.describe('What the plan says, and where.'),
  finding: text.describe('What is so.'),
  instead: text.optional().describe('What is done instead.'),
  sources: texts.min(1).describe("Keys of the catalogue's `sources`."),
});

/** A migration as people write it. */
export const MIGRATION_SCHEMA = z.strictObject({
  id: id.describe('Name of the migration, as in its file name and in branch names.'),
  title: text.describe("The plan's title."),
  overview: text.describe('What it is for, in a sentence or two.'),
  'plan-files': globs.min(1).describe('Paths of the plan in the repository; never touched.'),
  records: globs.describe('Globs of change logs and reviews; they stay as they were written.'),
  fixtures: globs.describe('Globs of sample data; never touched.'),
  generated: globs.describe('Globs of generated and vendored files and lock files; never touched.'),
  'hands-off': globs.describe('Globs of files that only a person may edit; their places are listed.'),
  matrix: list(row).min(1).describe('Which models are replaced by which.'),
  'capability-reference': table.describe("The plan's table, word for word."),
  phases: list(phase, MOST_PHASES).min(1).describe('Phases; each becomes one pull request.'),
  patterns: list(pattern).optional().describe("The plan's examples of old and new code."),
  'critical-notes': list(
    z.strictObject({
      title: text.describe("The plan's title."),
      lead: text.describe('The sentence before the notes.'),
      items: texts.min(1).describe('The notes.'),
    }),
  )
    .optional()
    .describe("The plan's warnings."),
  'reasoning-comparison': table.optional().describe("The plan's comparison of reasoning models, word for word."),
  impact: table.optional().describe("The plan's estimate, word for word."),
  covers: texts.optional().describe("The plan's summary of what it covers."),
  approval: text.describe('Who or what must agree before anything changes.'),
  execution: list(execution).optional().describe("The plan's execution checklist."),
  'plan-errors': list(planError).optional().describe('Where the plan errs, misleads or leaves a gap.'),
});

export type WrittenMigration = z.infer<typeof MIGRATION_SCHEMA>;
export type WrittenPhase = z.infer<typeof phase>;
export type WrittenSection = z.infer<typeof section>;
export type WrittenItem = z.infer<typeof item>;
export type WrittenInsertion = z.infer<typeof insertion>;
