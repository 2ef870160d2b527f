import type { RegistryUrls, Told } from './ask-ollama.js';
import { type Asking, getJson, isRecord } from './get-json.js';

/**
 * Asks the Hub about a model's repository: whether it is there, when it changed, whether access must be asked for, its licence.
 * `GET /api/models/{id}`, https://huggingface.co/docs/hub/api. To somebody who is not logged in the Hub answers 401 for a repository
 * that does not exist as well as for a private one: neither can be had.
 */
export async function askHuggingFace(name: string, { huggingFaceUrl }: RegistryUrls, asking: Asking): Promise<Told> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,95}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?$/.test(name))
    return { state: 'unreachable', why: 'the name is none of the Hub' };
  const got = await getJson(`${huggingFaceUrl}/api/models/${name}`, 'application/json', asking);
  if (got.state === 'failed') return { state: 'unreachable', why: got.why };
  if (got.status === 404 || got.status === 401) return { state: 'missing' };
  if (got.status !== 200) return { state: 'unreachable', why: `it answers ${got.status}` };
  if (!isRecord(got.body) || typeof got.body.id !== 'string') {
    return { state: 'unreachable', why: 'it answers something else' };
  }
  if (got.body.disabled === true) return { state: 'missing' };
  const { gated, lastModified } = got.body;
  const updated = typeof lastModified === 'string' ? /^\d{4}-\d{2}-\d{2}/.exec(lastModified)?.[0] : undefined;
  const licence = licenceOf(got.body);
  return {
    state: 'there',
    ...(updated === undefined ? {} : { updated }),
    ...(gated === undefined ? {} : { gated: gated !== false }),
    ...(licence === undefined ? {} : { licence }),
  };
}

/** The licence of the model card; where it is `other`, its own name. */
function licenceOf({ cardData, tags }: Readonly<Record<string, unknown>>): string | undefined {
  const card = isRecord(cardData) ? cardData : {};
  const tagged = Array.isArray(tags)
    ? tags.find((tag) => typeof tag === 'string' && tag.startsWith('license:'))
    : undefined;
  const [licence, own] = [textOf(card.license), textOf(card.license_name)];
  const said = licence === 'other' && own !== undefined ? own : licence;
  return said ?? (typeof tagged === 'string' ? tagged.slice('license:'.length) : undefined);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 100) : undefined;
}
