/** The configuration file: text in, a {@link Configuration} or all of its faults out. Reads no files, runs nothing, looks up nothing. */
import { z } from 'zod';
import {
  CONFIGURATION_BYTES,
  type Configuration,
  type ConfiguredLimits,
  configurationTooLarge,
  type FoundConfiguration,
  NO_CONFIGURATION,
  type PullRequestSettings,
  type WantedMigration,
} from './configuration.js';
import { PLACEHOLDERS, unknownPlaceholders } from './configuration-message.js';
import { CONFIGURATION_SCHEMA, type WrittenConfiguration } from './configuration-schema.js';
import { isRecord, readShape } from './migration-file-faults.js';
import { parseYaml, type WrittenFile, type YamlFile } from './migration-file-yaml.js';
import { suggestWord } from './nearest-word.js';
import { orderProblems, type Problem } from './problem.js';

/** A configuration file as it was handed in. */
export interface ConfigurationFile extends WrittenFile {
  /** Ids of the migrations that come with Cutover; where they are not given, no id is held against them. */
  readonly migrationIds?: readonly string[];
}

/** A usable configuration, or everything that is wrong with it, in the order of its lines. */
export type ParsedConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The JSON schema of a configuration, for editors; `inline` repeats what stands in several places instead of referring to it. */
export function configurationJsonSchema(reused: 'ref' | 'inline' = 'ref'): unknown {
  return z.toJSONSchema(CONFIGURATION_SCHEMA, { reused });
}

/** Parses what a reader found. */
export function parseFoundConfiguration(
  found: FoundConfiguration,
  migrationIds?: readonly string[],
): ParsedConfiguration {
  switch (found.state) {
    case 'none':
      return { ok: true, configuration: NO_CONFIGURATION };
    case 'unreadable':
      return { ok: false, problems: [found.problem] };
    case 'found':
      return parseConfiguration({ ...found.file, ...(migrationIds === undefined ? {} : { migrationIds }) });
    default:
      return found satisfies never;
  }
}

/** Parses a configuration: size, YAML, shape, and what can be known without a migration. Never throws. */
export function parseConfiguration(file: ConfigurationFile): ParsedConfiguration {
  const bytes = utf8Bytes(file.text);
  if (bytes > CONFIGURATION_BYTES) {
    return { ok: false, problems: [{ ...configurationTooLarge(bytes), file: file.path }] };
  }
  const yaml = parseYaml(file);
  const written = yaml.readable ? readShape(CONFIGURATION_SCHEMA, orEmpty(yaml)) : { problems: [] };
  const problems = [
    ...yaml.problems,
    ...written.problems,
    ...(yaml.readable ? ownProblems(yaml, file.migrationIds) : []),
  ];
  if (problems.length > 0 || !('value' in written)) return { ok: false, problems: boundProblems(problems) };
  return { ok: true, configuration: toConfiguration(written.value, yaml) };
}

/** Problems that are listed, and characters of one: they are put into bodies on GitHub. */
const MOST_PROBLEMS = 100;
const MOST_CHARACTERS = 300;

/** Problems in order, as many and as long as a person reads; what is left out is counted. */
export function boundProblems(problems: readonly Problem[]): readonly Problem[] {
  const shown = orderProblems(problems.map((problem) => ({ ...problem, message: shorten(problem.message) })));
  const last = shown[MOST_PROBLEMS - 1];
  if (last === undefined || shown.length === MOST_PROBLEMS) return shown;
  const { file, line, col } = last;
  const rest = shown.length - MOST_PROBLEMS + 1;
  return [...shown.slice(0, MOST_PROBLEMS - 1), { file, line, col, message: `And ${rest} problems more` }];
}

