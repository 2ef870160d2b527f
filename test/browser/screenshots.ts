/** Where the browser's pictures go: the folder that `SCREENSHOTS` names, else one of the system for what is temporary. */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = process.env.SCREENSHOTS ?? join(tmpdir(), 'cutover-screenshots');

/** Takes a picture of what the window shows, or of the whole page; gives its path. */
export async function screenshotOf(
  page: Page,
  name: string,
  { fullPage = false }: { readonly fullPage?: boolean } = {},
): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, fullPage });
  return path;
}
