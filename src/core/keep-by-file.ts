/** Reasons to keep a reference that need no look at its sentence: its file, a comment, what a person did before. */
import type { DecideFacts } from './decide-facts.js';
import { type Draft, draft } from './draft.js';
import { keepOwnInsertion } from './ensure/own-insertion.js';
import type { FileFault } from './format.js';
import type { Prior } from './history.js';
import type { Place } from './place.js';
import { placeInFile } from './place-in-file.js';
import type { ScannedFile } from './scan-file.js';
import type { FileKeepRule } from './scope.js';
import type { Suppression } from './suppression.js';

/** A rule and a reason that hold for a whole file. */
export interface WholeFile {
  readonly rule: string;
  readonly reason: string;
}

const FILE_REASONS: Readonly<Record<FileKeepRule, string>> = {
  'configured-ignore': 'the configuration of the repository ignores this file',
  'plan-file': 'the plan itself: it names old and new models on purpose',
  'hands-off': 'a person edits these files; it is only listed',
  'configured-keep': 'the configuration of the repository keeps this file',
  record: 'a record of what was: change logs and reviews stay as they were written',
  generated: 'a generated, vendored or lock file: change its source',
  fixture: 'fixture or sample data: its content is what it is tested with',
};
const UNREADABLE_REASONS = {
  binary: 'a binary file',
  'not-utf8': 'not valid UTF-8',
  symlink: 'a symbolic link: its target is a path',
  submodule: 'a submodule',
  'lfs-pointer': 'a pointer to a file in Git LFS',
  'too-large': 'larger than what is read',
} as const;

/** The reason to keep every reference of a file, if there is one. */
export function keepWholeFile(
  { file, fault }: { file: ScannedFile['file']; fault?: FileFault },
  facts: DecideFacts,
): WholeFile | undefined {
  if (file.unreadable !== undefined)
    return { rule: file.unreadable, reason: `${UNREADABLE_REASONS[file.unreadable]}; never edited` };
  if (facts.fileKeep !== undefined) {
    const { rule, reason } = facts.fileKeep;
    return { rule, reason: reason ?? FILE_REASONS[rule] };
  }
  if (fault !== undefined) return { rule: fault.rule, reason: fault.message };
  if (facts.section === undefined)
    return { rule: 'outside-every-phase', reason: 'no phase of the migration claims this file' };
  return undefined;
}

const SHIELD_REASONS: Readonly<Record<string, string>> = {
  'notebook-output': 'a saved output: it shows what the old model said',
  'notebook-attachment': 'an attachment of the notebook',
};

/** Kept because of the file, because its text is listed only, or because it is in a block of ours. */
export function keepByFile(place: Place, whole: WholeFile | undefined): Draft | undefined {
  if (whole !== undefined) return draft(place, 'keep', whole.rule, whole.reason);
  const shield = place.unit.shielded;
  return shield === undefined
    ? keepOwnInsertion(place)
    : draft(place, 'keep', shield, SHIELD_REASONS[shield] ?? 'metadata of the notebook');
}

/** Kept because a comment says so; the comment is added to `used`. */
export function keepBySuppression(
  place: Place,
  suppressions: readonly Suppression[],
  used: Set<Suppression>,
): Draft | undefined {
  const { reference } = place;
  const found = suppressions.find(
    (one) =>
      one.unit === reference.unit && one.covers.start <= reference.span.start && reference.span.end <= one.covers.end,
  );
  if (found === undefined) return undefined;
  used.add(found);
  return draft(
    place,
    'keep',
    'suppressed',
    found.reason === '' ? 'a comment says: cutover: keep' : `a comment says: cutover: keep — ${found.reason}`,
  );
}

/** Kept because a person turned the edit back. */
export function keepTurnedBack(place: Place, prior: Prior): Draft | undefined {
  const { context, reference, unit } = place;
  const back = prior.turnedBack.some(
    ({ path, surface, line }) =>
      path === context.file.path &&
      surface === reference.surface &&
      (line === undefined || line === placeInFile(context.file, unit, reference.span).line),
  );
  return back ? draft(place, 'keep', 'turned-back', 'a person turned this edit back') : undefined;
}
