import type { Companion } from '../decision.js';
import { followValue } from '../flow.js';
import { type LoaderConflict, loaderConflicts } from '../loader-conflict.js';
import type { Model } from '../model.js';
import type { FileContext } from '../place.js';
import { closingBracket, partsBetween } from './brackets.js';
import { type CodeUse, usesOf } from './code-uses.js';
import type { CompanionMaker, FileRewrites, Need, Rewrite } from './companion-maker.js';
import { whereIs } from './in-unit.js';
import { knownFact, knownLoader } from './known-fact.js';
import { kindOf, type Proof, proveObject } from './object-calls.js';

/** Arguments of `from_pretrained` that do not depend on what is loaded. */
const LOADING_ARGUMENTS = new Set([
  'torch_dtype',
  'dtype',
  'device_map',
  'token',
  'cache_dir',
  'local_files_only',
  'low_cpu_mem_usage',
  'max_memory',
  'use_safetensors',
]);
const LIBRARIES = ['transformers', 'diffusers'];

/** The class that loads a model, its import, the class of its processor, and the prompt of its calls. */
export const loaderClass = {
  name: 'class',
  doc: {
    changes:
      "the class that loads the new model, its import from the same library, its processor's class, and a prompt that must be named",
    proof:
      'every place of the old class is an import or loads an id that becomes the same model in this file; every use of what it loads is known to work there. Else all of them are asked together, with the code to write',
  },
  make(file) {
    const conflicted = file.rewrites.flatMap((rewrite) => {
      const conflicts = loaderConflicts(rewrite.place, rewrite.target);
      return conflicts.length === 0 ? [] : [{ rewrite, conflicts }];
    });
    const families = [...new Set(conflicted.map(({ rewrite }) => rewrite.old.family))];
    return families.map((family) => {
      const own = conflicted.filter(({ rewrite }) => rewrite.old.family === family);
      return needOf(own, file);
    });
  },
} satisfies CompanionMaker;

interface Conflicted {
  readonly rewrite: Rewrite;
  readonly conflicts: readonly LoaderConflict[];
}

function needOf(conflicted: readonly Conflicted[], file: FileRewrites): Need {
  const rewrites = conflicted.map(({ rewrite }) => rewrite);
  const indexes = rewrites.map(({ index }) => index);
  const proof = prove(conflicted, file);
  if (proof.ok) return { kind: 'edits', for: indexes, companions: proof.companions };
  const [first] = conflicted;
  const conflict = first?.conflicts[0];
  const group = `class:${first?.rewrite.old.family ?? ''}`;
  const reason =
    first === undefined || conflict === undefined ? proof.doubt : advice(conflict, first.rewrite, proof.doubt);
  return { kind: 'doubt', for: indexes, rule: 'class', reason, group };
}

/** What to write, and why it is not written here. */
function advice({ loader, needed }: LoaderConflict, { target, to }: Rewrite, doubt: string): string {
  const named = /\bfirst positional\b/i.test(target.facts.callSignature?.value ?? '')
    ? ', and call it with `prompt=…`'
    : '';
  return `loaded through \`${loader}\`, which cannot load ${target.display[0] ?? target.id}: use \`${needed}\` (\`${needed}.from_pretrained("${to}")\`)${named}, and check the arguments of every call; left to a person because ${doubt}`;
}

