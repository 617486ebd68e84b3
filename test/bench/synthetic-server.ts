import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A homeserver without work of its own: what is measured against it is the application's share alone. */
export interface SyntheticServer {
  url: string;
  /** When the first sync answer was handed over, `performance.now()`; 0 before. */
  readonly answeredAt: number;
  /** Answers the sync that waits with `body`, or the next one. */
  push(body: object): void;
  close(): void;
}

/** Serves sign-in, keys, sends, and `body` as the first sync answer; later ones wait for what is pushed, like an account where nothing happens. */
export async function startSyntheticServer(userId: string, body: Uint8Array): Promise<SyntheticServer> {
  const state = { answeredAt: 0, sends: 0 };
  const pushed: object[] = [];
  let waiting: ServerResponse | null = null;
  const deliver = (): void => {
    const next = waiting === null ? undefined : pushed.shift();
    if (next === undefined || waiting === null) return;
    json(waiting, next);
    waiting = null;
  };
  const server = createServer((request, response) => {
    answer(request, response);
    request.resume();
  });
  const json = (response: ServerResponse, value: unknown): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const nothing = (response: ServerResponse): void => {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"errcode":"M_NOT_FOUND"}');
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '';
    if (path.includes('/sync')) return sync(path, response);
    if (path.includes('/versions')) return json(response, { versions: ['v1.1', 'v1.11'], unstable_features: {} });
    if (path.includes('/login') && request.method === 'GET') return json(response, { flows: [{ type: 'm.login.password' }] });
    if (path.includes('/login')) return json(response, { user_id: userId, access_token: 'bench', device_id: 'BENCH' });
    if (path.includes('/keys/upload')) return json(response, { one_time_key_counts: { signed_curve25519: 50 } });
    if (path.includes('/keys/query')) return void devices(request, response);
    if (path.includes('/filter')) return json(response, { filter_id: '1' });
    if (path.includes('/messages')) return json(response, { chunk: [], start: 'a' });
    if (path.includes('/members')) return json(response, { chunk: [] });
    if (path.includes('/send/')) return json(response, { event_id: `$sent${state.sends++}` });
    if (path.includes('/room_keys/')) return nothing(response);
    json(response, {});
  };
  /** As a real server: about everybody who was asked for, or the engine would ask again at once. */
  const devices = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { device_keys?: object };
    json(response, { device_keys: Object.fromEntries(Object.keys(asked.device_keys ?? {}).map((user) => [user, {}])) });
  };
  const sync = (path: string, response: ServerResponse): void => {
    const immediate = path.includes('timeout=0');
    if (path.includes('since=')) {
      if (immediate && pushed.length === 0) return json(response, { next_batch: 's2' });
      waiting = response;
      return deliver();
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.byteLength) }).end(body);
    state.answeredAt = performance.now();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    get answeredAt() {
      return state.answeredAt;
    },
    push: (next) => {
      pushed.push(next);
      deliver();
    },
    close,
  };
}
