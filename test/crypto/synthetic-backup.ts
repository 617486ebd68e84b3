import { createCipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, createHmac, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { syntheticSession } from './sessions.ts';

/** What the thread is told, and what it tells once it serves. */
export interface BackupRequest {
  rooms: string[];
  keys: number;
}
export interface ServedBackup {
  url: string;
  /** Private key of the backup. */
  privateKey: Uint8Array;
}

const rawPublic = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-32);
const bare = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/u, '');

/** Encrypts as a backup does (spec 11.12.3.2.2), with one ephemeral key for all: the reader has the same work. */
function sealer(publicKey: KeyObject): (session: object) => object {
  const ephemeral = generateKeyPairSync('x25519');
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
  const derived = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(32), Buffer.alloc(0), 80));
  // The code over nothing is what all implementations write and expect.
  const mac = bare(createHmac('sha256', derived.subarray(32, 64)).digest().subarray(0, 8));
  return (session) => {
    const cipher = createCipheriv('aes-256-cbc', derived.subarray(0, 32), derived.subarray(64));
    const ciphertext = bare(Buffer.concat([cipher.update(JSON.stringify(session)), cipher.final()]));
    const session_data = { ephemeral: bare(rawPublic(ephemeral.publicKey)), mac, ciphertext };
    return { first_message_index: 0, forwarded_count: 0, is_verified: true, session_data };
  };
}

/** Every fifth key lies in the first room; the others are spread. */
function fill({ rooms, keys }: BackupRequest, seal: (session: object) => object): Map<string, { [id: string]: object }> {
  const filled = new Map(rooms.map((room): [string, { [id: string]: object }] => [room, {}]));
  for (let n = 0; n < keys; n++) {
    const room = n % 5 === 0 ? rooms[0] : rooms[n % rooms.length];
    const { id, data } = syntheticSession();
    const sessions = filled.get(room ?? '');
    if (sessions) sessions[id] = seal(data);
  }
  return filled;
}

async function serve(request: BackupRequest): Promise<ServedBackup> {
  const pair = generateKeyPairSync('x25519');
  const publicKey = rawPublic(pair.publicKey);
  const filled = fill(request, sealer(createPublicKey(pair.privateKey)));
  const bodies = new Map([...filled].map(([room, sessions]) => [room, JSON.stringify({ sessions })]));
  const version = {
    version: '1',
    algorithm: 'm.megolm_backup.v1.curve25519-aes-sha2',
    auth_data: { public_key: bare(publicKey) },
    count: request.keys,
    etag: '1',
  };
  const say = (response: ServerResponse, status: number, body: string): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
  const server = createServer((asked, response) => {
    asked.resume();
    const { pathname } = new URL(asked.url ?? '/', 'http://localhost');
    const [, room] = /\/room_keys\/keys\/([^/]+)$/u.exec(pathname) ?? [];
    if (pathname.endsWith('/room_keys/version')) return say(response, 200, JSON.stringify(version));
    if (room !== undefined) return say(response, 200, bodies.get(decodeURIComponent(room)) ?? '{"sessions":{}}');
    if (pathname.includes('/keys/upload')) return say(response, 200, '{"one_time_key_counts":{"signed_curve25519":50}}');
    if (pathname.includes('/keys/query')) return say(response, 200, '{"device_keys":{}}');
    say(response, 404, '{"errcode":"M_NOT_FOUND"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const privateKey = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32));
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, privateKey };
}

/** A server with a backup that nobody uploaded, in a thread of its own so that the bench measures main alone. */
parentPort?.postMessage(await serve(workerData as BackupRequest));
