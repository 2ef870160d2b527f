/**
 * What the decisions of a file do to one another: a list that would name one model twice keeps its old side, a prose name follows its
 * ids or is asked, and nothing is left half renamed.
 */
import { keepCollapses } from './collapse.js';
import { addCompanions } from './companions.js';
import type { DecideFacts } from './decide-facts.js';
import type { Draft } from './draft.js';
import { linesAround, lineWithoutNames } from './place.js';
import { propose } from './propose.js';
import { findRole, type RoleFinding } from './role.js';

/** Settles the drafts of one file. Order and number stay. */
export function reconcile(drafts: readonly Draft[], facts: DecideFacts): readonly Draft[] {
  return askProseWithoutIds(addCompanions(keepCollapses(followOwnRole(drafts, facts), facts), facts));
}

/**
 * A place that shows no role follows the others of its model, where all that do show one role: what a file pulls is what it runs, and a
 * lab that trains a model speaks of that one.
 */
function followOwnRole(drafts: readonly Draft[], facts: DecideFacts): readonly Draft[] {
  const shown = new Map<string, Map<string, RoleFinding>>();
  const counts = new Map<string, { shown: number; silent: number }>();
  for (const { outcome, reference, place } of drafts) {
    if (outcome !== 'rewrite') continue;
    const found = findRole(place);
    for (const model of reference.models) {
      const count = counts.get(model) ?? { shown: 0, silent: 0 };
      counts.set(model, count);
      if (isSilent(found)) count.silent++;
      else {
        count.shown++;
        shown.set(model, (shown.get(model) ?? new Map()).set(found.role, found));
      }
    }
  }
  return drafts.map((draft) => {
    const model = draft.reference.models[0] ?? '';
    const [only, ...others] = shown.get(model)?.values() ?? [];
    if (draft.outcome !== 'rewrite' || only === undefined || others.length > 0 || !isSilent(findRole(draft.place)))
      return draft;
    const { shown: some = 0, silent = 0 } = counts.get(model) ?? {};
    if (!LEADS.has(only.role) && silent > some) return draft;
    const evidence = {
      ...only.evidence,
      text: `the file uses the model in one way: elsewhere it ${only.evidence.text}`,
    };
    return propose(draft.place, facts, { ...only, evidence });
  });
}

/** Roles that a single place shows for its whole file: what is trained or given tools is what the file is about. */
const LEADS: ReadonlySet<string> = new Set(['training', 'agent', 'embedding', 'vision', 'ocr', 'image']);

/** Whether a place shows no role: none at all, or what its section declares of every place. */
function isSilent({ source, role, isDefault }: RoleFinding): boolean {
  return source === 'none' || (source === 'section' && role === 'general' && isDefault === true);
}

/** A sized prose name is rewritten only when ids of its model in the file are, to one target, and no figure stands beside it. */
function askProseWithoutIds(drafts: readonly Draft[]): readonly Draft[] {
  const targets = new Map<string, Set<string>>();
  for (const { outcome, reference, target } of drafts) {
    if (outcome !== 'rewrite' || reference.strength !== 'exact' || target === undefined) continue;
    for (const model of reference.models) targets.set(model, (targets.get(model) ?? new Set()).add(target));
  }
  const ids = new Map<string, Draft[]>();
  for (const one of drafts) {
    if (one.outcome !== 'rewrite' || one.reference.strength !== 'exact') continue;
    ids.set(lineAndModel(one), [...(ids.get(lineAndModel(one)) ?? []), one]);
  }
  const isLabel = (draft: Draft) => ids.get(lineAndModel(draft))?.some((id) => areSideBySide(draft, id)) === true;
  const besideOthers = new Set(
    drafts
      .filter(({ outcome, reference }) => outcome !== 'rewrite' && reference.strength === 'exact')
      .map(lineAndModel),
  );
  const parted = new Set(drafts.filter(isLeftByItsCode).flatMap(({ reference }) => reference.models));
  const settled = drafts.map((draft): Draft => {
    if (draft.outcome !== 'rewrite' || draft.reference.strength !== 'prose') return draft;
    const own = targets.get(draft.reference.models[0] ?? '');
    const reason = draft.reference.models.some((model) => parted.has(model))
      ? 'a name in prose; some ids of this model are left to a person, because of their class or their partner'
      : besideOthers.has(lineAndModel(draft)) && !ids.has(lineAndModel(draft))
        ? 'a name in prose; the id beside it stays as it is, or is left to a person'
        : proseDoubt(draft, own, isLabel(draft));
    return reason === undefined
      ? draft
      : {
          ...withoutTarget(draft),
          outcome: 'ask',
          rule: 'prose-name',
          reason,
          candidates: draft.to === undefined ? draft.candidates : [draft.to],
          group: `prose:${draft.reference.models.join()}`,
        };
  });
  return askSentencesWhole(settled);
}

