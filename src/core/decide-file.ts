/** Decides about all references of a file, in passes: classify each, propose each, reconcile the file. */

import { type ChoiceFacts, type Chosen, chooseTarget } from './choose-target.js';
import { KEEP_CLASSES } from './classes/index.js';
import type { Companion, Decision, Evidence } from './decision.js';
import type { FileFault, Format } from './format.js';
import type { Prior } from './history.js';
import type { Migration, Role, Section } from './migration.js';
import type { ModelId } from './model.js';
import { codeAround, type FileContext, type Place, placeOf } from './place.js';
import { reconcile } from './reconcile.js';
import type { Reference } from './reference.js';
import { findRole } from './role.js';
import type { ScannedFile } from './scan-file.js';
import type { FileKeep } from './scope.js';
import { findDanglingSize } from './shorthand.js';
import { findSuppressions, type Suppression } from './suppression.js';
import { registryName, targetName } from './target-name.js';

/** What deciding needs besides the file: everything that crosses files is handed in. */
export interface DecideFacts extends ChoiceFacts {
  readonly migration: Migration;
  readonly section?: Section;
  /** A reason to keep the whole file, from the migration's globs. */
  readonly fileKeep?: FileKeep;
  readonly prior: Prior;
}

/** A decision on one reference before its edits are made. */
export interface Draft {
  readonly reference: Reference;
  readonly place: Place;
  readonly outcome: 'rewrite' | 'keep' | 'ask';
  readonly rule: string;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly candidates: readonly string[];
  readonly role?: Role;
  readonly target?: ModelId;
  readonly to?: string;
  readonly group?: string;
  readonly companions?: readonly Companion[];
}

/** What was decided, and the suppression comments that nothing needed. */
export interface DecidedReferences {
  readonly decisions: readonly Decision[];
  readonly unusedSuppressions: readonly Suppression[];
}

/** Decides a scanned file. */
export function decideFile(scanned: ScannedFile, facts: DecideFacts): DecidedReferences {
  const context: FileContext = {
    file: scanned.file,
    units: scanned.units,
    references: scanned.references,
    lookAlikes: scanned.lookAlikes,
    migration: facts.migration,
    ...(facts.section === undefined ? {} : { section: facts.section }),
  };
  const whole = keepWholeFile(scanned, facts);
  const suppressions = scanned.units.flatMap(findSuppressions);
  const used = new Set<Suppression>();
  const drafts = scanned.references.map((reference) => {
    const place = placeOf(reference, context);
    return (
      keepByFile(place, whole) ??
      keepBySuppression(place, suppressions, used) ??
      keepTurnedBack(place, facts.prior) ??
      classify(place, facts) ??
      propose(place, facts)
    );
  });
  const settled = whole === undefined ? reconcile(drafts) : drafts;
  return {
    decisions: toDecisions(settled, scanned),
    unusedSuppressions: whole === undefined ? suppressions.filter((one) => !used.has(one)) : [],
  };
}

/** A rule and a reason that hold for a whole file. */
interface WholeFile {
  readonly rule: string;
  readonly reason: string;
}

