import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { renderMarkdown } from '../../../demo/github/pages/markdown-html.js';
import type { LoopbackGitHub } from '../../../demo/github/start-loopback-github.js';
import { here, installationClient, REPOSITORY, startLab } from './lab.js';

let github: LoopbackGitHub;

beforeAll(async () => {
  github = await startLab();
});

afterAll(() => github.stop());

async function pageAt(path: string): Promise<string> {
  const answer = await fetch(github.url + path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  return answer.text();
}

test('a person finds an issue from the front page, with comments and reactions', async () => {
  const maria = github.asUser('maria', REPOSITORY);
  const number = maria.openIssue('Tracking <the> move', '- [x] done\n- [ ] open\n\n<!-- hidden marker -->');
  maria.react(maria.comment(number, 'On *it*'), 'eyes');
  expect(await pageAt('/')).toContain(`href="/${REPOSITORY}"`);
  expect(await pageAt(`/${REPOSITORY}`)).toContain(`href="/${REPOSITORY}/issues/${number}"`);
  const page = await pageAt(`/${REPOSITORY}/issues/${number}`);
  expect(page).toContain('Tracking &lt;the&gt; move');
  expect(page).toContain('<input type="checkbox" disabled checked>');
  expect(page).toContain('On <em>it</em>');
  expect(page).toContain('👀 1');
  expect(page).not.toContain('hidden marker');
});

test('a pull request shows its diff and its checks, whose annotations lead to their lines', async () => {
  const maria = github.asUser('maria', REPOSITORY);
  const sha = maria.push({ branch: 'topic/one', files: { 'lessons/one.md': 'Second <b>.\n' } });
  const number = maria.openPull({ head: 'topic/one', title: 'Topic' });
  const kit = await installationClient(github);
  const annotations = [
    {
      path: 'lessons/one.md',
      start_line: 1,
      end_line: 1,
      annotation_level: 'warning' as const,
      message: 'Look *here*',
    },
  ];
  await kit.rest.checks.create({
    ...here,
    name: 'cutover',
    head_sha: sha,
    conclusion: 'neutral',
    output: { title: 'One', summary: 'Sum', annotations },
  });
  const page = await pageAt(`/${REPOSITORY}/pull/${number}`);
  expect(page).toContain('<td>-First.</td>');
  expect(page).toContain('<td>+Second &lt;b&gt;.</td>');
  const blob = /href="([^"]*\/blob\/[^"#]*)#L1"/.exec(page)?.[1];
  expect(await pageAt(blob ?? '')).toContain('<tr id="L1">');
  expect(page).not.toMatch(/src="|href="http|@import|url\(/);
});

test('Markdown keeps harmless HTML and shows the rest as text', () => {
  const { html } = renderMarkdown(
    '<details open onclick="x()">\n<summary>More</summary>\n\n<script>alert(1)</script>\n\n</details>\n\n[x](javascript:alert(1)) ![p](https://example.com/p.png)\n\n| a |\n|---|\n| `b<` |',
  );
  expect(html).toContain('<details open>');
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toContain('onclick');
  expect(html).not.toContain('javascript:');
  expect(html).not.toContain('<img');
  expect(html).toContain('<td><code>b&lt;</code></td>');
});

test('Markdown looks as on GitHub: boxes with their words, alerts, coloured diffs, suggestions', () => {
  const { html } = renderMarkdown(
    [
      '- [ ] Start *now*\n  - a place',
      '> [!WARNING]\n> Take *care*.',
      '> said',
      '```diff\n-old <b>\n+new\n same\n```',
      '```suggestion\nnew <b>\n```',
    ].join('\n\n'),
  );
  expect(html).toContain('<label><input type="checkbox" disabled> Start <em>now</em></label><ul><li>a place</li>');
  expect(html).toContain('<blockquote class="alert warning"><strong>Warning</strong><p>Take <em>care</em>.</p>');
  expect(html).toContain('<blockquote><p>said</p>');
  expect(html).toContain(
    '<span class="del">-old &lt;b&gt;</span><span class="add">+new</span><span class=""> same</span>',
  );
  expect(html).toContain('Suggested change</p><pre tabindex="0"><code>new &lt;b&gt;</code>');
});

const FLOW =
  'flowchart LR\n  p1["One <b>"]\n  p2["Two"]\n  p1 --> p2\n  classDef open fill:#ddf4ff,stroke:#0969da,color:#24292f\n  class p2 open';

test.each([
  ['goes straight on', FLOW, true],
  ['forks', `${FLOW}\n  p3["Three"]\n  p1 --> p3`, false],
  ['goes in a circle', `${FLOW}\n  p2 --> p1`, false],
  ['names a box that is not there', `${FLOW}\n  p2 --> p9`, false],
  ['has a style of another form', `${FLOW}\n  style p1 fill:url(x)`, false],
])('a flow chart that %s is a row of boxes, or its source', (_, source, drawn) => {
  const { html } = renderMarkdown(`\`\`\`mermaid\n${source}\n\`\`\``);
  const boxes =
    '<ol class="flow"><li><span>One &lt;b&gt;</span></li><li><span style="background:#ddf4ff;border-color:#0969da;color:#24292f">Two</span></li></ol>';
  if (drawn) expect(html.trim()).toBe(boxes);
  else expect(html).toContain('<pre tabindex="0"><code>flowchart LR');
});

test('a page that is not there says so', async () => {
  const answer = await fetch(`${github.url}/${REPOSITORY}/issues/999`);
  expect(answer.status).toBe(404);
});
