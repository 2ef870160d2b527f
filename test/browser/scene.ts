/** What the browser looks at: the demo's curriculum as a preview report on disk, and the demo's GitHub after one phase. */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pino } from 'pino';
import { startCatalogueRegistries } from '../../demo/catalogue-registries.js';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import { startAppOn } from '../../demo/run-app.js';
import { commandPhase, install, pageOf } from '../../demo/run-loop.js';
import { loadMigration } from '../../src/app/load-migration.js';
import { run } from '../../src/cli/run.js';

const CURRICULUM = fileURLToPath(new URL('../../demo/curriculum', import.meta.url));
const FULL_NAME = 'spark-workbench/curriculum';
const PHASE = 4;

/** Writes the preview report of the demo's curriculum into a folder; gives its address. */
export async function writeReport(folder: string): Promise<string> {
  const file = join(folder, 'report.html');
  let complaints = '';
  const code = await run(['plan', CURRICULUM, '--format', 'html', '--out', file], {
    out: () => {},
    err: (text) => {
      complaints += text;
    },
    ...{ env: {}, folder, outIsTerminal: false, now: () => 0 },
  });
  if (code !== 0) throw new Error(`the report was not written: ${complaints}`);
  return pathToFileURL(file).href;
}

/** The demo's GitHub, with the app at work. */
export interface DemoScene {
  readonly github: LoopbackGitHub;
  /** Address of the tracking issue. */
  readonly issue: string;
  /** Address of the pull request of a phase. */
  readonly pull: string;
  stop(): Promise<void>;
}

/** Starts GitHub on loopback and the app, and commands a phase, as the demo does. */
export async function startDemo(): Promise<DemoScene> {
  const github = await startLoopbackGitHub();
  const migration = await loadMigration('2025-tier-1');
  const registries = await startCatalogueRegistries(migration);
  const server = await startAppOn({ github, migration, log: pino({ level: 'silent' }), registries: registries.urls });
  const stop = async (): Promise<void> => {
    await server.stop();
    await registries.stop();
    await github.stop();
  };
  try {
    github.seedRepository({ fullName: FULL_NAME, folder: CURRICULUM });
    const loop = { github, server, fullName: FULL_NAME, maintainer: 'maintainer', say: () => {} };
    const issue = await install(loop);
    const pull = issue && (await commandPhase(loop, issue, [PHASE]));
    if (issue === undefined || pull === undefined) throw new Error('the demo made no pull request');
    return { github, issue: pageOf(github, FULL_NAME, issue), pull: pageOf(github, FULL_NAME, pull), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
