/** The import law of docs/architecture.md, held by reading every import of src with the TypeScript parser. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const PURE = ['core', 'formats', 'languages', 'rules', 'render'];
const ADAPTERS = ['github', 'local', 'registries', 'jobs'];
const COMPOSITION_ROOTS = ['app', 'cli'];

/** What each layer may import of ours, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  ...Object.fromEntries(['formats', 'languages', 'rules', 'render', ...ADAPTERS].map((layer) => [layer, ['core']])),
  'run-phase': PURE,
  app: [...PURE, ...ADAPTERS, 'run-phase'],
  cli: [...PURE, ...ADAPTERS, 'run-phase'],
};

/** All packages that the pure layers may import: they read and print text, and do nothing else. */
const PURE_PACKAGES = [
  '@jupyterlab/nbformat',
  '@lezer/common',
  '@lezer/json',
  '@lezer/markdown',
  '@lezer/python',
  '@lezer/yaml',
  'diff',
  'jsonc-parser',
  'mdast',
  'picomatch',
  'remark',
  'remark-gfm',
  'unified',
  'yaml',
  'zod',
];

/** Modules that only some layers may import. */
const RESERVED: readonly { readonly module: RegExp; readonly layers: readonly string[] }[] = [
  { module: /^(?:@octokit\/|probot$|@probot\/)/, layers: ['github', 'app'] },
  { module: /^(?:node:)?fs(?:\/promises)?$/, layers: ['local', 'cli'] },
  { module: /^(?:node:)?child_process$/, layers: ['local', 'cli'] },
];

/** What the layers below run-phase must not even name: clock, randomness, environment, timers, the log. */
const WORLDLY = ['process', 'console', 'performance', 'globalThis', 'fetch', 'setTimeout', 'setInterval', 'Date'];

/** Programs: the only files that do something when they are loaded. */
const PROGRAMS = ['src/cli/main.ts', 'src/app/server.ts'];

interface Import {
  readonly module: string;
  /** `import 'x'`: for its effects alone. */
  readonly bare: boolean;
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
}

function importsOf(file: ts.SourceFile): readonly Import[] {
  const found: Import[] = [];
  function visit(node: ts.Node): void {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined)
      found.push({
        module: nameOf(node.moduleSpecifier),
        bare: ts.isImportDeclaration(node) && node.importClause === undefined,
      });
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      found.push({ module: nameOf(node.argument.literal), bare: false });
    const loads =
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        /^require$|\.require$/.test(node.expression.getText(file)));
    if (loads && node.arguments[0] !== undefined) found.push({ module: nameOf(node.arguments[0]), bare: false });
    ts.forEachChild(node, visit);
  }
  visit(file);
  return found;
}

/** A module that is computed cannot be judged; it gets a name that no rule allows. */
function nameOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : '(computed)';
}

function layerOf(path: string): string {
  return path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
}

/** Everything in which a file of src breaks the law. `path` starts with `src/`. */
function faultsOf(path: string, text: string): readonly string[] {
  const file = parse(path, text);
  const layer = layerOf(path);
  const pure = PURE.includes(layer);
  const faults = MAY_IMPORT[layer] === undefined ? [`${layer} is no layer that the law knows`] : [];
  for (const { module, bare } of importsOf(file)) {
    if (bare) faults.push(`imports ${module} for its effects`);
    if (module.startsWith('.')) faults.push(...faultsOfOwn(path, layer, module));
    else faults.push(...faultsOfPackage(layer, pure, module));
  }
  if (pure) faults.push(...worldlyNames(file));
  if (!PROGRAMS.includes(path)) faults.push(...effectsOnLoading(file));
  if (layer === 'github') faults.push(...listsReadOtherwise(file));
  return faults.map((fault) => `${path} ${fault}`);
}

function faultsOfOwn(path: string, layer: string, module: string): readonly string[] {
  const target = posix.join(posix.dirname(path), module);
  if (!target.startsWith('src/')) return [`imports ${module}, which is outside src`];
  const other = layerOf(target.replace(/\.js$/, '.ts'));
  if (other === layer || MAY_IMPORT[layer]?.includes(other) === true) return [];
  return [`imports ${target}: ${layer} may not import ${other}`];
}

function faultsOfPackage(layer: string, pure: boolean, module: string): readonly string[] {
  const name = module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
  const below = pure || layer === 'run-phase';
  if (below && !PURE_PACKAGES.includes(name)) return [`imports ${module}, which is not on the list of the pure layers`];
  if (module === '(computed)') return ['imports a computed module'];
  return RESERVED.filter((one) => one.module.test(module) && !one.layers.includes(layer)).map(
    ({ layers }) => `imports ${module}, which only ${layers.join(' and ')} may`,
  );
}

/** Names of the world that are used as values, not as names of properties or in types. */
function worldlyNames(file: ts.SourceFile): readonly string[] {
  const faults: string[] = [];
  function visit(node: ts.Node): void {
    if (ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node) && WORLDLY.includes(node.text) && !isPropertyName(node)) faults.push(`uses ${node.text}`);
    if (ts.isPropertyAccessExpression(node) && node.getText(file) === 'Math.random') faults.push('uses Math.random');
    ts.forEachChild(node, visit);
  }
  visit(file);
  return faults;
}

