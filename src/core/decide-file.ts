/** Decides about all references of a file, in passes: classify each, propose each, reconcile the file. */
import { candidateNames } from './candidate-names.js';
import { KEEP_CLASSES } from './classes/index.js';
import type { DecideFacts } from './decide-facts.js';
import type { Decision } from './decision.js';
import { type Draft, draft } from './draft.js';
import type { Format } from './format.js';
import { keepByFile, keepBySuppression, keepTurnedBack, keepWholeFile } from './keep-by-file.js';
import { type FileContext, type Place, placeOf } from './place.js';
import { propose } from './propose.js';
import { reconcile } from './reconcile.js';
import type { ScannedFile } from './scan-file.js';
import { findSuppressions, type Suppression } from './suppression.js';

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
    siteAt: scanned.siteAt,
    codeAt: scanned.codeAt,
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
  const settled = whole === undefined ? reconcile(drafts, facts) : drafts;
  return {
    decisions: toDecisions(settled, scanned),
    unusedSuppressions: whole === undefined ? suppressions.filter((one) => !used.has(one)) : [],
  };
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
              format.splice(scanned.file, scanned.units[companion.unit] ?? place.unit, companion.span, companion.to),
            ),
          ]
        : [],
      group: group ?? `r${reference.index}`,
    };
  });
}
