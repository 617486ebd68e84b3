import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What `GET /_matrix/identity/api/v1/info` answers. */
export interface DiscoveryAnswer {
  status?: number;
  body?: unknown;
  /** Never answers. */
  silent?: boolean;
}

/** A fake of Tchap's identity server: every address it does not know belongs to the external guests' server. */
export interface FakeDiscovery {
  readonly url: string;
  /** Addresses it was asked for, decoded. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function startFakeDiscovery(answer: (email: string) => DiscoveryAnswer): Promise<FakeDiscovery> {
  const asked: string[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    const email = url.searchParams.get('address');
    if (url.pathname !== '/_matrix/identity/api/v1/info' || url.searchParams.get('medium') !== 'email' || email === null) {
      return void response.writeHead(404).end();
    }
    asked.push(email);
    const { status = 200, body = {}, silent = false } = answer(email);
    if (!silent)
      response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
