/** The edits that rewrites need beside the names: made together, or a person is asked about all of them. */
import { candidateNames } from './candidate-names.js';
import { bareSize } from './companions/bare-size.js';
import type { CompanionMaker, FileRewrites, Need, Rewrite } from './companions/companion-maker.js';
import { downloadSize } from './companions/download-size.js';
import { embeddingDimension } from './companions/embedding-dimension.js';
import { halfRenamed } from './companions/half-renamed.js';
import { loaderClass } from './companions/loader-class.js';
import { packagePin } from './companions/package-pin.js';
import { toolParser } from './companions/tool-parser.js';
import { totalSize } from './companions/total-size.js';
import type { DecideFacts } from './decide-facts.js';
import type { Companion } from './decision.js';
import type { Draft } from './draft.js';

/** All makers, in order: those that may ask come first, those that build on other companions last. */
export const COMPANION_MAKERS: readonly CompanionMaker[] = [
  loaderClass,
  bareSize,
  halfRenamed,
  downloadSize,
  totalSize,
  embeddingDimension,
  toolParser,
  packagePin,
];

/** Gives every rewrite of a file the edits that it needs, and asks about those whose needs cannot be met. Order and number stay. */
export function addCompanions(drafts: readonly Draft[], facts: DecideFacts): readonly Draft[] {
  let current = drafts;
  for (const maker of COMPANION_MAKERS) {
    const file = fileRewrites(current, facts);
    if (file === undefined) return current;
    for (const need of maker.make(file)) current = meet(current, need, facts);
  }
  return current;
}

function fileRewrites(drafts: readonly Draft[], facts: DecideFacts): FileRewrites | undefined {
  const context = drafts[0]?.place.context;
  const rewrites = drafts.flatMap(({ outcome, reference, place, target: id, role, to }): readonly Rewrite[] => {
    const old = facts.targets.models.get(reference.models[0] ?? '');
    const target = facts.targets.models.get(id ?? '');
    if (outcome !== 'rewrite' || old === undefined || target === undefined || role === undefined || to === undefined)
      return [];
    return [{ index: reference.index, place, old, target, role, to }];
  });
  return context === undefined || rewrites.length === 0 ? undefined : { rewrites, drafts, context, facts };
}

function meet(drafts: readonly Draft[], need: Need, facts: DecideFacts): readonly Draft[] {
  const concerned = new Set(need.for);
  switch (need.kind) {
    case 'doubt':
      return drafts.map((draft) => (concerned.has(draft.reference.index) ? ask(draft, need, facts) : draft));
    case 'remark':
      return drafts.map((draft) =>
        concerned.has(draft.reference.index) ? { ...draft, evidence: [...draft.evidence, { text: need.text }] } : draft,
      );
    case 'edits':
      return attach(drafts, concerned, need.companions);
    default: {
      const never: never = need;
      return never;
    }
  }
}

function ask(draft: Draft, need: Need & { readonly kind: 'doubt' }, facts: DecideFacts): Draft {
  const { to: _to, target, companions: _companions, ...rest } = draft;
  return {
    ...rest,
    outcome: 'ask',
    rule: need.rule,
    reason: need.reason,
    candidates: candidateNames(draft.place, facts),
    ...(need.rule === 'class' && target !== undefined ? { target } : {}),
    ...(need.group === undefined ? {} : { group: need.group }),
  };
}

/** Hangs edits on the first of the rewrites that need them, and makes all of these one group. */
function attach(
  drafts: readonly Draft[],
  concerned: ReadonlySet<number>,
  companions: readonly Companion[],
): readonly Draft[] {
  const shared = new Set(concerned);
  const fresh = companions.filter((companion) => {
    const holder = drafts.find((draft) => draft.companions?.some((one) => overlaps(one, companion)));
    if (holder === undefined) return !drafts.some((draft) => draft.outcome === 'rewrite' && isOn(draft, companion));
    if (holder.companions?.some((one) => isEqual(one, companion))) shared.add(holder.reference.index);
    return false;
  });
  const members = drafts.filter((draft) => shared.has(draft.reference.index));
  const [first] = members;
  if (first === undefined || (fresh.length === 0 && members.length === concerned.size)) return drafts;
  const groups = new Set(members.map(groupOf));
  const group = members.length === 1 ? first.group : groupOf(first);
  return drafts.map((draft) => {
    const joined = groups.has(groupOf(draft)) && group !== undefined ? { ...draft, group } : draft;
    return draft === first ? { ...joined, companions: [...(draft.companions ?? []), ...fresh] } : joined;
  });
}

/** The group that a draft stands and falls with: its own where it was given none. */
function groupOf({ group, reference }: Draft): string {
  return group ?? `r${reference.index}`;
}

function overlaps(a: Companion, b: Companion): boolean {
  return a.unit === b.unit && a.span.start < b.span.end && b.span.start < a.span.end;
}

function isEqual(a: Companion, b: Companion): boolean {
  return a.unit === b.unit && a.span.start === b.span.start && a.span.end === b.span.end && a.to === b.to;
}

function isOn({ reference }: Draft, { unit, span }: Companion): boolean {
  return reference.unit === unit && reference.span.start < span.end && span.start < reference.span.end;
}
