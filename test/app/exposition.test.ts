import { describe, expect, test } from '@jest/globals';
import { routeOf } from '../../src/app/count-requests.js';
import { formatMetrics } from '../../src/app/exposition.js';
import { createMetrics } from '../../src/app/metrics.js';

const QUIET = { waiting: 0, running: 0, longestWait: 0 };

/** The lines of a metric with their values. */
function linesOf(text: string, name: string): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith(name));
}

describe('the text format', () => {
  test('a metric has its help, its type and a line for each sample', () => {
    const samples = [
      { labels: {}, value: 1.5 },
      { labels: { a: 'x', b: 'y' }, value: 2 },
    ];
    expect(formatMetrics([{ name: 'm_total', help: 'Two\nlines \\ more', type: 'counter', samples }])).toBe(
      '# HELP m_total Two\\nlines \\\\ more\n# TYPE m_total counter\nm_total 1.5\nm_total{a="x",b="y"} 2\n',
    );
  });

  test('a label cannot break out of its quotes', () => {
    const samples = [{ labels: { a: 'q"\\\nz' }, value: Number.POSITIVE_INFINITY }];
    expect(formatMetrics([{ name: 'm', help: '', type: 'gauge', samples }])).toContain('m{a="q\\"\\\\\\nz"} +Inf\n');
  });

  test('without a sample only help and type stand there', () => {
    expect(formatMetrics([{ name: 'm', help: 'h', type: 'gauge', samples: [] }])).toBe('# HELP m h\n# TYPE m gauge\n');
  });
});

describe('what is counted', () => {
  test('the same labels add up, others stand apart', () => {
    const metrics = createMetrics();
    metrics.job('commands', 'done');
    metrics.job('commands', 'done');
    metrics.job('welcome', 'not-done');
    metrics.references({ rewrite: 3, keep: 0, ask: 1 });
    metrics.references({ rewrite: 2, keep: 0, ask: 0 });
    const text = metrics.render({ waiting: 4, running: 1, longestWait: 1500 });
    expect(linesOf(text, 'cutover_jobs_total')).toEqual([
      'cutover_jobs_total{work="commands",result="done"} 2',
      'cutover_jobs_total{work="welcome",result="not-done"} 1',
    ]);
    expect(linesOf(text, 'cutover_references_total')).toEqual([
      'cutover_references_total{outcome="rewrite"} 5',
      'cutover_references_total{outcome="keep"} 0',
      'cutover_references_total{outcome="ask"} 1',
    ]);
    expect(linesOf(text, 'cutover_queue_')).toEqual([
      'cutover_queue_waiting 4',
      'cutover_queue_running 1',
      'cutover_queue_longest_wait_seconds 1.5',
    ]);
  });

  test('webhooks by result; a made-up event makes no label of its own', () => {
    const metrics = createMetrics();
    metrics.delivery('issue_comment', 200);
    metrics.delivery('issue_comment', 500);
    metrics.delivery('issue_comment', 400);
    metrics.delivery('made-up-1', 400);
    metrics.delivery(undefined, 400);
    expect(linesOf(metrics.render(QUIET), 'cutover_webhook_deliveries_total')).toEqual([
      'cutover_webhook_deliveries_total{event="issue_comment",result="accepted"} 1',
      'cutover_webhook_deliveries_total{event="issue_comment",result="failed"} 1',
      'cutover_webhook_deliveries_total{event="issue_comment",result="refused"} 1',
      'cutover_webhook_deliveries_total{event="other",result="refused"} 2',
    ]);
  });

  test('the lowest limit is shown, as long as its window runs', () => {
    let now = 1_000_000;
    const metrics = createMetrics(() => now);
    metrics.rateLimit('1', 4000, 2000);
    metrics.rateLimit('2', 12, 1500);
    expect(metrics.render(QUIET)).toContain('\ncutover_github_rate_limit_remaining 12\n');
    now = 1_600_000;
    expect(metrics.render(QUIET)).toContain('\ncutover_github_rate_limit_remaining 4000\n');
    now = 2_100_000;
    expect(metrics.render(QUIET)).not.toContain('\ncutover_github_rate_limit_remaining ');
  });
});

describe('the route of a request', () => {
  test.each([
    ['/repos/{owner}/{repo}/issues/{issue_number}/comments', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
    ['/repos/{owner}/{repo}/git/trees/{tree_sha}?recursive=1', '/repos/{owner}/{repo}/git/trees/{tree_sha}'],
    ['/app/installations/{installation_id}/access_tokens', '/app/installations/{installation_id}/access_tokens'],
    ['/app/hook/deliveries', '/app/hook/deliveries'],
    ['https://api.github.com/repositories/7/issues?page=2', '(further page)'],
    ['/repos/octo/secret-project/issues', '(other)'],
    ['/users/Maria', '(other)'],
  ])('%s counts as %s', (url, route) => {
    expect(routeOf(url)).toBe(route);
  });
});
