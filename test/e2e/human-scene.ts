/** A repository with a published phase, for tests of what people do to it. */
import { expect } from '@jest/globals';
import type { Person } from '../../demo/github/admin/act-as-user.js';
import type { Issue, Repository } from '../../demo/github/world.js';
import { checkGit, type LoopbackWorld, lastAnswer } from './loopback-world.js';

const OWNER = 'spark-workbench';
export const BRANCH = 'cutover/2025-tier-1/phase-4';
export const SERVE = 'domain-3-llm-systems/module-3.3-deployment/scripts/serve.py';
export const GUIDE = 'domain-3-llm-systems/module-3.3-deployment/README.md';
export const OTHER = 'docs/notes.md';

type Texts = Readonly<Record<string, string>>;

export const call = (name: string, model: string) => `${name} = ollama.chat(model="${model}", messages=[])\n`;
export const serve = (first: string, second: string, third: string, more = '') =>
  `import ollama\n\n${call('FIRST', first)}\nprint("one")\n\n${call('SECOND', second)}\nprint("two")\n\n${call('THIRD', third)}\nprint("end")\n${more}`;
export const guide = (name: string) => `# Deployment\n\n\`\`\`bash\nollama run ${name}\n\`\`\`\n`;

export const OLD = 'llama3.1:8b';
export const NEW = 'nemotron-3-nano';
export const OLD_LARGE = 'llama3.1:70b';
export const NEW_LARGE = 'qwen3:32b';

export const BEFORE: Texts = {
  [SERVE]: serve(OLD, OLD, OLD_LARGE),
  [GUIDE]: guide(OLD),
  [OTHER]: 'Notes.\n',
  '.github/cutover.yml': 'formatter-bots: ["tidy-notes[bot]"]\n',
};
/** What a phase makes of it. */
export const AFTER: Texts = { ...BEFORE, [SERVE]: serve(NEW, NEW, NEW_LARGE), [GUIDE]: guide(NEW) };

let repositories = 0;

/** A repository whose phase 4 is published. */
export interface Scene {
  readonly world: LoopbackWorld;
  readonly fullName: string;
  readonly repository: Repository;
  readonly maria: Person;
  readonly bot: Person;
  /** Number of the phase's first pull request. */
  readonly pull: number;
  command(line?: string): Promise<string>;
  pulls(): readonly Issue[];
  head(branch?: string): string | undefined;
  /** Every text of a branch by path. */
  texts(branch?: string): Texts;
}

/** Makes the repository, and has the phase published. */
export async function publishedScene(world: LoopbackWorld): Promise<Scene> {
  repositories += 1;
  const fullName = `${OWNER}/course-${repositories}`;
  const repository = world.github.seedRepository({ fullName, files: BEFORE });
  world.github.setRole(fullName, 'maria', 'write');
  world.github.install([fullName], 'maria');
  await world.settle();
  const { git, issues } = repository;
  const maria = world.github.asUser('maria', fullName);
  const tracking = issues.find(({ pull }) => pull === null)?.number ?? 0;
  const head = (branch = BRANCH) => git.ref(`refs/heads/${branch}`);
  const scene: Scene = {
    world,
    fullName,
    repository,
    maria,
    bot: world.github.asUser('tidy-notes[bot]', fullName),
    pull: tracking + 1,
    async command(line = '/migrate phase-4') {
      maria.comment(tracking, line);
      await world.settle();
      return lastAnswer(world, fullName, tracking);
    },
    pulls: () => issues.filter(({ pull }) => pull !== null),
    head,
    texts(branch = BRANCH) {
      const tree = git.commit(head(branch) ?? '')?.tree ?? '';
      const files = git.walkTree(tree).filter(({ mode }) => mode !== '040000');
      return Object.fromEntries(files.map(({ path, sha }) => [path, git.read(sha)?.bytes.toString() ?? '']));
    },
  };
  await scene.command();
  expect(scene.texts()).toEqual(AFTER);
  return scene;
}

/** What holds after everything that anybody did. */
export function expectSafe({ world, repository, fullName }: Scene): void {
  const byApp = repository.activities.filter(({ actor }) => actor.login === 'cutover[bot]');
  expect(byApp.length).toBeGreaterThan(0);
  expect(byApp.filter(({ type, forced }) => forced || type === 'force_push' || type === 'branch_deletion')).toEqual([]);
  checkGit(world, fullName);
}

/** Holds that commits are below a head. */
export function expectAncestors(
  { repository: { git } }: Scene,
  commits: readonly string[],
  head: string | undefined,
): void {
  for (const commit of commits)
    expect({ commit, kept: git.isAncestor(commit, head ?? '') }).toEqual({ commit, kept: true });
}

/** The same command again: nothing is pushed and nothing opened. */
export async function expectSettled(scene: Scene): Promise<void> {
  const refs = [...scene.repository.git.refs()];
  const pulls = scene.pulls().map(({ number, state, body }) => ({ number, state, body }));
  await scene.command();
  expect([...scene.repository.git.refs()]).toEqual(refs);
  expect(scene.pulls().map(({ number, state, body }) => ({ number, state, body }))).toEqual(pulls);
}
