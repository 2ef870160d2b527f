import type { Companion } from '../decision.js';
import { followValue } from '../flow.js';
import type { Unit } from '../format.js';
import type { Span } from '../source.js';
import type { CompanionMaker, Need, Rewrite } from './companion-maker.js';
import { knownFact, knownLoader } from './known-fact.js';

/** Packages, the fact that says the oldest version of each, and the calls through which a model needs it. */
const PACKAGES = [
  { name: 'transformers', fact: 'transformersMin', calls: /(?:^|\.)(?:from_pretrained|pipeline)$/ },
  { name: 'diffusers', fact: 'diffusersMin', calls: /Pipeline\w*(?:\.from_pretrained)?$/ },
  {
    name: 'sentence-transformers',
    fact: 'sentenceTransformersMin',
    calls: /(?:^|\.)(?:SentenceTransformer|HuggingFaceEmbeddings)$/,
  },
  { name: 'vllm', fact: 'vllmMin', calls: /(?:^|\.)(?:Async)?LLM(?:Engine)?$/ },
] as const;

/** The floor of a package, in a file that installs it and loads the model. */
export const packagePin = {
  name: 'package-pin',
  doc: {
    changes: 'the floor (`>=`) of a package in an install line or requirement of the same file',
    proof:
      'the code hands the name to that package, the catalogue knows the version that the new model needs, and the pin is a floor below it and nothing else; else it stays and a warning speaks',
  },
  make(file) {
    return PACKAGES.flatMap(({ name, fact, calls }): readonly Need[] => {
      const users = file.rewrites.filter(
        (rewrite) => knownFact(rewrite.target, fact) !== undefined && isLoaded(rewrite, calls, name),
      );
      const needed = users
        .map(({ target }) => knownFact(target, fact) ?? '')
        .toSorted(compareVersions)
        .at(-1);
      const most = users.find(({ target }) => knownFact(target, fact) === needed);
      if (needed === undefined || most === undefined) return [];
      const companions = file.context.units.flatMap((unit) =>
        raised(unit, name, needed, most.target.display[0] ?? most.target.id),
      );
      return companions.length === 0 ? [] : [{ kind: 'edits', for: users.map(({ index }) => index), companions }];
    });
  },
} satisfies CompanionMaker;

function isLoaded({ place, target }: Rewrite, calls: RegExp, name: string): boolean {
  const { reference, python, shell } = place;
  if (reference.registry !== 'huggingface' || !place.runs) return false;
  if (shell !== undefined) return name === 'vllm' && shell.words.join(' ').includes('vllm');
  if (python === undefined) return false;
  const pipeline = /Pipeline$/.test(knownLoader(target) ?? '');
  if (name === 'transformers' && pipeline) return false;
  return [...python.use.callees, python.use.callee, ...followValue(place).map(({ use }) => use.callee)].some(
    (callee) => callee !== undefined && calls.test(callee),
  );
}

/** Compares versions number by number; a missing one is zero. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let i = 0; i < Math.max(left?.length ?? 0, right?.length ?? 0); i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The floors of a package that a text installs and that are too low. */
function raised(unit: Unit, name: string, needed: string, model: string): readonly Companion[] {
  if (unit.shielded !== undefined || !/^\d+(?:\.\d+)*$/.test(needed)) return [];
  const pattern = new RegExp(
    `(?<![\\w./-])${name.replace('-', '[-_]')}(?:\\[[\\w,-]*\\])?[ \\t]*(>=)[ \\t]*(\\d+(?:\\.\\d+)*)(?![\\w.*])`,
    'gi',
  );
  return [...unit.text.matchAll(pattern)].flatMap((match): readonly Companion[] => {
    const version = match[2] ?? '';
    const end = match.index + match[0].length;
    if (compareVersions(version, needed) >= 0) return [];
    if (/^[ \t]*,/.test(unit.text.slice(end, end + 8)) || !isInstalled(unit.text, match.index, match[0])) return [];
    const span: Span = { start: end - version.length, end };
    const to = written(needed, version);
    return [
      { unit: unit.index, span, surface: version, to, rule: 'package-pin', reason: `${model} needs ${name} ${needed}` },
    ];
  });
}

/** Whether the line installs the package, or is a requirement and nothing more. */
function isInstalled(text: string, at: number, requirement: string): boolean {
  let start = text.lastIndexOf('\n', at - 1) + 1;
  while (start > 0 && /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start)))
    start = text.lastIndexOf('\n', start - 2) + 1;
  const next = text.indexOf('\n', at);
  const before = text.slice(start, at);
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, next < 0 ? text.length : next).trim();
  return /^[ \t]*[%!$>]?[ \t]*(?:\S+ )?(?:-m )?(?:uv )?pip3? install\b/.test(before) || line === requirement.trim();
}

/** A version with as many numbers as the old one has, more where they count. */
function written(needed: string, like: string): string {
  const parts = needed.split('.');
  const least = like.split('.').length;
  while (parts.length > least && parts.at(-1) === '0') parts.pop();
  return parts.join('.');
}
