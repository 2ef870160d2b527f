/** `cutover migrations`: lists what comes with Cutover. */
import { listBundledMigrations } from '../local/bundled-migrations.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { loadMigration } from './load-migration.js';
import type { World } from './world.js';

/** Runs the command. */
export async function runMigrations(world: World): Promise<ExitCode> {
  for (const id of await listBundledMigrations()) {
    const { title, phases } = await loadMigration(id, world.folder);
    world.out(`${id}  ${title}\n`);
    for (const phase of phases) world.out(`  phase ${phase.number}  ${phase.title}\n`);
  }
  return EXIT.done;
}
