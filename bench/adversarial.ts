/**
 * Plans texts that are built to make a careless expression or loop run away, each at one size and at twice it, and prints both times: what
 * grows more than threefold is more than linear. `tsx bench/adversarial.ts [KILOBYTES]`; ends with 1 when something runs away.
 */
import { createEngine } from '../src/core/engine.js';
import { NO_PRIOR } from '../src/core/history.js';
import { findIncumbents, NO_INCUMBENTS } from '../src/core/incumbents.js';
import { planFile } from '../src/core/plan-file.js';
import { FORMATS } from '../src/formats/index.js';
import { LANGUAGES } from '../src/languages/index.js';
import { readBundledMigration } from '../src/local/bundled-migrations.js';
import { RULES } from '../src/rules/index.js';

const SIZE = Number(process.argv[2] ?? 64) * 1024;
const PATHS = (process.env.PATHS ?? 'a.md,a.py,a.ipynb,a.yaml,a.json,a.sh,Dockerfile,a.txt').split(',');
/** A folder that a phase of the migration claims: elsewhere everything is kept without much thought. */
const FOLDER = 'domain-3-llm-systems/module-3.3-deployment/';
const NAME = 'llama3.1:8b';

/** Texts of about `size` characters with a name before, in the middle and after. */
const SHAPES: Readonly<Record<string, string>> = {
  blanks: ' ',
  tabs: '\t',
  'line feeds': '\n',
  'quotation marks': '"',
  apostrophes: "'",
  backticks: '`',
  'backtick pairs': '`` ',
  hashes: '#',
  'opening brackets': '[',
  'links half open': '[a](',
  'opening parentheses': '(',
  braces: '{',
  digits: '1',
  'digits and commas': '1,',
  dashes: '-',
  'dashes and blanks': '- ',
  'bars of a table': '| ',
  'rows of a table': '| a | 1 |\n',
  stars: '*',
  'underscored word': 'a_',
  'dots of a path': 'a.',
  'folders of a path': 'a/',
  'angle brackets': '<',
  'opening comments': '<!-- ',
  backslashes: '\\',
  'continued lines': 'a \\\n',
  exclamations: '!',
  'quotes of Markdown': '> ',
  'list items': '- a\n',
  'nested items': '  - a\n',
  'almost a stem': 'llama3.',
  'stems without a name': 'llama3.1x',
  names: 'llama3.1:8b ',
  'names on lines': 'ollama pull llama3.1:8b\n',
  'names in calls': 'chat(model="llama3.1:8b")\n',
  'names in prose': 'Llama 3.1 8B is here. ',
  'assigned names': 'm = "llama3.1:8b"\n',
  'words and blanks': 'the model ',
  sentences: 'One. ',
  'accented letters': 'é',
  heredocs: 'cat <<EOF\n',
  fences: '```\n',
  conflict: '<<<<<<< a\n',
  'equal signs': '=',
  colons: 'a: ',
};

const parsed = await readBundledMigration('2025-tier-1');
if (!parsed.ok) throw new Error('the bundled migration has faults');
const { migration } = parsed;
const anywhere = migration.phases.map((phase) => ({
  ...phase,
  sections: phase.sections.map((section) => ({ ...section, scope: { include: ['**'], exclude: [] } })),
}));

function cpuOf(path: string, text: string): number {
  const engine = createEngine({
    migration: { ...migration, phases: anywhere },
    formats: FORMATS,
    languages: LANGUAGES,
    rules: RULES,
  });
  const file = { path: `${FOLDER}${path}`, mode: '100644' as const, blob: '', size: text.length, text };
  const start = process.cpuUsage();
  planFile(file, engine, { prior: NO_PRIOR, inFile: findIncumbents(file, engine), inModule: NO_INCUMBENTS });
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function textOf(path: string, piece: string, size: number): string {
  const run = piece.repeat(Math.ceil(size / 2 / piece.length));
  const text = `use ${NAME} ${run} ${NAME} ${run} ${NAME}\n`;
  if (path !== 'a.ipynb') return text;
  const code = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: text };
  return JSON.stringify({
    cells: [code, { cell_type: 'markdown', metadata: {}, source: text }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 4,
  });
}

cpuOf('a.md', textOf('a.md', 'llama3.1:8b `x` ', 20_000));
let bad = 0;
for (const path of PATHS) {
  for (const [shape, piece] of Object.entries(SHAPES)) {
    const once = cpuOf(path, textOf(path, piece, SIZE));
    if (once < 40) continue;
    const twice = cpuOf(path, textOf(path, piece, 2 * SIZE));
    const grows = twice / once;
    const flag = grows > 3 || twice > 3000;
    if (flag) bad++;
    if (flag || process.argv.includes('--all'))
      console.log(
        `${path.padEnd(12)}${shape.padEnd(24)}${once.toFixed(0).padStart(7)} ms${twice.toFixed(0).padStart(8)} ms  x${grows.toFixed(1)}`,
      );
  }
}
console.log(bad === 0 ? 'nothing runs away' : `${bad} texts run away`);
process.exitCode = bad === 0 ? 0 : 1;
