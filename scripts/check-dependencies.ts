/**
 * Checks what is installed to run Cutover: licences, exact versions, integrity, install scripts; and asks the registry for known
 * vulnerabilities, where it answers. Prints a line a check (`ok - `, `not ok - ` with what is wrong, `skip - `); ends with 1 when one failed.
 * `tsx scripts/check-dependencies.ts`
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Licences that the production tree may have: each allows use, change and distribution with its notice. */
const LICENCES: readonly string[] = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** Packages of the production tree that may run a script when they are installed, with the reason. */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  'msgpackr-extract':
    'optional, native code that makes BullMQ read faster: its script looks for a prebuilt binary, and without one plain JavaScript is used',
};

/** Milliseconds that the registry has to answer. */
const PATIENCE = 60_000;

/** A package as the lock file has it. */
interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

type Versions = Readonly<Record<string, string>>;

/** The parts of `package.json` and `package-lock.json` that are checked. */
export interface Dependencies {
  readonly manifest: { readonly dependencies?: Versions; readonly devDependencies?: Versions };
  /** By path: `node_modules/a`, `node_modules/a/node_modules/b`; the root is the empty path. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** A check by name; one that failed has what is wrong, one that was skipped why. */
export interface Checked {
  readonly name: string;
  readonly result: 'ok' | 'not ok' | 'skip';
  readonly said: readonly string[];
}

/** Checks the two files against one another and the lists above. */
export function checkFiles({ manifest, packages }: Dependencies): readonly Checked[] {
  const all = Object.entries(packages).filter(([path]) => path !== '');
  const production = all.filter(([, { dev }]) => dev !== true);
  const direct = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  return [
    checked(
      `licences of ${production.length} packages`,
      production.flatMap(([path, { license }]) =>
        isAllowed(license) ? [] : [`${nameOf(path)}: ${license ?? 'no licence is given'}`],
      ),
    ),
    checked(
      `exact versions of ${direct.length} dependencies`,
      direct.flatMap(([name, version]) => {
        if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) return [`${name}: "${version}" is a range`];
        const locked = packages[`node_modules/${name}`]?.version;
        return locked === version ? [] : [`${name}: ${version} is asked for, ${locked ?? 'nothing'} is locked`];
      }),
    ),
    checked(
      `integrity of ${all.length} packages`,
      all.flatMap(([path, { integrity = '', resolved = '' }]) => [
        ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) ? [] : [`${nameOf(path)} has no SHA-512`]),
        ...(resolved === '' || resolved.startsWith('https://') ? [] : [`${nameOf(path)} comes from ${resolved}`]),
      ]),
    ),
    checked('install scripts', installScripts(production)),
  ];
}

function installScripts(production: readonly (readonly [string, LockedPackage])[]): readonly string[] {
  const found = new Set(production.flatMap(([path, one]) => (one.hasInstallScript === true ? [nameOf(path)] : [])));
  const unlisted = [...found].filter((name) => INSTALL_SCRIPTS[name] === undefined);
  const gone = Object.keys(INSTALL_SCRIPTS).filter((name) => !found.has(name));
  return [
    ...unlisted.map((name) => `${name} runs a script when it is installed: do without it, or list it with the reason`),
    ...gone.map((name) => `${name} is listed and runs no script: take it off the list`),
  ];
}

/** Of alternatives one suffices; what is joined must all be allowed. */
function isAllowed(licence: string | undefined): boolean {
  const plain = licence?.replace(/^\(|\)$/g, '') ?? '';
  return plain.split(' OR ').some((one) => one.split(' AND ').every((each) => LICENCES.includes(each)));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function checked(name: string, said: readonly string[]): Checked {
  return { name, result: said.length === 0 ? 'ok' : 'not ok', said };
}

const AUDIT = 'known vulnerabilities';

/** Reads the answer of `npm audit --json`; one that is no report means that the registry does not answer audits. */
export function checkAudit(answer: string): Checked {
  const report = parse(answer);
  const vulnerabilities = isRecord(report) && 'auditReportVersion' in report ? report.vulnerabilities : undefined;
  if (!isRecord(vulnerabilities))
    return { name: AUDIT, result: 'skip', said: ['npm audit --omit=dev: the registry does not answer'] };
  return checked(
    AUDIT,
    Object.entries(vulnerabilities).map(
      ([name, one]) => `${name}: ${isRecord(one) ? String(one.severity) : 'unknown severity'}`,
    ),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function askRegistry(): Promise<string> {
  return new Promise((resolve) => {
    execFile('npm', ['audit', '--omit=dev', '--json'], { timeout: PATIENCE, maxBuffer: 1 << 26 }, (_, stdout) =>
      resolve(stdout),
    );
  });
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
}

/** Reads the two files of this repository. */
export function readDependencies(): Dependencies {
  const [manifest, lock] = [read('package.json'), read('package-lock.json')];
  if (!isRecord(manifest) || !isRecord(lock) || !isPackages(lock.packages)) throw new TypeError('no lock file');
  return { manifest, packages: lock.packages };
}

function isPackages(value: unknown): value is Dependencies['packages'] {
  return isRecord(value) && Object.values(value).every(isRecord);
}

async function main(): Promise<void> {
  for (const { name, result, said } of [...checkFiles(readDependencies()), checkAudit(await askRegistry())]) {
    console.log(`${result} - ${name}${result === 'skip' ? ` (${said.join('; ')})` : ''}`);
    if (result !== 'not ok') continue;
    for (const fault of said) console.log(`  ${fault}`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
