/** Ids of hosts that serve models under names of their own: `groq/…-instant`, `vendor/name:free`. */
import { type Found, type Hit, name } from './name-hit.js';
import { normalName } from './name-table.js';
import type { Span } from './source.js';

/** Hosts that clients route a request to by what stands before the slash. They name models in their own way: `groq/…-instant`. */
const HOSTS = new Set([
  'anyscale',
  'azure',
  'azure_ai',
  'bedrock',
  'cerebras',
  // Cloudflare writes `@cf/…`; the sign is no part of a token.
  'cf',
  'cloudflare',
  'databricks',
  'deepinfra',
  'fireworks_ai',
  'github',
  'groq',
  'hosted_vllm',
  'hyperbolic',
  'nebius',
  'novita',
  'nvidia_nim',
  'openrouter',
  'perplexity',
  'replicate',
  'sambanova',
  'together',
  'together_ai',
  'vertex_ai',
  'watsonx',
]);

/** What a host adds to an id to say how, or by whom, it is served: `:free`, `:nitro`. Not a path, not an alias after a blank. */
export const WAY_OF_SERVING = /^:[a-z]\w*$/i;

/** Whether a name before the slash is a host's, or the vendor's own name, under which hosts list its models. */
export function isHost({ names }: Hit, organisation: string): boolean {
  if (names.organisations.has(organisation)) return false;
  return HOSTS.has(organisation) || organisation === normalName(names.family.vendor ?? '');
}

/** Whether nothing but hosts stands before: `openrouter/vendor/name`, not `models/vendor/name`. */
export function isRoute(hit: Hit, before: Span): boolean {
  const route = hit.text.slice(hit.token.start, before.start).toLowerCase().split('/');
  return route.slice(0, -1).every((part) => HOSTS.has(part));
}

/** An id of a host that serves the model under a name of its own. */
export function served(hit: Hit, span: Span, model: string | undefined): Found {
  return name(hit, span, {
    models: model === undefined ? [] : [model],
    strength: 'exact',
    registry: 'api',
    form: 'tag',
  });
}