function prove(conflicted: readonly Conflicted[], file: FileRewrites): Proof {
  const [first] = conflicted;
  const target = first?.rewrite.target;
  if (target === undefined) return { ok: true, companions: [] };
  if (conflicted.some(({ rewrite }) => rewrite.target !== target))
    return { ok: false, doubt: 'its ids get several models' };
  const needed = knownLoader(target);
  if (needed === undefined) return { ok: false, doubt: 'no single class is known to load it' };
  if (/remote code|image-text/i.test(target.loaderClass?.note ?? ''))
    return { ok: false, doubt: `it needs more than another class: ${target.loaderClass?.note}` };
  const conflicts = new Map(
    conflicted.flatMap(({ conflicts: all }) => all.map((one) => [one.loader, one.needed] as const)),
  );
  const companions: Companion[] = [];
  const processors = /ForConditionalGeneration$/.test(needed) ? ['AutoProcessor'] : [];
  for (const [loader, to] of conflicts) {
    const proof = proveClass(loader, to, target, conflicted, file);
    if (!proof.ok) return proof;
    companions.push(...proof.companions);
  }
  for (const processor of processors) {
    const proof = proveGenericProcessor(processor, target, file.context);
    if (!proof.ok) return proof;
  }
  return { ok: true, companions };
}

function proveClass(
  loader: string,
  needed: string,
  target: Model,
  conflicted: readonly Conflicted[],
  file: FileRewrites,
): Proof {
  const kind = kindOf(loader);
  if (kind === undefined || kind !== kindOf(needed))
    return { ok: false, doubt: `\`${loader}\` and \`${needed}\` are not of one kind` };
  if (kind === 'pipeline' && conflicted.some(({ rewrite }) => rewrite.old.loaderClass?.value !== loader))
    return { ok: false, doubt: `\`${loader}\` does another job than \`${needed}\`` };
  if (usesOf(needed, file.context).length > 0)
    return { ok: false, doubt: `\`${needed}\` is used in this file already` };
  const companions: Companion[] = [];
  const objects = new Map<string, CodeUse['span'][]>();
  let imported = false;
  for (const use of usesOf(loader, file.context)) {
    const at = whereIs(use, use.span.start);
    if (use.kind === 'said') return { ok: false, doubt: `\`${loader}\` is also spoken of (${at})` };
    const library = libraryOf(use);
    if (library !== undefined && !isHome(library, needed, target))
      return { ok: false, doubt: `\`${loader}\` comes from \`${library}\` (${at})` };
    imported ||= library !== undefined;
    companions.push(classEdit(use, loader, needed, target));
    if (isImported(use)) continue;
    const loaded = objectOf(use, loader, conflicted);
    if (loaded.doubt !== undefined) return { ok: false, doubt: `${loaded.doubt} (${at})` };
    objects.set(loaded.name, [...(objects.get(loaded.name) ?? []), loaded.span]);
  }
  if (!imported) return { ok: false, doubt: `nothing in this file says where \`${loader}\` comes from` };
  if (objects.size === 0) return { ok: false, doubt: `no call of \`${loader}.from_pretrained\` was found` };
  for (const [name, made] of objects) {
    const proof = proveObject(name, made, kind, target, file.context);
    if (!proof.ok) return proof;
    companions.push(...proof.companions);
  }
  return { ok: true, companions };
}

function classEdit({ unit, span }: CodeUse, loader: string, needed: string, target: Model): Companion {
  return {
    unit: unit.index,
    span,
    surface: loader,
    to: needed,
    rule: 'class',
    reason: `\`${loader}\` cannot load ${target.display[0] ?? target.id}`,
  };
}

