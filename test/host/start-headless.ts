import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { attachPage, startApp, type App } from '../../main/app/index.ts';
import { createFileLogger, type Logger } from '../../main/log/index.ts';
import type { Port } from '../../preload/wire/index.ts';
import { serveSocket } from '../carrier/socket-server.ts';
import { createHeadlessHost, type HeadlessHost, type HeadlessHostOptions } from './headless-host.ts';
import { webListener } from './web.ts';

export interface HeadlessOptions extends HeadlessHostOptions {
  /** 0, or none, for a free one. */
  port?: number;
  /** Folder of the built page (`out/renderer-socket`); null serves the contract alone. */
  rendererDir?: string | null;
  log?: Logger;
  /** Wraps the port of every page: a test that records what crosses. */
  wrapPort?: (port: Port) => Port;
}

export interface Headless {
  /** Address of the page, with its token: whoever has it is the agent. */
  url: string;
  app: App;
  host: HeadlessHost;
  /** Closes pages, accounts and stores, in this order. */
  stop(): Promise<void>;
}

/** Runs main in Node: the same code as in Electron, on a host without a machine, served over a WebSocket on loopback. */
export async function startHeadless(options: HeadlessOptions): Promise<Headless> {
  const host = createHeadlessHost(options);
  const file = createFileLogger(host.paths.logs);
  const log = options.log ?? file;
  const app = await startApp(host, log);
  const server = createServer();
  const wrap = options.wrapPort ?? ((port) => port);
  const socket = serveSocket(server, (port) => attachPage(app, wrap(port), log));
  const rendererDir = options.rendererDir ? resolve(options.rendererDir) : null;
  server.on('request', webListener({ rendererDir, app, allows: socket.allows }));
  await new Promise<void>((done, fail) => server.once('error', fail).listen(options.port ?? 0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?token=${socket.token}`;
  const stop = async (): Promise<void> => {
    socket.close();
    await closeServer(server);
    await app.stop();
    file.close();
  };
  return { url, app, host, stop };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
