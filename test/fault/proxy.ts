import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as send, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, answerStatus, type Fault, flood, reset, type Upstream } from './faults.ts';

export interface Rule {
  /** Matches method and path with query, as in `PUT /_matrix/client/v3/rooms/...`. */
  match: RegExp;
  fault: Fault;
  /** How many requests it strikes; all unless told. */
  times?: number;
}
export interface ActiveRule {
  /** How many requests it struck. */
  readonly hits: number;
  /** Resolves when it strikes for the first time. */
  readonly struck: Promise<void>;
  /** Lets the requests that it holds go on, and strikes no more. */
  remove(): void;
}
export interface SeenRequest {
  method: string;
  path: string;
  /** What was answered; null when the connection was cut before. */
  status: number | null;
  /** What the server answered, whatever the application saw; null when it was not asked. */
  serverStatus: number | null;
  body: string;
}

/** Stands between an application and its homeserver, and fails as a story wants. */
export interface FaultProxy {
  readonly url: string;
  readonly port: number;
  /** Every request that came, in order. */
  readonly seen: SeenRequest[];
  add(rule: Rule): ActiveRule;
  /** No more rules. */
  clear(): void;
  /** The network is gone: connections are reset, new ones refused. */
  disconnect(): Promise<void>;
  /** It is back, on the same port. */
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

interface LiveRule extends ActiveRule {
  rule: Rule;
  left: number;
  strike(): void;
  released: Promise<void>;
}

/** Starts a proxy on the loopback in front of `target`. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const rules: LiveRule[] = [];
  const seen: SeenRequest[] = [];
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    handle({ request, response, target, agent, rules, seen }).catch(() => reset(request));
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
  });
  let port = 0;
  const listen = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = portOf(server);
  };
  const disconnect = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  const clear = () => rules.splice(0).forEach((rule) => rule.remove());
  await listen();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    add(rule) {
      const live = makeLive(rule, () => {
        const at = rules.indexOf(live);
        if (at >= 0) rules.splice(at, 1);
      });
      rules.push(live);
      return live;
    },
    clear,
    disconnect,
    reconnect: listen,
    async close() {
      clear();
      await disconnect();
      agent.destroy();
    },
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  target: string;
  agent: Agent;
  rules: LiveRule[];
  seen: SeenRequest[];
}

async function handle({ request, response, target, agent, rules, seen }: Exchange): Promise<void> {
  const entry: SeenRequest = { method: request.method ?? 'GET', path: request.url ?? '/', status: null, serverStatus: null, body: '' };
  seen.push(entry);
  const live = rules.find((rule) => rule.left > 0 && rule.rule.match.test(`${entry.method} ${entry.path}`));
  live?.strike();
  const fault = live?.rule.fault ?? null;
  if (fault?.kind === 'stall') await live?.released;
  const body = await readAll(request);
  if (entry.method !== 'POST' || !entry.path.includes('/media/')) entry.body = body.toString('utf8');
  if (fault?.kind === 'cut' && fault.at === 'before-request') return reset(request);
  if (fault?.kind === 'status') {
    entry.status = fault.status;
    return answerStatus(response, fault);
  }
  if (fault?.kind === 'flood') return flood(response, fault.declared);
  if (fault?.kind === 'latency') await sleep(fault.ms);
  if (fault?.kind === 'hold') await live?.released;
  if (request.socket.destroyed) return;
  const upstream = await forward(request, body, target, agent);
  entry.serverStatus = upstream.status;
  if (!(fault?.kind === 'cut' && fault.at === 'before-headers')) entry.status = upstream.status;
  await answer(request, response, upstream, fault);
}

/** Passes a request on and waits for the whole answer. */
async function forward(request: IncomingMessage, body: Buffer, target: string, agent: Agent): Promise<Upstream> {
  const { connection: _connection, 'accept-encoding': _encoding, ...headers } = request.headers;
  const outgoing = send(`${target}${request.url ?? '/'}`, {
    agent,
    method: request.method,
    headers: { ...headers, host: new URL(target).host, 'content-length': String(body.byteLength) },
  });
  // A client that went away takes its long poll with it.
  const gone = () => outgoing.destroy();
  request.socket.once('close', gone);
  outgoing.once('close', () => request.socket.off('close', gone));
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { connection: _close, 'transfer-encoding': _transfer, ...rest } = incoming.headers;
  return { status: incoming.statusCode ?? 502, headers: rest, body: await readAll(incoming) };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function makeLive(rule: Rule, forget: () => void): LiveRule {
  const struck = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const live = {
    rule,
    left: rule.times ?? Number.POSITIVE_INFINITY,
    hits: 0,
    struck: struck.promise,
    released: released.promise,
    strike() {
      live.left -= 1;
      live.hits += 1;
      struck.resolve();
    },
    remove() {
      live.left = 0;
      released.resolve();
      forget();
    },
  };
  return live;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}