const IMPORT = /(?:^|\n)[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*(?:\([^()]*|[^\n()]*)$/;

function isImported({ before, after }: CodeUse): boolean {
  return IMPORT.test(before) && !/^[ \t]+as\b/.test(after);
}

/** The library that a place of the class gets it from: by an import, or as a member of the module. */
function libraryOf(use: CodeUse): string | undefined {
  return IMPORT.exec(use.before)?.[1] ?? /(?:^|[^\w.])([\w.]+)\.$/.exec(use.before)?.[1];
}

/** Whether the library gives out the new class under its first name too. */
function isHome(library: string, needed: string, target: Model): boolean {
  if (!LIBRARIES.includes(library)) return false;
  const home =
    needed.endsWith('Pipeline') || knownFact(target, 'diffusersMin') !== undefined ? 'diffusers' : 'transformers';
  return library === home;
}

type Loaded =
  | { readonly doubt: string }
  | { readonly doubt?: undefined; readonly name: string; readonly span: CodeUse['span'] };

/** The variable that holds what `Class.from_pretrained(id, …)` loads at a place, when the id is one that is rewritten. */
function objectOf({ unit, span, before, after }: CodeUse, loader: string, conflicted: readonly Conflicted[]): Loaded {
  const call = /^\.from_pretrained(?=\()/.exec(after);
  if (call === null) return { doubt: 'the class does more there than load a model' };
  const open = span.end + call[0].length;
  const close = closingBracket(unit.text, open);
  if (close === undefined) return { doubt: 'the call is not closed' };
  const parts = partsBetween(unit.text, open, close);
  const [id] = parts;
  const isOurs = conflicted.some(({ rewrite }) => id !== undefined && reaches(rewrite, unit.index, id));
  if (!isOurs) return { doubt: 'it loads another id too' };
  const doubts = parts.slice(1).flatMap((part) => doubtOfLoading(unit.text.slice(part.start, part.end), loader) ?? []);
  if (doubts[0] !== undefined) return { doubt: doubts[0] };
  const assigned = /(?:^|\n)([ \t]*)([A-Za-z_]\w*)[ \t]*=[ \t]*(?:\w+\.)?$/.exec(before);
  const name = assigned?.[2];
  if (
    assigned === null ||
    name === undefined ||
    !/^[ \t]*(?:\.to\([^()\n]*\))?[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.test(unit.text.slice(close + 1, close + 200))
  )
    return { doubt: 'what it loads is not simply kept in a variable' };
  const start =
    span.start - before.length + assigned.index + assigned[0].indexOf(name, assigned[0].startsWith('\n') ? 1 : 0);
  return { name, span: { start, end: start + name.length } };
}

/** Why an argument of `from_pretrained` may not hold for another repository; undefined where it does. */
function doubtOfLoading(source: string, loader: string): string | undefined {
  const [whole, argument] = /^(\w+)\s*=(?!=)\s*/.exec(source) ?? [];
  if (whole === undefined || argument === undefined) return 'it is given arguments without names';
  if (!LOADING_ARGUMENTS.has(argument)) return `nothing is known about the argument \`${argument}\``;
  const precise = loader.endsWith('Pipeline') && /^(?:torch_)?dtype$/.test(argument);
  return precise && !/^(?:torch\.)?(?:bfloat16|float32)$|^["']auto["']$/.test(source.slice(whole.length))
    ? `\`${source}\` was chosen for the old weights`
    : undefined;
}

/** Whether the value of a rewritten id stands in a span: itself, or a name that holds it. */
function reaches({ place }: Rewrite, unit: number, id: { readonly start: number; readonly end: number }): boolean {
  const { reference } = place;
  if (reference.unit === unit && reference.span.start >= id.start && reference.span.end <= id.end) return true;
  return followValue(place).some(
    (step) => step.unit.index === unit && step.span.start >= id.start && step.span.end <= id.end,
  );
}

/** A processor that loads through the class for all must not be given what belongs to the old model either. */
function proveGenericProcessor(name: string, target: Model, context: FileContext): Proof {
  for (const use of usesOf(name, context)) {
    if (use.kind === 'said' || isImported(use)) continue;
    const variable = /(?:^|\n)[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*$/.exec(use.before)?.[1];
    if (variable === undefined)
      return { ok: false, doubt: `the processor is not simply kept in a variable (${whereIs(use, use.span.start)})` };
    const start = use.span.start - (/([A-Za-z_]\w*)[ \t]*=[ \t]*$/.exec(use.before)?.[0].length ?? 0);
    const proof = proveObject(variable, [{ start, end: start + variable.length }], 'processor', target, context);
    if (!proof.ok) return proof;
  }
  return { ok: true, companions: [] };
}
