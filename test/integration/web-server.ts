import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from '../homeserver/self-signed.ts';

export interface WebServer {
  port: number;
  close(): Promise<void>;
}

/** A web server on the loopback; over TLS with a certificate that nobody trusts when `tls`. */
export async function startWebServer(listener: RequestListener, options: { tls?: boolean } = {}): Promise<WebServer> {
  const server = options.tls ? createHttpsServer(selfSigned, listener) : createHttpServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