const FILE_REASONS: Readonly<Record<FileKeep, string>> = {
  'plan-file': 'the plan itself: it names old and new models on purpose',
  'hands-off': 'a person edits these files; it is only listed',
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

function keepWholeFile(
  { file, fault }: { file: ScannedFile['file']; fault?: FileFault },
  facts: DecideFacts,
): WholeFile | undefined {
  if (file.unreadable !== undefined)
    return { rule: file.unreadable, reason: `${UNREADABLE_REASONS[file.unreadable]}; never edited` };
  if (facts.fileKeep !== undefined) return { rule: facts.fileKeep, reason: FILE_REASONS[facts.fileKeep] };
  if (fault !== undefined) return { rule: fault.rule, reason: fault.message };
  if (facts.section === undefined)
    return { rule: 'outside-every-phase', reason: 'no phase of the migration claims this file' };
  return undefined;
}

function draft(place: Place, outcome: 'keep' | 'ask', rule: string, reason: string, more: Partial<Draft> = {}): Draft {
  return { reference: place.reference, place, outcome, rule, reason, evidence: [], candidates: [], ...more };
}

const SHIELD_REASONS: Readonly<Record<string, string>> = {
  'notebook-output': 'a saved output: it shows what the old model said',
  'notebook-attachment': 'an attachment of the notebook',
};

function keepByFile(place: Place, whole: WholeFile | undefined): Draft | undefined {
  if (whole !== undefined) return draft(place, 'keep', whole.rule, whole.reason);
  const shield = place.unit.shielded;
  return shield === undefined
    ? undefined
    : draft(place, 'keep', shield, SHIELD_REASONS[shield] ?? 'metadata of the notebook');
}

function keepBySuppression(
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

function keepTurnedBack(place: Place, prior: Prior): Draft | undefined {
  const back = prior.turnedBack.some(
    (one) => one.path === place.context.file.path && one.surface === place.reference.surface,
  );
  return back ? draft(place, 'keep', 'turned-back', 'a person turned this edit back') : undefined;
}

function classify(place: Place, facts: DecideFacts): Draft | undefined {
  for (const one of KEEP_CLASSES) {
    const verdict = one.check(place);
    if (verdict === undefined) continue;
    const { outcome, reason, evidence = [], group } = verdict;
    const candidates = outcome === 'ask' ? candidateNames(place, facts) : [];
    return draft(place, outcome, one.name, reason, { evidence, candidates, ...(group === undefined ? {} : { group }) });
  }
  return undefined;
}

/** The names a person may choose from: the row's candidates in the reference's own form, the role's first one first. */
function candidateNames(place: Place, facts: DecideFacts): readonly string[] {
  const { reference } = place;
  const old = reference.models[0] ?? defaultOfFamily(place);
  if (old === undefined) return [];
  const role = findRole(place).role;
  const chosen = chooseTarget(old, role, facts);
  const row = facts.targets.rows.get(old);
  const models = [chosen?.model.id, ...(row?.to.map((candidate) => candidate.model) ?? [])];
  const names = [...new Set(models)].flatMap((id) => {
    const model = id === undefined ? undefined : facts.targets.models.get(id);
    if (model === undefined) return [];
    const named = targetName(reference, model);
    return named.ok ? [named.name] : (named.offer ?? []);
  });
  return [...new Set(names)];
}

function defaultOfFamily({ reference, context }: Place): ModelId | undefined {
  return context.migration.catalogue.models.find((model) => model.family === reference.family && model.side === 'old')
    ?.id;
}

function propose(place: Place, facts: DecideFacts): Draft {
  const { reference } = place;
  const found = findRole(place);
  const old = reference.models[0];
  const chosen = old === undefined ? undefined : chooseTarget(old, found.role, facts);
  const candidates = candidateNames(place, facts);
  const base = { evidence: [found.evidence, ...(chosen?.evidence ?? [])], candidates, role: found.role };
  if (chosen === undefined)
    return draft(place, 'ask', 'no-target', 'the migration has no target for this form of the name', base);
  const named = targetName(reference, chosen.model);
  if (!named.ok) return askForName(place, named.missing, named.offer, chosen, base);
  if (reference.models.some((model) => targetOf(facts, model, found.role) !== chosen.model.id)) {
    return draft(place, 'ask', 'shorthand', 'one name for several models that get different targets', base);
  }
  const more = companionsOf(place, chosen, facts, found.role);
  if (more === undefined)
    return draft(
      place,
      'ask',
      'shorthand',
      'a bare size beside the name means another model, which gets the same target or none',
      base,
    );
  const loader = classConflict(place, chosen);
  if (loader !== undefined) return draft(place, 'ask', 'class', loader, { ...base, target: chosen.model.id });
  return {
    reference,
    place,
    outcome: 'rewrite',
    rule: reference.strength === 'exact' ? 'exact-id' : 'prose-name',
    reason: rewriteReason(place, chosen),
    ...base,
    candidates: [],
    target: chosen.model.id,
    to: named.name,
    companions: more,
  };
}

/** The edits that the rewrite of a name needs beside it; undefined where one of them cannot be made. */
function companionsOf(place: Place, chosen: Chosen, facts: DecideFacts, role: Role): readonly Companion[] | undefined {
  const size = findDanglingSize(place);
  if (size === undefined) return [];
  const other = chooseTarget(size.model, role, facts);
  if (other === undefined || other.model.id === chosen.model.id) return undefined;
  const named = targetName({ ...place.reference, models: [size.model], form: 'default' }, other.model);
  if (!named.ok) return undefined;
  const reason = `stands for ${size.model} beside the renamed ${place.reference.surface}`;
  return [
    { unit: place.unit.index, span: size.span, surface: size.surface, to: named.name, rule: 'shorthand', reason },
  ];
}

function targetOf(facts: DecideFacts, model: ModelId, role: Role): ModelId | undefined {
  return chooseTarget(model, role, facts)?.model.id;
}

function rewriteReason(place: Place, { row, candidate }: Chosen): string {
  const where = place.runs
    ? 'an id that a program resolves'
    : place.reference.strength === 'exact'
      ? 'an id in the text'
      : 'a sized name beside rewritten ids';
  return `${where}; row “${row.category}” of the matrix${candidate.caution === undefined ? '' : ` (${candidate.caution})`}`;
}

function askForName(
  place: Place,
  missing: 'tag' | 'base' | 'registry',
  offer: string | undefined,
  { model }: Chosen,
  base: Partial<Draft>,
): Draft {
  const name = model.display[0] ?? model.id;
  const candidates = offer === undefined ? (base.candidates ?? []) : [...new Set([offer, ...(base.candidates ?? [])])];
  switch (missing) {
    case 'tag':
      return draft(place, 'ask', 'tag-without-counterpart', `a quantised or variant form that ${name} does not have`, {
        ...base,
        candidates,
      });
    case 'base':
      return draft(place, 'ask', 'no-base-checkpoint', `a base checkpoint; ${name} has none`, { ...base, candidates });
    case 'registry':
      return draft(
        place,
        'ask',
        'target-name-unresolvable',
        `${name} has no name in this registry that is known to resolve`,
        { ...base, candidates },
      );
    default: {
      const never: never = missing;
      return never;
    }
  }
}

/** Classes that load any model of their kind. */
const GENERIC_LOADER =
  /^(?:Auto\w+|pipeline|LLM|AsyncLLMEngine|SentenceTransformer|CrossEncoder|DiffusionPipeline|snapshot_download|hf_hub_download|FastLanguageModel|ChatHuggingFace|HuggingFace\w+)$/;

/** The id is loaded through a class that is made for the old model and cannot load the new one. */
function classConflict(place: Place, { model }: Chosen): string | undefined {
  const { python, reference, context } = place;
  if (python === undefined || reference.registry !== 'huggingface') return undefined;
  const called = python.use.callee?.split('.').find((part) => /^[A-Z]/.test(part));
  const loader = called ?? classInUse(place);
  const needed = model.loaderClass?.value;
  if (loader === undefined || needed === undefined || GENERIC_LOADER.test(loader) || needed.includes(loader))
    return undefined;
  const family = context.migration.catalogue.families.find((one) => one.id === reference.family);
  const own = context.migration.catalogue.models
    .filter((one) => one.family === reference.family)
    .some((one) => one.loaderClass?.value.includes(loader) === true);
  if (!own && family?.notNames.includes(loader) !== true) return undefined;
  return `loaded through \`${loader}\`, which cannot load ${model.display[0] ?? model.id}: use \`${needed}\` and check the arguments of every call`;
}

/** How far a class may stand from an id in a script to be taken for its loader, in characters. */
const CLASS_REACH = 20_000;

/** A class of the old family in the code around an id that is kept in a variable: the id may flow into it. */
function classInUse(place: Place): string | undefined {
  const { reference, context, unit } = place;
  const own =
    unit.cell !== undefined ? context.units.map((one) => one.text).join('\n') : codeAround(place, CLASS_REACH);
  return context.lookAlikes.find(
    (one) => one.family === reference.family && one.why === 'class-name' && own.includes(one.surface),
  )?.surface;
}

/** The plain name of the chosen model in a registry, for warnings and candidates. */
export function plainName(
  facts: DecideFacts,
  model: ModelId,
  registry: NonNullable<Reference['registry']>,
): string | undefined {
  const found = facts.targets.models.get(model);
  return found === undefined ? undefined : registryName(found, registry);
}

function toDecisions(drafts: readonly Draft[], scanned: ScannedFile): readonly Decision[] {
  return drafts.map((one) => {
    const { reference, place, outcome, rule, reason, evidence, candidates, role, target, to, group } = one;
    const format: Format = scanned.format;
    const rewrites = outcome === 'rewrite' && to !== undefined;
    return {
      references: [reference.index],
      outcome,
      rule,
      reason,
      evidence,
      ...(role === undefined ? {} : { role }),
      ...(rewrites ? { to: [to] } : {}),
      ...(target === undefined ? {} : { target }),
      candidates,
      companions: rewrites ? (one.companions ?? []) : [],
      edits: rewrites
        ? [
            ...format.splice(scanned.file, place.unit, reference.span, to),
            ...(one.companions ?? []).flatMap((companion) =>
              format.splice(scanned.file, place.unit, companion.span, companion.to),
            ),
          ]
        : [],
      group: group ?? `r${reference.index}`,
    };
  });
}
