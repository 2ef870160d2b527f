/** What `cutover --help` says. */
import { DEFAULT_MIGRATION, type Verb } from './options.js';

const GENERAL = `Cutover moves a repository from old AI models to new ones, phase by phase, and accounts for every place that names one.

Usage
  cutover plan DIR|OWNER/REPO[@REF]   say what would happen; change nothing
  cutover apply DIR                   edit the files of a folder
  cutover migrations                  list the migrations that come with Cutover
  cutover check-models                ask the registries whether the new models of a migration are there
  cutover help COMMAND                more on a command, with examples
  cutover --version

Exit codes
  0  done, or nothing to do
  1  changes are pending (only with --check)
  2  wrong usage, or a migration or configuration that is not valid; nothing ran
  3  something could not be read or verified; the rest is done and the files are named
`;

const SHARED = `  --phase N|all         one phase, or all of them (the default)
  --migration ID|FILE   a migration that comes with Cutover, or your own file, whatever .github/cutover.yml names
                        (without both: ${DEFAULT_MIGRATION})
  --ledger FILE         write what happens to each reference, and why: one line of JSON each
  --warnings FILE       write the warnings, one line of JSON each
  --format FORMAT       text (the default), md (the pull requests' bodies), json, or html (one page for a browser, with
                        every diff)
  --out FILE            write the report to a file instead of standard output
  --check               change nothing; end with exit code 1 when changes are pending
`;

const PLAN = `cutover plan DIR|OWNER/REPO[@REF] [options]

Says what a migration would do, phase by phase: files, notebooks, references by outcome, lines, warnings. Changes nothing.
A folder is read as it is on disk; in a git checkout without the files that git ignores. What is no folder is read from GitHub,
with the token in GITHUB_TOKEN where it is set, from the API root in GITHUB_API_URL where it is set.
What .github/cutover.yml of that state says is followed; when it is not valid, nothing runs.

Options
${SHARED}
  --explain PATH[:LINE] say of each name there what it stands in, which rules looked at it, and what decided

Examples
  cutover plan .                                    everything, for this folder
  cutover plan . --phase 4 --format md              the body of the pull request of phase 4
  cutover plan octo/course@main --phase 4           a branch on GitHub
  cutover plan . --format html --out report.html    a page to look through before anything is done
  cutover plan . --ledger ledger.jsonl              each reference with its outcome and reason
  cutover plan . --explain docs/setup.md:12         why the name on that line is rewritten, kept or asked
  cutover plan . --check                            in CI: exit code 1 while something is left to do
`;

const APPLY = `cutover apply DIR [options]

Edits the files of a folder. In a git checkout the files that git ignores are left alone. Each file is written wholly or not at
all, and not if it changed since it was read.

Options
${SHARED}  --commit              make a branch cutover/MIGRATION/phase-N with one commit for each phase instead, on the current
                        commit; needs a git checkout without uncommitted changes, and leaves its files as they are

Examples
  cutover apply . --phase 4                         edit the files of phase 4
  cutover apply . --ledger ledger.jsonl             everything, with a record of what was done and what is left
  cutover apply . --commit                          a branch for each phase
`;

const MIGRATIONS = `cutover migrations

Lists the migrations that come with Cutover: id, title and phases. Give an id, or the path of your own file, to --migration.
`;

const CHECK_MODELS = `cutover check-models [--migration ID|FILE]

Asks Ollama's registry and Hugging Face for the names that the migration inserts: whether they are there, how large they are,
when they changed, under which licence, and whether access must be asked for. Ends with exit code 1 when one is not there, with 3
when a registry did not answer. CUTOVER_OLLAMA_URL and CUTOVER_HUGGING_FACE_URL name mirrors.

Options
  --migration ID|FILE   a migration that comes with Cutover, or your own file (without it: ${DEFAULT_MIGRATION})
`;

/** The help on a command, or the general one. */
export function helpText(topic?: Verb): string {
  switch (topic) {
    case 'plan':
      return PLAN;
    case 'apply':
      return APPLY;
    case 'migrations':
      return MIGRATIONS;
    case 'check-models':
      return CHECK_MODELS;
    case 'help':
    case undefined:
      return GENERAL;
    default:
      return topic satisfies never;
  }
}
