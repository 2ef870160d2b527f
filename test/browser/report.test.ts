/** The preview report as a person meets it: in a real browser, from disk, with the keyboard. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findingsOf, hasBrowser, type Look, lookAt, startBrowser, tooWide } from './chromium.js';
import { writeReport } from './scene.js';
import { screenshotOf } from './screenshots.js';

const inBrowser = hasBrowser ? describe : describe.skip;
/** Milliseconds for the start, which comes while other tests keep the machine busy. */
const PATIENCE = 120_000;
const WIDE: Look = { width: 1100 };

inBrowser('the preview report in a browser', () => {
  let browser: Browser;
  let report: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cutover-report-'));
    report = await writeReport(folder);
    browser = await startBrowser();
  }, PATIENCE);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(look: Look): Promise<Page> {
    const { page, requests, complaints } = await lookAt(browser, report, look);
    expect({ requests, complaints }).toEqual({ requests: [report], complaints: [] });
    return page;
  }

  test.each([
    // Dark differs by its colours, narrow by all but its colours: the checker is slow where it looks at a thing again.
    ['light', WIDE, {}],
    ['dark', { ...WIDE, colorScheme: 'dark' }, { only: 'color-contrast' }],
    ['narrow', { width: 390 }, { but: 'color-contrast' }],
  ] as const)(
    'drawn %s it is accessible, fits the window and asks for nothing but itself',
    async (name, look, rules) => {
      const { page, requests, complaints } = await lookAt(browser, report, look);
      await screenshotOf(page, `report-${name}`);
      // A notebook, a document and a script; the page is judged with what they hold.
      for (const ending of ['.ipynb', '.md', '.py'])
        await page.locator(`details.file:has(.path:text("${ending}")) summary`).first().click();
      await page.locator('details.phase summary').first().click();
      expect(await page.locator('details.file[open]').count()).toBe(3);
      expect(await page.locator('details.file[open] .cell').count()).toBeGreaterThan(0);
      await screenshotOf(page, `report-${name}-files`);
      expect(await backgroundOf(page)).toBe(name === 'dark' ? 'rgb(15, 20, 26)' : 'rgb(255, 255, 255)');
      expect(await tooWide(page)).toBe(0);
      expect(await findingsOf(page, rules)).toEqual([]);
      expect({ requests, complaints }).toEqual({ requests: [report], complaints: [] });
      await page.context().close();
    },
  );

  test('the ledger is filtered by keyboard alone, and a row leads to its line in its file', async () => {
    const page = await opened(WIDE);
    await tabTo(page, '#ledger-text');
    const all = await page.locator('#ledger-count').textContent();
    expect(all).toMatch(/^\d+ rows/);
    await page.keyboard.type('weather_agent.py');
    await page.locator('#ledger-count', { hasText: ' of ' }).waitFor();
    const places = await page.locator('#ledger-table tbody tr td:first-child').allTextContents();
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((place) => !place.includes('weather_agent.py'))).toEqual([]);
    await tabTo(page, '#ledger-outcome');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#ledger-outcome').inputValue()).toBe('rewrite');
    await tabTo(page, '#ledger-table tbody a');
    await page.keyboard.press('Enter');
    const file = page.locator('details.file[open]');
    await file.waitFor();
    expect(await file.locator('.path').textContent()).toContain('weather_agent.py');
    expect(await file.locator('.diff ins').first().isVisible()).toBe(true);
    expect(await focusedText(page)).toContain('weather_agent.py');
    await page.context().close();
  });

  test('a file is found, opened and closed by keyboard alone', async () => {
    const page = await opened(WIDE);
    await tabTo(page, '#file-text');
    await page.keyboard.type('small-search-engine');
    await page.locator('#file-count', { hasText: /^1 of / }).waitFor();
    await tabTo(page, 'details.file:not([hidden]) > summary');
    await page.keyboard.press('Enter');
    const shown = page.locator('details.file:not([hidden])');
    expect(await shown.locator('.cell').first().isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await shown.locator('.cell').first().isVisible()).toBe(false);
    await page.context().close();
  });

  test('a sorted ledger says so, and clearing the filters shows all rows again', async () => {
    const page = await opened(WIDE);
    const all = await page.locator('#ledger-count').textContent();
    await tabTo(page, '#ledger-text');
    await page.keyboard.type('no such thing anywhere');
    await page.locator('#ledger-count', { hasText: 'No row matches' }).waitFor();
    await tabTo(page, '#ledger-controls button[type=reset]');
    await page.keyboard.press('Enter');
    await page.locator('#ledger-count', { hasText: /^\d/ }).waitFor();
    expect(await page.locator('#ledger-count').textContent()).toBe(all);
    await tabTo(page, '[data-sort=surface]');
    await page.keyboard.press('Enter');
    expect(await page.locator('[data-sort=surface]').locator('..').getAttribute('aria-sort')).toBe('ascending');
    const says = await page.locator('#ledger-table tbody td:nth-child(2)').allTextContents();
    expect(says).toEqual([...says].sort((a, b) => a.localeCompare(b)));
    await page.context().close();
  });

  test('the colours that a person chose stay', async () => {
    const page = await opened(WIDE);
    await tabTo(page, '#theme');
    await page.keyboard.press('End');
    expect(await backgroundOf(page)).toBe('rgb(15, 20, 26)');
    await page.reload();
    expect(await backgroundOf(page)).toBe('rgb(15, 20, 26)');
    await page.context().close();
  });
});

/** Presses Tab until an element has the focus. Throws when a whole round of the page does not reach it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const within = await page.locator('a, button, input, select, summary, [tabindex]').count();
  for (let nth = 0; nth <= within; nth++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}

function focusedText(page: Page): Promise<string> {
  return page.evaluate('document.activeElement.textContent');
}

function backgroundOf(page: Page): Promise<string> {
  return page.evaluate('getComputedStyle(document.body).backgroundColor');
}