function shorten(message: string): string {
  const line = message.replace(/[\r\n]+/g, ' ');
  return line.length <= MOST_CHARACTERS
    ? line
    : `${line.slice(0, MOST_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A file with nothing but comments says nothing. */
function orEmpty(yaml: YamlFile): YamlFile {
  return yaml.value === null || yaml.value === undefined ? { ...yaml, value: {} } : yaml;
}

/** Bytes of a text in UTF-8. */
function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair stands for two of its four bytes.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** Faults that the schema cannot see. Tolerant of a wrong shape. */
function ownProblems(yaml: YamlFile, migrationIds: readonly string[] | undefined): readonly Problem[] {
  const root = isRecord(yaml.value) ? yaml.value : {};
  const problems: Problem[] = [];
  const { migration, 'commit-message': template } = root;
  if (typeof migration === 'string' && migration !== '') {
    const fault = migrationFault(migration, migrationIds);
    if (fault !== undefined) problems.push(yaml.problemAt(['migration'], ...fault));
  }
  if (typeof template === 'string') {
    for (const name of new Set(unknownPlaceholders(template))) {
      const near = suggestWord(name, PLACEHOLDERS);
      problems.push(
        yaml.problemAt(
          ['commit-message'],
          `There is no placeholder {${name}}`,
          near?.replace(/"(\w+)"/, '{$1}') ?? `Known are: ${PLACEHOLDERS.join(', ')}.`,
        ),
      );
    }
  }
  return problems;
}

function migrationFault(
  written: string,
  ids: readonly string[] | undefined,
): readonly [message: string, suggestion: string | undefined] | undefined {
  if (!isPath(written)) {
    if (ids === undefined || ids.includes(written)) return undefined;
    return [`No migration with the id "${written}" comes with Cutover`, suggestWord(written, ids)];
  }
  if (!/\.ya?ml$/i.test(written)) return ['The path of a migration ends in .yml or .yaml', undefined];
  if (/^[/~]|^[A-Za-z]:|\\/.test(written) || written.split('/').some((part) => part === '' || /^\.\.?$/.test(part)))
    return [
      'The path of a migration leads from the top of this repository to a file in it',
      'Write it without . and .., with single forward slashes.',
    ];
  return undefined;
}

function isPath(written: string): boolean {
  return /[\\/]|\.ya?ml$/i.test(written);
}

function toConfiguration(written: WrittenConfiguration, yaml: YamlFile): Configuration {
  const { migration } = written;
  return {
    ...(migration === undefined ? {} : { migration: toWanted(migration) }),
    choices: (written.choose ?? []).map(({ model, take, phase, paths }, index) => ({
      model,
      take,
      ...(phase === undefined ? {} : { phase: phaseId(phase) }),
      ...(paths === undefined ? {} : { paths }),
      line: yaml.problemAt(['choose', index], '').line,
    })),
    keeps: written.keep ?? [],
    ignored: written.ignore ?? [],
    phases: Object.entries(written.phases ?? {}).map(([phase, { paths, section }]) => ({
      phase,
      paths,
      ...(section === undefined ? {} : { section }),
    })),
    pullRequest: toSettings(written),
    formatterBots: written['formatter-bots'] ?? [],
    limits: toLimits(written.limits ?? {}),
    problemAt: yaml.problemAt,
  };
}

function toWanted(written: string): WantedMigration {
  return isPath(written) ? { from: 'repository', path: written } : { from: 'bundle', id: written };
}

/** `4` means `phase-4`. */
export function phaseId(written: string | number): string {
  return /^\d+$/.test(String(written)) ? `phase-${written}` : String(written);
}

function toSettings(written: WrittenConfiguration): PullRequestSettings {
  return {
    labels: written.labels ?? [],
    reviewers: written.reviewers ?? [],
    teamReviewers: written['team-reviewers'] ?? [],
    draft: written.draft ?? false,
    failOnCritical: written['fail-on-critical-warnings'] ?? false,
    ...(written['commit-message'] === undefined ? {} : { commitMessage: written['commit-message'] }),
  };
}

function toLimits(written: NonNullable<WrittenConfiguration['limits']>): ConfiguredLimits {
  return {
    ...(written['changed-files'] === undefined ? {} : { changedFiles: written['changed-files'] }),
    ...(written['changed-lines'] === undefined ? {} : { changedLines: written['changed-lines'] }),
    ...(written['open-pull-requests'] === undefined ? {} : { openPullRequests: written['open-pull-requests'] }),
    ...(written['pull-requests-an-hour'] === undefined ? {} : { pullRequestsAnHour: written['pull-requests-an-hour'] }),
  };
}