/** Lists read past `github/pages.ts`: Octokit's own pagination takes a refusal for the end of an empty list. */
function listsReadOtherwise(file: ts.SourceFile): readonly string[] {
  const faults: string[] = [];
  function visit(node: ts.Node): void {
    const called = ts.isCallExpression(node) ? node.expression.getText(file) : '';
    if (called.endsWith('.paginate')) faults.push(`calls ${called}`);
    if (
      called.endsWith('.paginate.iterator') &&
      !/\b(?:readPages|readList)\($/.test(file.text.slice(0, node.getStart(file)).trimEnd())
    )
      faults.push(`calls ${called} outside readPages and readList`);
    ts.forEachChild(node, visit);
  }
  visit(file);
  return faults;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node;
}

/** Statements that do something when the module is loaded; so nothing can register itself anywhere. */
function effectsOnLoading(file: ts.SourceFile): readonly string[] {
  return file.statements
    .filter(
      (statement) =>
        !ts.isImportDeclaration(statement) &&
        !ts.isExportDeclaration(statement) &&
        !ts.isVariableStatement(statement) &&
        !ts.isFunctionDeclaration(statement) &&
        !ts.isClassDeclaration(statement) &&
        !ts.isInterfaceDeclaration(statement) &&
        !ts.isTypeAliasDeclaration(statement) &&
        !ts.isExportAssignment(statement),
    )
    .map((statement) => `does something when it is loaded: ${statement.getText(file).split('\n')[0]}`);
}

function sourcePaths(): readonly string[] {
  return readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'));
}

describe('the sources', () => {
  const paths = sourcePaths();

  test('are where the law expects them', () => {
    const layers = new Set(paths.map(layerOf));
    expect(
      [...PURE, 'github', 'local', 'jobs', 'run-phase', ...COMPOSITION_ROOTS].filter((one) => !layers.has(one)),
    ).toEqual([]);
  });

  test('keep the import law', () => {
    expect(paths.flatMap((path) => faultsOf(path, readFileSync(`${ROOT}${path}`, 'utf8')))).toEqual([]);
  });

  test('of the pure layers compile without the types of Node', () => {
    const { config } = ts.readConfigFile(`${ROOT}tsconfig.pure.json`, ts.sys.readFile);
    expect(config.compilerOptions).toMatchObject({ lib: ['ES2023'], types: [] });
    expect(config.include).toEqual(PURE.map((layer) => `src/${layer}`));
  });
});

describe('a violation is found:', () => {
  const cases: readonly [what: string, path: string, text: string][] = [
    ['core importing a format', 'src/core/edit.ts', "import { FORMATS } from '../formats/index.js';"],
    ['a format importing a language', 'src/formats/shell.ts', "import { LANGUAGES } from '../languages/index.js';"],
    ['a type imported across layers', 'src/render/fit.ts', "import type { Desk } from '../app/desk.js';"],
    ['a type imported inline', 'src/rules/index.ts', "export let x: import('../render/fit.js').Part;"],
    ['an adapter importing another', 'src/local/git.ts', "import { fullName } from '../github/client.js';"],
    ['the conductor importing an adapter', 'src/run-phase.ts', "import { runGit } from './local/git.js';"],
    ['the app importing the command line', 'src/app/index.ts', "import { run } from '../cli/run.js';"],
    ['the command line importing the app', 'src/cli/run.ts', "export { makeApp } from '../app/index.js';"],
    ['a lazy import across layers', 'src/cli/run.ts', "await import('../app/index.js');"],
    ['a computed import', 'src/github/client.ts', 'export const load = (name: string) => import(name);'],
    ['Octokit in the queue', 'src/jobs/queue.ts', "import { Octokit } from '@octokit/rest';"],
    ['files read by the GitHub adapter', 'src/github/client.ts', "import { readFileSync } from 'node:fs';"],
    ['a process started by the app', 'src/app/index.ts', "import { spawn } from 'node:child_process';"],
    ['Node in a pure layer', 'src/render/fit.ts', "import { join } from 'node:path';"],
    ['a package that is not on the list', 'src/core/edit.ts', "import pino from 'pino';"],
    ['the clock below run-phase', 'src/core/edit.ts', 'export function age(): number { return Date.now(); }'],
    ['randomness below run-phase', 'src/rules/index.ts', 'export const dice = () => Math.random();'],
    ['the environment below run-phase', 'src/render/fit.ts', 'export const home = () => process.env.HOME;'],
    ['an import for its effects', 'src/rules/index.ts', "import './agent-without-tool-calling.js';"],
    ['registration on loading', 'src/formats/shell.ts', "import { formats } from './index.js';\nformats.push({});"],
    ['a list that a refusal ends', 'src/github/labels.ts', 'export const all = (c: C) => c.paginate(c.rest.x);'],
    [
      'pages that a refusal ends',
      'src/github/labels.ts',
      'export const all = (c: C) => c.paginate.iterator(c.rest.x);',
    ],
    ['a file outside every layer', 'src/helpers.ts', 'export const one = 1;'],
    ['a file outside src', 'src/cli/run.ts', "import { x } from '../../demo/run.js';"],
  ];
  test.each(cases)('%s', (_what, path, text) => {
    expect(faultsOf(path, text)).not.toEqual([]);
  });

  test('and what the law allows is not', () => {
    const allowed = [
      ['src/render/fit.ts', "import type { Root } from 'mdast';\nimport type { Edit } from '../core/edit.js';"],
      ['src/cli/run.ts', "import { readFileSync } from 'node:fs';\nconst x = await import('../github/client.js');"],
      [
        'src/core/edit.ts',
        'export const record = { process: 1 };\nexport const of = (x: { process: number }) => x.process;',
      ],
    ] as const;
    expect(allowed.flatMap(([path, text]) => faultsOf(path, text))).toEqual([]);
  });
});
