/** `--format html` as a person meets it: a real folder, the bundled migration, the real engine, a page on disk. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli/run.js';
import { tempFolder } from '../local/temp-folder.js';

const GUIDE = 'domain-3-llm-systems/module-3.6-ai-agents/LAB_PREP.md';
const LAB = 'domain-3-llm-systems/module-3.6-ai-agents/labs/lab-3.6.1-crew.ipynb';
const COURSE = {
  [GUIDE]: '# Lab\n\n```bash\nollama pull llama3.1:8b\n```\n',
  [LAB]: `${JSON.stringify({
    cells: [
      { cell_type: 'markdown', metadata: {}, source: ['# A crew\n', '\n', 'It runs on `llama3.1:8b`.'] },
      { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['!ollama pull llama3.1:8b'] },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  })}\n`,
};

async function cutover(folder: string, args: readonly string[]) {
  const said = { out: '', err: '' };
  const code = await run(args, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    ...{ env: {}, folder, outIsTerminal: false, now: () => 0 },
  });
  return { code, ...said };
}

describe('plan --format html', () => {
  test('writes one page with the diff of a file and the cells of a notebook', async () => {
    const folder = tempFolder(COURSE);
    const { code, out, err } = await cutover(folder, ['plan', '.', '--format', 'html', '--out', 'report.html']);
    expect([code, out, err]).toEqual([0, '', `Written to ${join(folder, 'report.html')}.\n`]);
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(page.startsWith('<!DOCTYPE html>\n<html lang="en">')).toBe(true);
    expect(page).toContain('ollama pull <del>llama3.1:8b</del>');
    expect(page).toMatch(/ollama pull <ins>[\w.:-]+<\/ins>/);
    expect(page).toContain('aria-label="Cell 0, Markdown"');
    expect(page).toContain('aria-label="Cell 1, code"');
  });

  test('a second run over the same folder does not read its own report and writes the same page', async () => {
    const folder = tempFolder(COURSE);
    const args = ['plan', '.', '--format', 'html', '--out', 'report.html'];
    await cutover(folder, args);
    const first = readFileSync(join(folder, 'report.html'), 'utf8');
    await cutover(folder, args);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(first);
  });

  test('without --out the page goes to standard output', async () => {
    const { code, out } = await cutover(tempFolder(COURSE), ['plan', '.', '--format=html', '--phase', '4']);
    expect([code, out.endsWith('</html>\n')]).toEqual([0, true]);
  });
});
