/** A real browser without a window, where there is one. It reaches nothing but this machine and pages on disk. */
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A name that is looked up at all would be a request that leaves this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** Whether there is a browser: `CHROMIUM` in the environment, or Debian's. */
export const hasBrowser = existsSync(EXECUTABLE);

/** Starts the browser; its screenshots are the same everywhere, so far as fonts are. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** How a page is looked at. */
export interface Look {
  /** CSS pixels. */
  readonly width: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** A page in a window of its own, and the addresses it asked for, its own first. */
export interface LookedAt {
  readonly page: Page;
  readonly requests: readonly string[];
  /** What the page complained of: uncaught errors, and errors on its console. */
  readonly complaints: readonly string[];
}

/** Opens an address and waits until it is drawn. */
export async function lookAt(
  browser: Browser,
  address: string,
  { width, height = 900, colorScheme = 'light' }: Look,
): Promise<LookedAt> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(address, { waitUntil: 'load' });
  return { page, requests, complaints };
}

interface Finding {
  readonly id: string;
  readonly impact?: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** Which of axe's rules are asked: all of them, one, or all but one. */
export interface Rules {
  readonly only?: string;
  readonly but?: string;
}

/** What axe finds, of whatever impact, a line each place. */
export async function findingsOf(page: Page, { only, but }: Rules = {}): Promise<readonly string[]> {
  const options = {
    resultTypes: ['violations'],
    ...(only === undefined ? {} : { runOnly: { type: 'rule', values: [only] } }),
    ...(but === undefined ? {} : { rules: { [but]: { enabled: false } } }),
  };
  // Evaluated and not added as a script: the page's policy lets nothing else than its own in.
  await page.evaluate(axe.source);
  const found: readonly Finding[] = await page.evaluate(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) =>
        `${id} (${impact ?? 'no impact'}: ${help}) at ${target.join(' ')}: ${failureSummary}`,
    ),
  );
}

/** How far the page is wider than its window, in CSS pixels; 0 when nothing must be scrolled sideways. */
export function tooWide(page: Page): Promise<number> {
  return page.evaluate(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  ) as Promise<number>;
}
