import type { RegistryAnswer } from '../core/registry-report.js';
import { type Asking, getJson, isRecord } from './get-json.js';

/** What one name came to; `on` and the name are added by whoever asked. */
export type Told = Pick<RegistryAnswer, 'state' | 'why' | 'updated' | 'gated' | 'licence' | 'bytes'>;

/** Roots of the registries, without a slash at the end. */
export interface RegistryUrls {
  /** `https://registry.ollama.ai` */
  readonly ollamaUrl: string;
  /** `https://huggingface.co` */
  readonly huggingFaceUrl: string;
}

/** The manifest of a container image, which models are stored as. https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

/**
 * Asks whether `ollama pull NAME` would find the model: its manifest is there, and the sizes of its layers are those of the download.
 * A bare name stands in the library; `hf.co/OWNER/NAME:TAG` is pulled from Hugging Face, which answers the same requests
 * (https://huggingface.co/docs/hub/ollama). Ollama's own source builds the same address
 * (https://github.com/ollama/ollama/blob/main/types/model/name.go).
 */
export async function askOllama(name: string, urls: RegistryUrls, asking: Asking): Promise<Told> {
  const address = manifestAddress(name, urls);
  if (address === undefined) return { state: 'unreachable', why: 'the name is of another registry' };
  const got = await getJson(address, MANIFEST, asking);
  if (got.state === 'failed') return { state: 'unreachable', why: got.why };
  if (got.status === 404) return { state: 'missing' };
  if (got.status !== 200) return { state: 'unreachable', why: `it answers ${got.status}` };
  if (!isRecord(got.body) || !Array.isArray(got.body.layers)) {
    return { state: 'unreachable', why: 'it answers something else' };
  }
  const bytes = [got.body.config, ...got.body.layers].reduce((sum: number, layer) => sum + sizeOf(layer), 0);
  return { state: 'there', ...(bytes > 0 ? { bytes } : {}) };
}

function sizeOf(layer: unknown): number {
  return isRecord(layer) && typeof layer.size === 'number' && layer.size > 0 ? layer.size : 0;
}

/** The address of a name's manifest; nothing for a name of a registry that is not configured, or of other signs than names have. */
export function manifestAddress(name: string, { ollamaUrl, huggingFaceUrl }: RegistryUrls): string | undefined {
  const [, path = '', tag = 'latest'] = /^([^:]+)(?::([^:]+))?$/.exec(name) ?? [];
  const parts = path.split('/');
  if ([...parts, tag].some((part) => !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(part))) return undefined;
  const [first = '', second = '', third] = parts;
  if (parts.length === 1) return `${ollamaUrl}/v2/library/${first}/manifests/${tag}`;
  if (parts.length === 2) return `${ollamaUrl}/v2/${first}/${second}/manifests/${tag}`;
  if (parts.length === 3 && /^(?:hf\.co|huggingface\.co)$/i.test(first))
    return `${huggingFaceUrl}/v2/${second}/${third}/manifests/${tag}`;
  return undefined;
}
