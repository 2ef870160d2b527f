/** Webhook deliveries of the app: which of them failed, and asking for them again. GitHub does not do so by itself. */
import { asking } from './asking.js';
import type { GithubClient } from './client.js';
import { PER_PAGE } from './limits.js';
import { readPages } from './pages.js';

/** An event that has not been delivered: its newest attempt failed. */
export interface FailedDelivery {
  /** The same for every attempt at one event (`X-GitHub-Delivery`). */
  readonly guid: string;
  /** Id of the newest attempt. */
  readonly attempt: number;
  readonly event: string;
}

/** What the list of deliveries holds. */
export interface FailedDeliveries {
  /** Oldest event first. */
  readonly failed: readonly FailedDelivery[];
  /** Whether everything since the asked time was read. */
  readonly complete: boolean;
}

const NOWHERE = { owner: 'GitHub', repo: 'the app' };
/** Pages that one look reads at most. */
const MOST_PAGES = 30;

/**
 * The events whose newest attempt since `since` failed. One request for each hundred attempts, at most {@link MOST_PAGES}.
 * GitHub redelivers what is at most three days old (Enterprise Server: seven).
 * https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 * @param client authenticated as the app itself
 */
export async function listFailedDeliveries(client: GithubClient, since: Date): Promise<FailedDeliveries> {
  const newest = new Map<string, FailedDelivery & { readonly ok: boolean }>();
  const complete = await asking('list the webhook deliveries', NOWHERE, async () => {
    let pages = 0;
    for await (const { data } of readPages(
      client.paginate.iterator(client.rest.apps.listWebhookDeliveries, {
        per_page: PER_PAGE,
      }),
    )) {
      for (const { guid, id, event, status, delivered_at } of data) {
        if (Date.parse(delivered_at) < since.getTime()) return true;
        // Ids grow, so that attempts of the same second are told apart.
        if ((newest.get(guid)?.attempt ?? 0) < id) newest.set(guid, { guid, attempt: id, event, ok: status === 'OK' });
      }
      pages += 1;
      if (pages === MOST_PAGES) return data.length < PER_PAGE;
    }
    return true;
  });
  const failed = [...newest.values()].filter(({ ok }) => !ok).sort((a, b) => a.attempt - b.attempt);
  return { failed: failed.map(({ guid, attempt, event }) => ({ guid, attempt, event })), complete };
}

/** Asks GitHub to deliver again. One request, never repeated by the client. */
export async function redeliver(client: GithubClient, { attempt }: FailedDelivery): Promise<void> {
  await asking('ask for a webhook again', NOWHERE, () =>
    client.rest.apps.redeliverWebhookDelivery({ delivery_id: attempt, request: { retries: 0 } }),
  );
}
