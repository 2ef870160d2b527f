/** The demo's GitHub in a real browser: the tracking issue, the pull request with its checks and suggestions. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findingsOf, hasBrowser, lookAt, startBrowser, tooWide } from './chromium.js';
import { type DemoScene, startDemo } from './scene.js';
import { screenshotOf } from './screenshots.js';

const inBrowser = hasBrowser ? describe : describe.skip;
/** Milliseconds for the start, which comes while other tests keep the machine busy. */
const PATIENCE = 120_000;

inBrowser('the demo in a browser', () => {
  let browser: Browser;
  let demo: DemoScene;

  beforeAll(async () => {
    demo = await startDemo();
    browser = await startBrowser();
  }, PATIENCE);

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test('the tracking issue shows its phases, what is risky, and a way to the pull request', async () => {
    const { page, requests, complaints } = await lookAt(browser, demo.issue, { width: 1100 });
    await screenshotOf(page, 'tracking-issue');
    const headings = await page.locator('h2').allTextContents();
    expect(headings.slice(0, 4)).toEqual(['Phases', 'Progress', 'What is risky', 'What to decide']);
    const rewritten = await page.locator('tr:has(code:text-is("phase-4")) td').nth(4).textContent();
    const boxes = await page.locator('.flow li').allTextContents();
    expect(boxes).toContain(`Phase 4: pull request open, ${rewritten} to rewrite`);
    expect(await page.getByLabel('Start all').isChecked()).toBe(false);
    expect(await page.getByLabel('Create migration tracking issue').isChecked()).toBe(true);
    expect(await page.getByLabel('Verify all new models available in Ollama').isChecked()).toBe(true);
    await openAll(page);
    expect(await brokenWords(page)).toEqual([]);
    expect(await findingsOf(page)).toEqual([]);
    expect({ requests, complaints }).toEqual({ requests: [demo.issue], complaints: [] });
    await page.getByRole('link', { name: 'pull request 2' }).first().click();
    expect(page.url()).toBe(demo.pull);
    await page.context().close();
  });

  test('the pull request shows what to decide, its check, a suggestion and the diff', async () => {
    const { page, requests, complaints } = await lookAt(browser, demo.pull, { width: 1100 });
    await screenshotOf(page, 'pull-request');
    expect((await page.locator('h2').allTextContents()).slice(0, 2)).toEqual(['Decide first', 'Checklist']);
    const critical = await page.locator('.note.failure').count();
    expect(critical).toBeGreaterThan(0);
    expect(await page.locator('#pull h3').first().textContent()).toBe(`Critical warnings (${critical})`);
    expect(await page.locator('.suggestion').allTextContents()).toEqual([expect.stringContaining('Nemotron 3 Nano')]);
    await page.locator('.suggestion').scrollIntoViewIfNeeded();
    await screenshotOf(page, 'pull-request-suggestion');
    expect(await page.locator('.diff .add').count()).toBeGreaterThan(0);
    await openAll(page);
    expect(await brokenWords(page)).toEqual([]);
    expect(await findingsOf(page)).toEqual([]);
    expect({ requests, complaints }).toEqual({ requests: [demo.pull], complaints: [] });
    await page.getByRole('link', { name: 'Files changed' }).click();
    expect(page.url()).toBe(`${demo.pull}#files`);
    await page.context().close();
  });

  test('both fit the window of a phone', async () => {
    for (const [name, address] of [
      ['tracking-issue', demo.issue],
      ['pull-request', demo.pull],
    ] as const) {
      const { page } = await lookAt(browser, address, { width: 390 });
      await openAll(page);
      await screenshotOf(page, `${name}-narrow`);
      expect([name, await tooWide(page)]).toEqual([name, 0]);
      await page.context().close();
    }
  });

  test('a link of an annotation leads to the file at its line', async () => {
    const { page } = await lookAt(browser, demo.pull, { width: 1100 });
    const link = page.locator('.note.failure a').first();
    const line = (await link.textContent())?.split(' L')[1];
    await link.click();
    expect(await page.locator('tr:target td').first().textContent()).toBe(line);
    expect(await page.locator('tr:target').isVisible()).toBe(true);
    expect(await findingsOf(page)).toEqual([]);
    await page.context().close();
  });
});

async function openAll(page: Page): Promise<void> {
  await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
}

/** Words of the tables' headings and of their short cells that are drawn on more than one line. */
function brokenWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(`[...document.querySelectorAll('.scroll th, .scroll .short')]
    .filter((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    })
    .map((cell) => cell.textContent)`);
}
