/** Hidden markers: HTML comments by which the app finds its own issue or comment again. */

/** The marker of a thing: `<!-- cutover:tracking-issue 2025-tier-1 -->`. `kind` and `id` are letters, digits, `.`, `_`, `/` and single `-`. */
export function hiddenMarker(kind: string, id: string): string {
  for (const part of [kind, id]) {
    if (!/^[A-Za-z0-9._/]+(-[A-Za-z0-9._/]+)*$/.test(part)) throw new Error(`not usable in a hidden marker: ${part}`);
  }
  return `<!-- cutover:${kind} ${id} -->`;
}

/** `body` with `marker` as its first line. Only there it counts: further down it may be quoted from somebody. */
export function withMarker(body: string, marker: string): string {
  return body.startsWith(marker) ? body : `${marker}\n${body}`;
}

/** Whether two bodies say the same; GitHub may give line ends and the final newline back in another form. */
export function sameBody(a: string | null | undefined, b: string): boolean {
  return normalise(a ?? '') === normalise(b);
}

function normalise(body: string): string {
  return body.replaceAll('\r\n', '\n').trimEnd();
}
