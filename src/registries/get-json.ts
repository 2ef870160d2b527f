/** One polite request: with a time limit, a size limit and a name, to an address of the configured registry. */

/** What came back. `failed` where nothing usable did: a reason in a few words. */
export type Got =
  | { readonly state: 'answered'; readonly status: number; readonly body: unknown; readonly headers: Headers }
  | { readonly state: 'failed'; readonly why: string };

/** How requests are made. */
export interface Asking {
  readonly fetch: typeof fetch;
  /** Milliseconds that a request may take, its answer included. */
  readonly timeout: number;
}

/** Bytes of an answer that are read: descriptions of models list every file of theirs. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Asks for JSON. Never throws. The body is undefined where it is no JSON or where the status says that nothing is there. */
export async function getJson(address: string, accept: string, { fetch: send, timeout }: Asking): Promise<Got> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeout);
  try {
    const response = await send(address, {
      headers: { accept, 'user-agent': 'cutover' },
      signal: late.signal,
    });
    const { status, headers } = response;
    if (status === 429) return { state: 'failed', why: 'it asks to be asked less' };
    if (!response.ok) {
      await response.body?.cancel();
      return { state: 'answered', status, body: undefined, headers };
    }
    return { state: 'answered', status, body: parse(await readBounded(response)), headers };
  } catch {
    return {
      state: 'failed',
      why: late.signal.aborted ? 'no answer in time' : 'no connection',
    };
  } finally {
    clearTimeout(timer);
  }
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return '';
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is a record, for answers whose shape is not known. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
