/** A small registry on 127.0.0.1 that answers as Ollama's and Hugging Face do. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RegistryServer {
  readonly url: string;
  /** `METHOD path` of every request. */
  readonly requests: string[];
  /** Most requests that were open at the same time. */
  most(): number;
  /** What to answer, by path; 404 without one. */
  readonly answers: Map<string, (response: ServerResponse) => void>;
  stop(): Promise<void>;
}

/** Starts it on a free port. */
export async function startRegistryServer(): Promise<RegistryServer> {
  const requests: string[] = [];
  const answers = new Map<string, (response: ServerResponse) => void>();
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    open++;
    most = Math.max(most, open);
    response.on('close', () => open--);
    const answer = answers.get(request.url ?? '') ?? ((one) => one.writeHead(404).end('{"errors":[]}'));
    setImmediate(() => answer(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    most: () => most,
    answers,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export function json(value: unknown, status = 200): (response: ServerResponse) => void {
  return (response) => response.writeHead(status, { 'content-type': 'text/plain' }).end(JSON.stringify(value));
}
