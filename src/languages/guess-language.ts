/** Guesses the language of a text that does not say it: a fence without an info string, a long string. */
import { splitStatements } from '../core/python-statements.js';
import { pythonTree } from '../core/syntax.js';
import { isCommandLine } from './command-line.js';

/** Language names by info string or file extension; what is not listed is plain. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...pairs('python', ['python', 'py', 'python3', 'ipython', 'ipython3', 'pycon', 'pyi']),
  ...pairs('shell', [
    'shell',
    'bash',
    'sh',
    'zsh',
    'ksh',
    'dash',
    'console',
    'terminal',
    'shell-session',
    'shellsession',
    'sh-session',
    'dotenv',
    'env',
    'cmd',
    'powershell',
    'ps1',
  ]),
  ...pairs('yaml', ['yaml', 'yml', 'compose', 'docker-compose']),
  ...pairs('json', ['json', 'jsonc', 'json5', 'jsonl', 'ndjson', 'ipynb']),
  ...pairs('dockerfile', ['dockerfile', 'docker', 'containerfile', 'modelfile']),
  ...pairs('markdown', ['markdown', 'md', 'mdx']),
]);

function pairs(language: string, names: readonly string[]): readonly (readonly [string, string])[] {
  return names.map((name) => [name, language] as const);
}

/** The language that an info string or an extension names; undefined where it names none that is known. */
export function languageNamed(name: string): string | undefined {
  return NAMES.get(name.toLowerCase());
}

/** The language that a file name stands for: `Modelfile`, `train.py`. */
export function languageOfFileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:Dockerfile|Containerfile|Modelfile)/i.test(name) || /\.(?:dockerfile|modelfile)$/i.test(name))
    return 'dockerfile';
  if (/^\.env/.test(name)) return 'shell';
  return languageNamed(name.slice(name.lastIndexOf('.') + 1)) ?? 'plain';
}

/** The language that a `#!` line names. */
export function languageOfShebang(text: string): string | undefined {
  const line = /^#!.*/.exec(text)?.[0];
  if (line === undefined) return undefined;
  if (/python/.test(line)) return 'python';
  return /\b(?:ba|z|k|da|)sh\b/.test(line) ? 'shell' : 'plain';
}

/** Guesses the language of `text`; `plain` when nothing speaks for another. */
export function guessLanguage(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return 'plain';
  const shebang = languageOfShebang(trimmed);
  if (shebang !== undefined) return shebang;
  if (looksLikeJson(trimmed)) return 'json';
  if (/^(?:#.*\n\s*)*FROM +[\w./:@-]+(?: +AS +\w+)?[ \t]*\r?(?:\n|$)/.test(trimmed)) return 'dockerfile';
  if (looksLikeCommands(trimmed)) return 'shell';
  if (looksLikePython(text)) return 'python';
  if (looksLikeTable(text)) return 'markdown';
  return 'plain';
}

/** Whether the text starts and ends like a JSON object, or an array of strings or objects. */
export function looksLikeJson(trimmed: string): boolean {
  return /^(?:\{\s*"|\[\s*["{])/.test(trimmed) && /[}\]]$/.test(trimmed);
}

/** Whether most lines, continuation lines and comments apart, start with a known command. */
export function looksLikeCommands(text: string): boolean {
  let commands = 0;
  let others = 0;
  let continued = false;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    if (!continued) {
      if (isCommandLine(line)) commands++;
      else others++;
    }
    continued = trimmed.endsWith('\\');
  }
  return commands > others;
}

/** Telling statements for each error that is let pass. */
const ERRORS_SHARE = 10;

const TELLING = new Set([
  'ImportStatement',
  'AssignStatement',
  'CallExpression',
  'FunctionDefinition',
  'ClassDefinition',
]);

/** Characters after which a program has shown what it is. */
const ENOUGH = 1000;

/** What a telling statement has at least one of to itself: a text with more errors than these allow need not be read to its end. */
const MAY_TELL = /[=(:]|\b(?:import|def|class)\b/g;

/** Whether the text parses as Python and does something that only code does; a long program may have a few errors. */
export function looksLikePython(text: string): boolean {
  if (!/[=(]|^[ \t]*(?:import|from)\s/m.test(text) || text.length > 100_000) return false;
  if (readsAsProse(text)) return false;
  const most = text.match(MAY_TELL)?.length ?? 0;
  let telling = 0;
  let errors = 0;
  for (const { start, end } of splitStatements(text).statements) {
    if (errors * ERRORS_SHARE > most) return false;
    if (start > ENOUGH && telling > 0) break;
    pythonTree(text.slice(start, end)).iterate({
      enter(node) {
        if (node.type.isError) errors++;
        else if (TELLING.has(node.name)) telling++;
      },
    });
  }
  return telling > 0 && errors * ERRORS_SHARE <= telling;
}

/** Words between which, or after which, another word may stand in Python. */
const KEYWORD =
  /^(?:and|as|assert|async|await|class|def|del|elif|else|except|for|from|global|if|import|in|is|lambda|nonlocal|not|or|raise|return|while|with|yield|match|case|type)$/;

/** A line that is a key of YAML with its values below it, or an entry with a key: words alone before a colon there are few of in Python. */
const YAML_KEY = /^[ \t]*(?:-[ \t]+[\w-]+:[ \t]|(?!(?:else|try|finally|except)[ \t]*:)[\w-]+:[ \t]*\r?$)/gm;

/**
 * Whether more lines begin as no statement does than a tenth of what could be telling: with two words side by side, with a bar, a frame or
 * a rule, or as YAML. Each is an error to the grammar, and recovering from many takes long. Long strings may hold such lines.
 */
function readsAsProse(text: string): boolean {
  if (/"""|'''/.test(text)) return false;
  let prose = (text.match(/^[ \t]*[|=>$\u2500-\u257f]/gm)?.length ?? 0) + (text.match(YAML_KEY)?.length ?? 0);
  for (const [, first = '', second = ''] of text.matchAll(/^[ \t]*([A-Za-z]\w*)[ \t]+([A-Za-z]\w*)/gm)) {
    if (!KEYWORD.test(first) && !KEYWORD.test(second)) prose++;
  }
  const telling = text.match(/[=(]|\b(?:import|def|class)\b/g)?.length ?? 0;
  return prose * ERRORS_SHARE > telling;
}

/** Whether the text has the line of dashes below a table's header. */
export function looksLikeTable(text: string): boolean {
  return /^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*\r?$/m.test(text);
}
