import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import {
  applyLocally,
  checkGit,
  cloneBranch,
  lastAnswer,
  makeTemporaryFolder,
  readTree,
  requestTable,
  startWorld,
} from './loopback-world.js';

/** A large real curriculum, when it is at hand: the folder `tree` of CUTOVER_CORPUS, or of the one beside the repository. */
const CORPUS = join(
  process.env.CUTOVER_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url)),
  'tree',
);
const NAME = 'spark-workbench/corpus';
const MOST_REQUESTS = 26;
/** Each further tree chunk (100 files), batch of annotations (50) and comment in which the body goes on may take one more. */
const FILES_PER_CHUNK = 100;
const ANNOTATIONS_PER_BATCH = 50;

const whereItIs = existsSync(CORPUS) ? test : test.skip;

whereItIs(
  'phase 4 of a large curriculum: pull request, body, requests, and the same bytes as the command line',
  async () => {
    const world = await startWorld();
    const temporary = makeTemporaryFolder();
    try {
      world.github.seedRepository({ fullName: NAME, folder: CORPUS });
      world.github.setRole(NAME, 'maintainer', 'admin');
      world.github.install([NAME], 'maintainer');
      await world.settle();
      world.github.clearRequests();
      world.github.asUser('maintainer', NAME).comment(1, '/migrate phase-4');
      await world.settle();
      expect(lastAnswer(world, NAME, 1)).toContain(`/${NAME}/pull/2`);

      const repository = world.github.repository(NAME);
      const pull = repository.issues.find(({ number }) => number === 2);
      expect([...(pull?.body ?? '')].length).toBeLessThanOrEqual(60_000);
      expect([...(repository.issues[0]?.body ?? '')].length).toBeLessThanOrEqual(60_000);

      const [cloned, local] = [join(temporary.folder, 'cloned'), join(temporary.folder, 'local')];
      await cloneBranch(world.github, NAME, pull?.pull?.head ?? '', cloned);
      await applyLocally(CORPUS, 'phase-4', local);
      const [theirs, ours, before] = [readTree(cloned), readTree(local), readTree(CORPUS)];
      expect([...theirs.keys()]).toEqual([...ours.keys()]);
      const changed = [...ours].filter(([path, content]) => before.get(path) !== content).length;
      expect(changed).toBeGreaterThan(0);
      expect([...ours].filter(([path, content]) => theirs.get(path) !== content).map(([path]) => path)).toEqual([]);

      const chunks = Math.max(Math.ceil(changed / FILES_PER_CHUNK) - 1, 0);
      const annotations = repository.checkRuns[0]?.annotations.length ?? 0;
      const batches = Math.max(Math.ceil(annotations / ANNOTATIONS_PER_BATCH) - 1, 0);
      const table = requestTable(world.github.requests());
      const comments = Math.max((pull?.comments.length ?? 0) - 1, 0);
      const most = MOST_REQUESTS + chunks + batches + comments;
      if (table.split('\n').length > most) throw new Error(`more than ${most} requests:\n${table}`);
      expect(world.github.contractViolations()).toEqual([]);
      checkGit(world, NAME);
    } finally {
      await world.stop();
      temporary.remove();
    }
  },
  300_000,
);

if (!existsSync(CORPUS))
  test.skip(`the large curriculum is not here: set CUTOVER_CORPUS to its folder (looked in ${CORPUS})`, () => {});
