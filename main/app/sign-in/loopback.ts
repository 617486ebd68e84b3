import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { returnHeaders, returnPage } from './return-page.ts';
import type { Outcome } from './words.ts';

/** Path under which the browser comes back, on this machine as in a link of the application. */
export const returnPath = '/connexion';
/** How long the last page may take to be fetched, in milliseconds. */
const farewellMs = 5_000;

export interface Loopback {
  /** Where the browser is to come back. */
  redirect: string;
  close(): void;
}

/**
 * A web server on the loopback for one journey (RFC 8252 7.3). `take` is given the address with which
 * the browser came back. The browser is sent on at once, so that no code stays in its history.
 */
export async function openLoopback(take: (address: URL) => Outcome, language: () => 'fr' | 'en'): Promise<Loopback> {
  const server = createServer({ keepAliveTimeout: 1_000 });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', (request, response) => {
    const address = addressOf(request, origin);
    if (address === null) return void response.writeHead(404).end();
    const outcome = /^\/(done|refused|unknown)$/u.exec(address.pathname)?.[1] as Outcome | undefined;
    if (outcome !== undefined) return page(response, returnPage(language(), outcome), outcome);
    if (address.pathname !== returnPath) return void response.writeHead(404).end();
    response.writeHead(303, { location: `/${take(address)}`, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end();
  });
  return { redirect: origin + returnPath, close: () => closeSoon(server) };
}

/** A name that leads here by DNS is not ours (rebinding), nor is anything but a page that is opened. */
function addressOf(request: IncomingMessage, origin: string): URL | null {
  if (request.method !== 'GET' || `http://${request.headers.host ?? ''}` !== origin) return null;
  return URL.parse(request.url ?? '/', origin);
}

function page(response: ServerResponse, html: string, outcome: Outcome): void {
  response.writeHead(outcome === 'unknown' ? 400 : 200, returnHeaders).end(html);
}

function closeSoon(server: Server): void {
  setTimeout(() => {
    server.close();
    server.closeAllConnections();
  }, farewellMs).unref();
  server.unref();
}
