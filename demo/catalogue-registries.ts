/**
 * Ollama's registry and Hugging Face on loopback, as far as they are asked for new models. They hold what the migration's catalogue names
 * and know of it what the catalogue knows, so the demo shows how an answer looks; it proves nothing about the real registries.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Migration } from '../src/core/migration.js';
import { namesToAsk } from '../src/core/registry-report.js';
import { manifestAddress, type RegistryUrls } from '../src/registries/ask-ollama.js';

export interface CatalogueRegistries {
  readonly urls: RegistryUrls;
  stop(): Promise<void>;
}

/** Starts both on one free port. */
export async function startCatalogueRegistries(migration: Migration): Promise<CatalogueRegistries> {
  const answers = answersFor(migration);
  const server = createServer(({ url = '' }, response) => {
    const body = answers.get(url);
    response
      .writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(body ?? { errors: [] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    urls: { ollamaUrl: url, huggingFaceUrl: url },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What is answered, by path. */
function answersFor(migration: Migration): ReadonlyMap<string, object> {
  return new Map(
    namesToAsk(migration).map(({ registry, name, model: id }): [string, object] => {
      const model = migration.catalogue.models.find((one) => one.id === id);
      if (registry === 'huggingface') return [`/api/models/${name}`, { id: name, gated: model?.gated?.value === true }];
      const size = Number(model?.numbers.ollamaQ4GB?.value ?? 0) * 1e9;
      return [manifestAddress(name, { ollamaUrl: '', huggingFaceUrl: '' }) ?? '', { layers: [{ size }] }];
    }),
  );
}
