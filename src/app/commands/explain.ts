import { nearestWord } from '../../core/nearest-word.js';
import { answerExplanations } from '../../render/answer-explanations.js';
import type { Desk } from '../desk.js';
import { type Refusal, refuse } from '../reply.js';
import type { SlashCommand } from './command.js';

/** Says why a name is rewritten, kept or asked. */
export const explainCommand: SlashCommand = {
  name: 'explain',
  forms: ['explain PATH[:LINE]'],
  description:
    'Says of each model name in a file of the default branch, or on one line of it, what it stands in, which rules looked at it, what decided, and what it becomes. Changes nothing.',
  examples: [
    { line: '/migrate explain docs/setup.md', does: 'explains every name in that file' },
    { line: '/migrate explain docs/setup.md:12', does: 'explains the names on line 12' },
  ],
  permission: 'write',
  async run(asked, desk) {
    const { path, line } = readPlace(asked.argument ?? '');
    const explanations = await desk.explain(path, line);
    if (explanations === undefined) return refuse(asked.text, await noNames(path, desk));
    if (explanations.length === 0) return refuse(asked.text, await noneOnLine(path, line, desk));
    return answerExplanations(asked.text, explanations, desk.migration.catalogue.sources);
  },
};

/** A path and a 1-based line, as people write and paste them: `a.md`, `a.md:12`, `/a.md#L12`, `./a.md`. */
export function readPlace(written: string): { readonly path: string; readonly line?: number } {
  const [, name = written, line] = /^(.*?)(?::|#L)([1-9]\d{0,8})(?:[-:].*)?$/.exec(written) ?? [];
  const path = name.replace(/^\.?\/+/, '');
  return line === undefined ? { path } : { path, line: Number(line) };
}

async function noNames(path: string, desk: Desk): Promise<Refusal> {
  if (await desk.hasFile(path)) {
    return {
      what: `There is no name of an old or a new model in \`${path}\` on the default branch.`,
      next: 'nothing; no phase changes the file for a name.',
    };
  }
  const { phases, outside } = await desk.plan();
  const paths = [...phases.flatMap(({ files }) => files), ...outside].map((file) => file.path);
  const near = nearestWord(path, paths);
  return {
    what: `There is no file \`${path}\` on the default branch.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`,
    next: 'give the path from the root of the repository, in the case in which it is written there.',
  };
}

async function noneOnLine(path: string, line: number | undefined, desk: Desk): Promise<Refusal> {
  const all = (await desk.explain(path)) ?? [];
  const lines = [...new Set(all.map(({ row }) => row.line))];
  return {
    what: `There is no model name on line ${line ?? 1} of \`${path}\`.${lines.length === 0 ? '' : ` There are some on ${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, 20).join(', ')}.`}`,
    next: lines.length === 0 ? 'nothing.' : `\`/migrate explain ${path}:${lines[0]}\` explains the first.`,
  };
}
