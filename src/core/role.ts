/** What a place does with a model: its role, with the evidence in a reader's words. Strongest evidence first. */
import type { Evidence, RoleSource } from './decision.js';
import { type FlowStep, followValue } from './flow.js';
import { ROLES, type Role } from './migration.js';
import { type FileContext, type Place, placeOf } from './place.js';
import {
  BESIDE,
  CALLEES,
  FUNCTIONS,
  KEYWORDS,
  NAMES,
  NAMES_OF_WEIGHTS,
  PATHS,
  PLAIN_SIDE,
  signedRole,
} from './role-signs.js';
import type { PythonUse } from './site.js';

/** A role and why. */
export interface RoleFinding {
  readonly role: Role;
  readonly source: RoleSource;
  readonly evidence: Evidence;
  /** Whether it is only what the section declares of all its places, and nothing that this one says. */
  readonly isDefault?: boolean;
}

const found = new WeakMap<Place, RoleFinding>();

/** The role of a place; worked out once. No evidence means general. */
export function findRole(place: Place): RoleFinding {
  const known = found.get(place);
  if (known !== undefined) return known;
  const finding = roleOfUse(place) ??
    roleOfFlow(place) ??
    roleOfName(place) ??
    roleOfFunction(place) ??
    roleOfShell(place) ??
    roleOfSection(place) ??
    roleOfPath(place) ?? { role: 'general', source: 'none', evidence: { text: 'no sign of a special role' } };
  found.set(place, finding);
  return finding;
}

/** What the code right at the place says. */
function roleOfUse({ python }: Place): RoleFinding | undefined {
  const direct = python === undefined ? undefined : roleOfCall(python.use);
  return direct === undefined ? undefined : { role: direct.role, source: 'flow', evidence: { text: direct.text } };
}

/** What the variable, key or parameter that holds the name is called: weaker than what is done with it. */
function roleOfName({ python, data, reference }: Place): RoleFinding | undefined {
  if (python === undefined && data?.token !== 'value') return undefined;
  const names = reference.registry === 'huggingface' ? NAMES_OF_WEIGHTS : NAMES;
  const held =
    python === undefined
      ? [data?.path.at(-1)]
      : [python.use.keys.at(-1), python.use.assigned, python.use.parameter?.name];
  for (const named of held) {
    const role = signedRole(KEYWORDS, named?.toLowerCase()) ?? signedRole(names, named);
    if (role !== undefined && reference.strength === 'exact') {
      return { role, source: 'flow', evidence: { text: `is the value of \`${named}\`` } };
    }
  }
  return undefined;
}

/** What the function around the place is called, where that names one job. */
function roleOfFunction({ python, runs }: Place): RoleFinding | undefined {
  const role = runs ? signedRole(FUNCTIONS, python?.function) : undefined;
  return role === undefined
    ? undefined
    : { role, source: 'flow', evidence: { text: `stands in the function \`${python?.function}\`` } };
}

function roleOfCall(use: PythonUse): { readonly role: Role; readonly text: string } | undefined {
  for (const callee of [use.callee, ...use.callees]) {
    const role = signedRole(CALLEES, callee);
    if (role !== undefined) return { role, text: `flows into \`${callee}\`` };
  }
  const keyword = signedRole(KEYWORDS, use.keyword);
  if (keyword !== undefined)
    return { role: keyword, text: `is the argument \`${use.keyword}\` of \`${use.callee ?? 'a call'}\`` };
  for (const other of use.otherKeywords) {
    const role = signedRole(BESIDE, other);
    if (role !== undefined)
      return { role, text: `stands beside the argument \`${other}\` of \`${use.callee ?? 'a call'}\`` };
  }
  return undefined;
}

/** The strongest role of all places that the value reaches. */
function roleOfFlow(place: Place): RoleFinding | undefined {
  let best: { readonly role: Role; readonly text: string } | undefined;
  for (const step of followValue(place)) {
    const reached = roleOfCall(step.use);
    if (reached === undefined || (best !== undefined && ROLES.indexOf(reached.role) >= ROLES.indexOf(best.role)))
      continue;
    best = { role: reached.role, text: `\`${step.name}\` ${reached.text}${whereOf(step)}` };
  }
  return best === undefined ? undefined : { role: best.role, source: 'flow', evidence: { text: best.text } };
}

function whereOf({ unit, span }: FlowStep): string {
  if (unit.cell !== undefined) return ` in cell ${unit.cell.index}`;
  let line = 1;
  for (let at = unit.text.indexOf('\n'); at >= 0 && at < span.start; at = unit.text.indexOf('\n', at + 1)) line++;
  return ` in line ${line}`;
}

function roleOfShell({ shell }: Place): RoleFinding | undefined {
  if (shell === undefined) return undefined;
  // An option of a server, `--quantize`, makes no weights.
  const line = shell.words.filter((word) => !word.startsWith('-')).join(' ');
  if (!/(?:convert\w*\.py|quantize|trtllm-build|autoawq|gptq|finetune|train)\b/i.test(line)) return undefined;
  return {
    role: 'training',
    source: 'flow',
    evidence: { text: `argument of \`${shell.words.slice(0, 3).join(' ')}\`` },
  };
}

function roleOfSection(place: Place): RoleFinding | undefined {
  const { context, line, python } = place;
  const section = context.section;
  if (section?.role === undefined) return undefined;
  if (section.role !== 'general') {
    const itself = PLAIN_SIDE.test(line) ? 'calls itself a baseline' : undefined;
    const isPlain = itself === undefined && section.role === 'reasoning' && isCalledPlain(place);
    const said = isPlain ? 'the file calls it a baseline' : itself;
    if (said !== undefined)
      return {
        role: 'general',
        source: 'section',
        evidence: { text: `${said}, which does not take the role of section ${section.id}` },
      };
  }
  const lost = python === undefined ? '' : 'nothing it flows into shows a role; ';
  return {
    role: section.role,
    source: 'section',
    evidence: { text: `${lost}role of section ${section.id}` },
    isDefault: true,
  };
}

const plain = new WeakMap<FileContext, ReadonlySet<string>>();

/** Whether some place of the file says of the same model that it is the side that does not think. */
function isCalledPlain({ context, reference }: Place): boolean {
  let models = plain.get(context);
  if (models === undefined) {
    models = new Set(
      context.references.flatMap((one) =>
        one.strength === 'exact' && PLAIN_SIDE.test(placeOf(one, context).line) ? one.models : [],
      ),
    );
    plain.set(context, models);
  }
  return reference.models.length > 0 && reference.models.every((model) => models.has(model));
}

function roleOfPath({ context }: Place): RoleFinding | undefined {
  const role = signedRole(PATHS, context.file.path);
  return role === undefined ? undefined : { role, source: 'path', evidence: { text: 'the path says so' } };
}