/** A sentence that names several models of a family in prose is about all of them: it is rewritten whole, or asked. */
function askSentencesWhole(drafts: readonly Draft[]): readonly Draft[] {
  const asked = new Set(
    drafts.filter(({ outcome, rule }) => outcome === 'ask' && rule === 'prose-name').map((draft) => sentenceOf(draft)),
  );
  return drafts.map((draft) =>
    draft.outcome !== 'rewrite' || draft.reference.strength !== 'prose' || !asked.has(sentenceOf(draft))
      ? draft
      : {
          ...withoutTarget(draft),
          outcome: 'ask',
          rule: 'prose-name',
          reason: 'a name in prose; another model of the family in the same sentence is left to a person',
          candidates: draft.to === undefined ? draft.candidates : [draft.to],
          group: `prose:${draft.reference.models.join()}`,
        },
  );
}

function sentenceOf({ reference, place }: Draft): string {
  return `${reference.unit}:${reference.span.start - place.inLine.start}:${reference.family}:${place.sentence}`;
}

/** An id that a person is asked about because of what it is loaded with. */
function isLeftByItsCode({ outcome, rule, reference }: Draft): boolean {
  return outcome === 'ask' && reference.strength === 'exact' && (rule === 'class' || rule === 'coupled');
}

const FIGURE = /\d\s*(?:GB|B\b|%|x\b|K\b|M\b|ms\b|s\b|tok)|~\s*\d/i;

/** In code any number beside a display name is a figure given for it. */
const FIGURE_IN_CODE = /(?<![\w.[])\d|\d\s*(?:GB|B\b|%)/i;

/** The line of a name, with its model. */
function lineAndModel({ reference, place }: Draft): string {
  return `${reference.unit}:${reference.span.start - place.inLine.start}:${reference.models[0]}`;
}

/** Whether nothing but marks, or the bars of a table, stands between a name and an id on its line. */
function areSideBySide({ place, reference }: Draft, id: Draft): boolean {
  if (place.markdown?.block === 'table') return true;
  const [first, second] = [reference.span, id.reference.span].sort((a, b) => a.start - b.start);
  if (first === undefined || second === undefined) return false;
  return /^[\s*_`"'(:,/–—-]{1,10}$/.test(place.unit.text.slice(first.end, second.start));
}

/** Whether the line ends in a colon, and figures are listed below it. */
function isLeadOfFigures({ place }: Draft): boolean {
  if (place.python !== undefined || !/:\W{0,4}$/.test(place.line)) return false;
  const below = linesAround(place, 0, 4).slice(1);
  return below.filter((line) => /^\s*(?:[-*+]|\d+[.)])\s/.test(line) && FIGURE.test(line)).length >= 2;
}

/** Why a name in prose is not rewritten. Beside a rewritten id of its own it is, figures or not: a line must not name two models as one. */
function proseDoubt(draft: Draft, own: ReadonlySet<string> | undefined, besideId: boolean): string | undefined {
  if (own === undefined) return 'a name in prose; no id of this model is rewritten in this file';
  if (own.size > 1) return 'a name in prose; the ids of this model get several targets in this file';
  if (draft.target === undefined || !own.has(draft.target))
    return 'a name in prose; the ids of this model get another target';
  if (draft.reference.form === 'shorthand') return 'a name for several sizes at once';
  const figure = draft.place.python === undefined ? FIGURE : FIGURE_IN_CODE;
  if (isLeadOfFigures(draft)) return 'figures are listed below the name: check that they hold for the new model';
  const isLabelled = besideId && draft.place.python === undefined;
  if (!isLabelled && figure.test(lineWithoutNames(draft.place)))
    return 'a figure stands beside the name: check that it holds for the new model';
  return undefined;
}

function withoutTarget(draft: Draft): Omit<Draft, 'to' | 'target'> {
  const { to: _to, target: _target, ...rest } = draft;
  return rest;
}
