/**
 * Takes the pictures of docs/images from the demo: the tracking issue, a pull request, the preview report in light and dark.
 * `npm run screenshots [FOLDER]`; wants Chromium, at /usr/bin/chromium or where `CHROMIUM` says.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { hasBrowser, type Look, lookAt, startBrowser } from '../test/browser/chromium.js';
import { startDemo, writeReport } from '../test/browser/scene.js';

/** CSS pixels, one each in the picture. */
const WIDTH = 1100;
/** Bytes that a picture may have: a README that loads at once. */
const MOST_BYTES = 200_000;

interface Picture {
  readonly name: string;
  readonly address: string;
  readonly height: number;
  readonly colorScheme?: NonNullable<Look['colorScheme']>;
  /** The end of the path of a file that is opened and scrolled to. */
  readonly file?: string;
}

const folder = process.argv[2] ?? fileURLToPath(new URL('../docs/images', import.meta.url));
if (hasBrowser) await takeAll();
else {
  process.stderr.write(
    'There is no Chromium at /usr/bin/chromium. Install it, or say where one is: CHROMIUM=/path/to/chromium.\n',
  );
  process.exitCode = 1;
}

async function takeAll(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'cutover-report-'));
  const browser = await startBrowser();
  const demo = await startDemo();
  try {
    const report = await writeReport(scratch);
    const pictures: readonly Picture[] = [
      { name: 'tracking-issue', address: demo.issue, height: 1250 },
      { name: 'pull-request', address: demo.pull, height: 890 },
      { name: 'report-light', address: report, height: 980 },
      { name: 'report-dark', address: report, height: 980, colorScheme: 'dark', file: 'lab-3.1.1-first-adapter.ipynb' },
    ];
    mkdirSync(folder, { recursive: true });
    for (const picture of pictures) await take(browser, picture);
  } finally {
    await demo.stop();
    await browser.close();
    rmSync(scratch, { recursive: true });
  }
}

async function take(browser: Browser, { name, address, height, colorScheme = 'light', file }: Picture): Promise<void> {
  const { page } = await lookAt(browser, address, { width: WIDTH, height, colorScheme });
  if (file !== undefined) {
    const summary = page.locator('details.file > summary', { hasText: file });
    await summary.click();
    await summary.evaluate((node) => node.scrollIntoView({ block: 'start' }));
    await page.mouse.move(0, 0);
  }
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  await page.context().close();
  const { size } = statSync(path);
  process.stdout.write(`${path}: ${size} bytes\n`);
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MOST_BYTES}; take a lower picture`);
}
