/**
 * `npm run build`, its last step: puts the compiled command line into one file, runs that file once, and keeps the code that V8 made of it,
 * so that `cutover` starts without finding and compiling its modules. Plain JavaScript, run by plain Node.js: the code is only good for the
 * flags under which it was made.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

const { setV8Flags } = await import('../dist/cli/v8-flags.js');
setV8Flags();

// The compiler writes no programs: npm makes them executable where it links them, and a build after that must not undo it.
chmodSync(path('dist/cli/main.js'), 0o755);

rmSync(path('dist/bundle'), { recursive: true, force: true });
mkdirSync(path('dist/bundle'));
const BUNDLE = path('dist/bundle/cutover.cjs');
await build({
  entryPoints: [path('dist/cli/run.js')],
  outfile: BUNDLE,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // Names stay, for the sake of stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  charset: 'ascii',
  // Modules that are imported on demand are in the file too, and built-in ones are required.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'BUNDLE_URL' },
  banner: { js: 'const BUNDLE_URL = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: 'warning',
});
// The file is read as Latin-1, which V8 keeps in half the room: what esbuild leaves in regular expressions is escaped as in strings.
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
writeFileSync(BUNDLE, readFileSync(BUNDLE, 'utf8').replace(/[\u0080-\uffff]/g, escaped));

const { loadPrecompiled } = await import('../dist/cli/precompiled.js');
const loaded = loadPrecompiled();
if (loaded === undefined) throw new Error('dist/bundle/cutover.cjs was made and cannot be loaded');
// What has run is in the code that is kept. Where there is nothing to plan (in an image) it is what loading runs.
const curriculum = path('demo/curriculum');
if (existsSync(curriculum)) {
  const faults = [];
  const world = {
    out() {},
    err: (text) => faults.push(text),
    env: {},
    folder: path(''),
    outIsTerminal: false,
    now: () => performance.now(),
  };
  const exitCode = await loaded.commandLine.run(['plan', curriculum], world);
  if (exitCode !== 0) throw new Error(`planning ${curriculum} ended with ${exitCode}: ${faults.join('')}`);
}
writeFileSync(path('dist/bundle/cutover.code'), loaded.script.createCachedData());
