/** Links of the files that a plan holds which lead nowhere already: no phase breaks or mends one. */
import { type BrokenLink, findBrokenLinks, mayLink } from '../core/broken-links.js';
import type { RepositoryPlan } from '../core/phase-plan.js';
import type { RepoPath } from '../core/source.js';
import { amount } from '../render/markdown.js';
import type { Finding } from '../render/tracking-state.js';

/** Looks through the Markdown files and notebooks that name a model. `paths` are all files of the default branch. */
export function findLinks(plan: RepositoryPlan, paths: readonly RepoPath[]): Finding {
  const files = [...plan.phases.flatMap((phase) => phase.files), ...plan.outside].filter(({ path }) => mayLink(path));
  const broken = findBrokenLinks(
    files.map(({ path, before }) => ({ path, text: before })),
    paths,
  );
  const where = `${amount(files.length, 'file')} of Markdown and notebooks that name a model`;
  if (broken.length === 0) return { done: true, proof: `every link in the ${where} leads somewhere` };
  return {
    done: false,
    proof: `${amount(broken.length, 'link')} in the ${where} ${broken.length === 1 ? 'leads' : 'lead'} nowhere on the default branch, with or without the migration`,
    details: broken.map(sayLink),
  };
}

function sayLink({ path, line, cell, target }: BrokenLink): string {
  const where = cell === undefined ? `${path}:${line}` : `${path}, cell ${cell}, line ${line}`;
  return `\`${where.replaceAll('`', "'")}\` leads to \`${target.replaceAll('`', "'")}\``;
}
