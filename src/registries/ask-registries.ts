/** Asks the registries for names: a few at a time, each name once a day, and not on when a registry does not answer. */
import type { AskedName, AskedRegistry, RegistryAnswer, RegistryReport } from '../core/registry-report.js';
import { askHuggingFace } from './ask-hugging-face.js';
import { askOllama, type RegistryUrls, type Told } from './ask-ollama.js';
import type { Asking } from './get-json.js';

export const OLLAMA_URL = 'https://registry.ollama.ai';
export const HUGGING_FACE_URL = 'https://huggingface.co';

/** How the registries are asked. */
export interface RegistryOptions extends Partial<RegistryUrls> {
  /** Milliseconds that a request may take. */
  readonly timeout?: number;
  /** Milliseconds since the epoch; for the cache and the day of an answer. */
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
}

/** Asks for names; never fails. Repeated and concurrent calls share their answers. */
export type AskRegistries = (names: readonly AskedName[]) => Promise<RegistryReport>;

/** Requests at the same time. */
const AT_ONCE = 4;
/** Names of one call that are asked for; the others are not known. */
const MOST_NAMES = 100;
/** Names whose answers are kept. */
const MOST_KEPT = 2000;
/** Failures in a row after which a registry is left alone for this call. */
const MOST_FAILURES = 3;
const DAY = 24 * 60 * 60_000;
/** Milliseconds after which a name without an answer is asked for again. */
const RETRY = 10 * 60_000;

interface Kept {
  readonly answer: Promise<RegistryAnswer>;
  /** Milliseconds since the epoch up to which it counts; without an end while it is asked for. */
  until: number;
}

/** Makes the function that asks. Its cache lives as long as it does. */
export function makeAskRegistries(options: RegistryOptions = {}): AskRegistries {
  const { ollamaUrl = OLLAMA_URL, huggingFaceUrl = HUGGING_FACE_URL, timeout = 8000, now = Date.now } = options;
  const asking: Asking = { fetch: options.fetch ?? fetch, timeout };
  const urls = { ollamaUrl, huggingFaceUrl };
  const kept = new Map<string, Kept>();

  return async (names) => {
    const failures = new Map<AskedRegistry, number>();
    const queue = names.slice(0, MOST_NAMES).values();
    const answers = new Map<AskedName, RegistryAnswer>();

    async function ask(asked: AskedName, before: Kept | undefined): Promise<RegistryAnswer> {
      const failed = failures.get(asked.registry) ?? 0;
      const told: Told =
        failed >= MOST_FAILURES
          ? { state: 'unreachable', why: 'it did not answer before' }
          : await (asked.registry === 'ollama' ? askOllama : askHuggingFace)(asked.name, urls, asking);
      const isKnown = told.state !== 'unreachable';
      failures.set(asked.registry, isKnown ? 0 : (failures.get(asked.registry) ?? 0) + 1);
      const entry = kept.get(keyOf(asked));
      if (entry !== undefined) entry.until = now() + (isKnown ? DAY : RETRY);
      const earlier = isKnown ? undefined : await before?.answer;
      if (earlier !== undefined && earlier.state !== 'unreachable') return earlier;
      return { registry: asked.registry, name: asked.name, on: dayOf(now()), ...told };
    }

    async function answerFor(asked: AskedName): Promise<RegistryAnswer> {
      const key = keyOf(asked);
      const before = kept.get(key);
      if (before !== undefined && now() < before.until) return before.answer;
      const entry: Kept = { answer: Promise.resolve().then(() => ask(asked, before)), until: Number.POSITIVE_INFINITY };
      kept.delete(key);
      kept.set(key, entry);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return entry.answer;
    }

    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (const asked of queue) answers.set(asked, await answerFor(asked));
    });
    await Promise.all(workers);
    return names.flatMap((asked) => answers.get(asked) ?? []);
  };
}

function keyOf({ registry, name }: AskedName): string {
  return `${registry} ${name}`;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
