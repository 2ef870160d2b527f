/** A configuration held against a migration: what it changes in it, or everything in which the two do not fit. */
import {
  CONFIGURATION_PATH,
  type Configuration,
  type ConfiguredChoice,
  type ConfiguredPhase,
} from './configuration.js';
import { boundProblems, phaseId } from './configuration-file.js';
import type { Choice } from './history.js';
import type { Migration, Phase, Section } from './migration.js';
import type { Model } from './model.js';
import { suggestWord } from './nearest-word.js';
import type { Problem } from './problem.js';

/** The migration as this repository wants it, with the choices that a plan is made with; or all problems, in the order of their lines. */
export type AppliedConfiguration =
  | { readonly ok: true; readonly migration: Migration; readonly choices: readonly Choice[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Applies a configuration. Its choices go into the `prior` of a plan; its keeps, ignored files and added paths stand in the migration
 * that comes back, which is the same value when there are none.
 */
export function applyConfiguration(configuration: Configuration, migration: Migration): AppliedConfiguration {
  const problems = [...choiceProblems(configuration, migration), ...phaseProblems(configuration, migration)];
  if (problems.length > 0) return { ok: false, problems: boundProblems(problems) };
  return { ok: true, migration: applyPaths(configuration, migration), choices: toChoices(configuration.choices) };
}

function choiceProblems(configuration: Configuration, migration: Migration): readonly Problem[] {
  const seen = new Map<string, ConfiguredChoice>();
  return configuration.choices.flatMap((choice, index) => {
    const path = ['choose', index];
    const problems = [
      ...modelProblems(choice, path, configuration, migration),
      ...(choice.phase === undefined ? [] : unknownPhase(choice.phase, [...path, 'phase'], configuration, migration)),
    ];
    const key = JSON.stringify([choice.model, choice.phase, [...(choice.paths ?? [])].sort()]);
    const first = seen.get(key);
    seen.set(key, first ?? choice);
    if (first === undefined) return problems;
    const message = `A candidate for "${choice.model}" is chosen already, in line ${first.line}`;
    return [...problems, configuration.problemAt([...path, 'model'], message, 'Remove one of the two.')];
  });
}

type Path = readonly PropertyKey[];

function modelProblems(
  { model, take }: ConfiguredChoice,
  path: Path,
  { problemAt }: Configuration,
  { replacements, catalogue: { models } }: Migration,
): readonly Problem[] {
  const problem = (key: 'model' | 'take', message: string, suggestion?: string) => [
    problemAt([...path, key], message, suggestion),
  ];
  const row = replacements.find(({ from }) => from.includes(model));
  if (row === undefined) {
    const replaced = new Set(replacements.flatMap(({ from }) => from));
    const known = models.find(({ id }) => id === model);
    if (known === undefined) {
      const near = meant(
        model,
        models.filter(({ id }) => replaced.has(id)),
      );
      return problem('model', `There is no model "${model}" in the catalogue`, near);
    }
    return known.side === 'new'
      ? problem('model', `"${model}" is a new model; a choice is made for an old one`)
      : problem('model', `The migration offers no candidates for "${model}"`, 'It is asked wherever it stands.');
  }
  const offered = row.to.map((candidate) => candidate.model);
  if (offered.includes(take)) return [];
  const known = models.some(({ id }) => id === take);
  const message = known
    ? `"${take}" is not among the candidates for "${model}"`
    : `There is no model "${take}" in the catalogue`;
  const near = meant(
    take,
    models.filter(({ id }) => offered.includes(id)),
  );
  return problem('take', message, near ?? `Offered are: ${offered.join(', ')}.`);
}

/** The model that a person meant who wrote one of its other names, or something near its id. */
function meant(written: string, models: readonly Model[]): string | undefined {
  const plain = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');
  const named = models.find((model) => namesOf(model).some((name) => plain(name) === plain(written)));
  return named === undefined
    ? suggestWord(
        written,
        models.map(({ id }) => id),
      )
    : `Did you mean "${named.id}"?`;
}

function namesOf({ ollama, huggingface, display }: Model): readonly string[] {
  const tags = ollama === undefined ? [] : ollama.tags.map((tag) => `${ollama.library}:${tag}`);
  const library = ollama?.isDefault === true ? [ollama.library] : [];
  const repositories =
    huggingface === undefined
      ? []
      : [huggingface.instruct, huggingface.base, ...huggingface.others].filter((name) => name !== undefined);
  return [...tags, ...library, ...repositories, ...repositories.map((name) => name.replace(/^.*\//, '')), ...display];
}

function unknownPhase(
  phase: string,
  path: Path,
  { problemAt }: Configuration,
  { phases, id }: Migration,
  at: 'value' | 'key' = 'value',
): readonly Problem[] {
  const known = phases.map((one) => one.id);
  if (known.includes(phase)) return [];
  return [problemAt(path, `The migration ${id} has no ${phase}`, amongNumbered(phase, known), at)];
}

/** Names that differ in their number alone are no slips of the pen: all are listed. */
function amongNumbered(written: string, known: readonly string[]): string | undefined {
  const lettersOf = (name: string) => name.replace(/\d+/g, '0');
  const numbered = known.some((name) => lettersOf(name) === lettersOf(written));
  return numbered ? `Known are: ${known.join(', ')}.` : suggestWord(written, known);
}

function phaseProblems(configuration: Configuration, migration: Migration): readonly Problem[] {
  const { phases, problemAt } = configuration;
  const seenPhases = new Map<string, string>();
  const seenGlobs = new Map<string, string>();
  return phases.flatMap(({ phase: written, paths, section }) => {
    const id = phaseId(written);
    const path = ['phases', written];
    const problems = [...unknownPhase(id, path, configuration, migration, 'key')];
    const twin = seenPhases.get(id);
    if (twin !== undefined)
      problems.push(problemAt(path, `"${written}" is the same phase as "${twin}"`, undefined, 'key'));
    seenPhases.set(id, written);
    for (const [index, glob] of paths.entries()) {
      const owner = seenGlobs.get(glob);
      if (owner !== undefined)
        problems.push(problemAt([...path, 'paths', index], `"${glob}" is added to ${owner} already`));
      seenGlobs.set(glob, owner ?? id);
    }
    const sections = migration.phases.find((phase) => phase.id === id)?.sections.map((one) => one.id);
    if (section !== undefined && sections !== undefined && !sections.includes(section)) {
      problems.push(
        problemAt([...path, 'section'], `${id} has no section "${section}"`, amongNumbered(section, sections)),
      );
    }
    return problems;
  });
}

/** Choices in the order in which they are asked: those for paths, those for a phase, the others. */
function toChoices(configured: readonly ConfiguredChoice[]): readonly Choice[] {
  const weight = ({ paths, phase }: ConfiguredChoice) => (paths === undefined ? 0 : 2) + (phase === undefined ? 0 : 1);
  return [...configured]
    .sort((a, b) => weight(b) - weight(a) || a.line - b.line)
    .map(({ model, take, phase, paths, line }) => ({
      model,
      target: take,
      ...(phase === undefined ? {} : { phase }),
      ...(paths === undefined ? {} : { paths }),
      origin: `in ${CONFIGURATION_PATH}, line ${line}`,
    }));
}

function applyPaths({ keeps, ignored, phases }: Configuration, migration: Migration): Migration {
  if (keeps.length === 0 && ignored.length === 0 && phases.length === 0) return migration;
  return {
    ...migration,
    ...(keeps.length === 0 ? {} : { keeps }),
    ...(ignored.length === 0 ? {} : { ignored }),
    phases: migration.phases.map((phase) => {
      const added = phases.find((one) => phaseId(one.phase) === phase.id);
      return added === undefined ? phase : { ...phase, sections: addPaths(phase, added) };
    }),
  };
}

function addPaths({ sections }: Phase, { paths, section: wanted }: ConfiguredPhase): readonly Section[] {
  const index = wanted === undefined ? sections.length - 1 : sections.findIndex((section) => section.id === wanted);
  return sections.map((section, at) =>
    at === index ? { ...section, scope: { ...section.scope, added: paths } } : section,
  );
}
