import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { decodeMessage, encodeMessage, type Port } from '../../preload/wire/index.ts';

/** Path of the socket; the page adds `?token=`. */
export const socketPath = '/bridge';
const maxPayload = 8 * 1024 * 1024;

export interface SocketCarrier {
  /** Goes into the page's address (`?token=`); whoever has it is the agent. */
  token: string;
  /** Whether a request may be answered: from this machine, for this machine, with the token. Also for `/media/`. */
  allows(request: IncomingMessage): boolean;
  /** Closes every page. The HTTP server is the caller's. */
  close(): void;
}

/**
 * Serves pages over a WebSocket of an HTTP server that listens on loopback: development and tests,
 * never packaged. A page of another origin and a request without the token are refused with 403.
 */
export function serveSocket(server: Server, attach: (port: Port) => void): SocketCarrier {
  const token = randomBytes(24).toString('base64url');
  const sockets = new WebSocketServer({ noServer: true, maxPayload });
  const allows = (request: IncomingMessage) => fromHere(request) && hasToken(request, token);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ours = new URL(request.url ?? '/', 'http://localhost').pathname === socketPath;
    if (!ours || !allows(request) || !sameOrigin(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (opened) => attach(serverPort(opened)));
  });
  return {
    token,
    allows,
    close: () => {
      for (const client of sockets.clients) client.terminate();
    },
  };
}

/** The address of the peer and the host that the browser believes in (DNS rebinding) are both this machine. */
function fromHere(request: IncomingMessage): boolean {
  const peer = request.socket.remoteAddress ?? '';
  const host = (request.headers.host ?? '').replace(/:\d+$/u, '');
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(peer) && ['127.0.0.1', 'localhost', '[::1]'].includes(host);
}

function sameOrigin(request: IncomingMessage): boolean {
  return request.headers.origin === `http://${request.headers.host ?? ''}`;
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(new URL(request.url ?? '/', 'http://localhost').searchParams.get('token') ?? '');
  const wanted = Buffer.from(token);
  return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
}

function serverPort(socket: WebSocket): Port {
  // Without a listener an error would end the process; a close follows it.
  socket.on('error', () => undefined);
  return {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(encodeMessage(message));
    },
    onMessage: (listener) =>
      void socket.on('message', (data, binary) => {
        const message = binary && data instanceof Buffer ? decoded(data) : undefined;
        listener(message);
      }),
    onClose: (listener) => void socket.once('close', listener),
    close: () => socket.close(),
  };
}

/** What cannot be read is passed on as nothing: the bridge answers it like any other bad message. */
function decoded(data: Uint8Array): unknown {
  try {
    return decodeMessage(data);
  } catch {
    return undefined;
  }
}
