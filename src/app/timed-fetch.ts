/** A `fetch` that gives up on a server which does not answer. */

/** As Octokit calls it. */
export type Fetch = typeof fetch;

/**
 * Milliseconds that a request may take. GitHub itself ends a request after ten seconds, so what was not carried out by then never will
 * be. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
export const REQUEST_MILLISECONDS = 30_000;

/** The archive of a repository may come as the answer itself, and has a time of its own. */
const DOWNLOAD = /\/tarball\//;

/** Makes a `fetch` whose requests fail with a `TimeoutError` after `milliseconds`; of a download only the beginning of the answer counts. */
export function timedFetch(milliseconds: number, send: Fetch = fetch): Fetch {
  return async (address, init) => {
    const late = new AbortController();
    const expire = () => late.abort(new DOMException(`no answer within ${milliseconds} ms`, 'TimeoutError'));
    const timer = setTimeout(expire, milliseconds);
    const given = init?.signal;
    const signal = given ? AbortSignal.any([given, late.signal]) : late.signal;
    try {
      const response = await send(address, { ...init, signal });
      if (DOWNLOAD.test(String(address))) clearTimeout(timer);
      // The rest of the answer is read by whoever asked; it must not keep a process alive.
      else timer.unref();
      return response;
    } catch (error) {
      clearTimeout(timer);
      throw error;
    }
  };
}
