import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { Json } from './json.js';

/** An event to tell the app about. */
export interface WebhookEvent {
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number;
  readonly repositoryId: number | null;
  readonly payload: { readonly [key: string]: Json };
}

/** One attempt to deliver an event. */
export interface Delivery extends WebhookEvent {
  readonly id: number;
  /** The same for every attempt at one event. */
  readonly guid: string;
  readonly redelivery: boolean;
  /** The exact text that was signed and sent. */
  readonly body: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  deliveredAt: number;
  /** Seconds. */
  duration: number;
  /** `pending` until an answer or a failure; `OK` for an answer of the 2xx kind. */
  status: string;
  statusCode: number;
  responseHeaders: Readonly<Record<string, string>>;
  responseBody: string;
}

/** How the delivery of an event is disturbed. */
export interface DeliveryFault {
  readonly event?: string;
  readonly action?: string;
  /** The first matching event to disturb, from 1. */
  readonly nth?: number;
  readonly effect: 'lose' | 'duplicate' | { readonly delayMs: number };
}

export interface WebhookOptions {
  readonly secret: string;
  readonly appId: number;
  readonly now: () => number;
  readonly nextId: () => number;
}

export interface Webhooks {
  /** Where to send; null keeps events as failed deliveries, which can be redelivered. */
  url: string | null;
  send(event: WebhookEvent): void;
  redeliver(delivery: Delivery): void;
  deliveries(): readonly Delivery[];
  disturb(fault: DeliveryFault): void;
  /** Keeps events back until `release`. */
  hold(): void;
  release(order?: 'as-sent' | 'reversed'): void;
  pending(): number;
  /** Gives up what is under way. */
  close(): void;
}

/** GitHub's patience: later answers count as failed. Source: docs.github.com, best practices for using webhooks. */
const ANSWER_WITHIN_MS = 10_000;

/** The webhook of the app: signs, sends over HTTP and remembers every attempt. */
export function createWebhooks(options: WebhookOptions): Webhooks {
  const all: Delivery[] = [];
  const faults: { readonly fault: DeliveryFault; seen: number }[] = [];
  const closing = new AbortController();
  let held: Delivery[] | null = null;

  function attempt(event: WebhookEvent, guid: string, body: string, redelivery: boolean): Delivery {
    const delivery: Delivery = {
      ...event,
      id: options.nextId(),
      guid,
      redelivery,
      body,
      requestHeaders: headersOf(options, event, guid, body),
      deliveredAt: options.now(),
      duration: 0,
      status: 'pending',
      statusCode: 0,
      responseHeaders: {},
      responseBody: '',
    };
    all.push(delivery);
    return delivery;
  }

  function dispatch(delivery: Delivery): void {
    if (held === null) post(webhooks.url, delivery, options.now, closing.signal);
    else held.push(delivery);
  }

  const webhooks: Webhooks = {
    url: null,
    send(event) {
      const first = attempt(event, randomUUID(), JSON.stringify(event.payload), false);
      const effect = takeFault(faults, event);
      if (effect === 'lose') finish(first, 0, 'failed to connect to host');
      else if (effect !== null && typeof effect === 'object') setTimeout(() => dispatch(first), effect.delayMs).unref();
      else dispatch(first);
      if (effect === 'duplicate') dispatch(attempt(event, first.guid, first.body, true));
    },
    redeliver: (delivery) => dispatch(attempt(delivery, delivery.guid, delivery.body, true)),
    deliveries: () => all,
    disturb: (fault) => void faults.push({ fault, seen: 0 }),
    hold: () => {
      held ??= [];
    },
    release(order = 'as-sent') {
      const waiting = held ?? [];
      held = null;
      for (const delivery of order === 'reversed' ? waiting.reverse() : waiting) dispatch(delivery);
    },
    close: () => closing.abort(),
    pending: () => all.filter(({ status }) => status === 'pending').length - (held?.length ?? 0),
  };
  return webhooks;
}

/** The value of `X-Hub-Signature-256` for a body. */
export function signBody(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function headersOf({ secret, appId }: WebhookOptions, { event }: WebhookEvent, guid: string, body: string) {
  return {
    Accept: '*/*',
    'Content-Type': 'application/json',
    'User-Agent': 'GitHub-Hookshot/loopback',
    'X-GitHub-Delivery': guid,
    'X-GitHub-Event': event,
    'X-GitHub-Hook-ID': '1',
    'X-GitHub-Hook-Installation-Target-ID': String(appId),
    'X-GitHub-Hook-Installation-Target-Type': 'integration',
    'X-Hub-Signature-256': signBody(secret, body),
  };
}

function takeFault(faults: { readonly fault: DeliveryFault; seen: number }[], event: WebhookEvent) {
  const matching = faults.filter(
    ({ fault }) =>
      (fault.event === undefined || fault.event === event.event) &&
      (fault.action === undefined || fault.action === event.action),
  );
  for (const entry of matching) entry.seen += 1;
  return matching.find(({ fault, seen }) => seen === (fault.nth ?? 1))?.fault.effect ?? null;
}

function finish(delivery: Delivery, code: number, status: string): void {
  delivery.statusCode = code;
  delivery.status = status;
}

function post(url: string | null, delivery: Delivery, now: () => number, closing: AbortSignal): void {
  if (url === null || closing.aborted) {
    finish(delivery, 0, 'failed to connect to host');
    return;
  }
  const started = performance.now();
  delivery.deliveredAt = now();
  const end = (code: number, status: string): void => {
    if (delivery.status !== 'pending') return;
    delivery.duration = Math.round(performance.now() - started) / 1000;
    finish(delivery, code, status);
  };
  const sending = request(url, {
    method: 'POST',
    headers: { ...delivery.requestHeaders, 'Content-Length': String(Buffer.byteLength(delivery.body)) },
    agent: false,
    signal: AbortSignal.any([closing, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  });
  sending.on('response', (response) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('error', () => end(0, 'timed out'));
    response.on('end', () => {
      const code = response.statusCode ?? 0;
      delivery.responseHeaders = Object.fromEntries(Object.entries(response.headers).map(([k, v]) => [k, String(v)]));
      delivery.responseBody = Buffer.concat(parts).toString();
      end(code, code >= 200 && code < 300 ? 'OK' : `Invalid HTTP Response: ${code}`);
    });
  });
  sending.on('error', (error) =>
    end(0, error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timed out' : 'failed to connect to host'),
  );
  sending.end(delivery.body);
}
