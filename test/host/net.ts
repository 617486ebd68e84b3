import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Net, NetInit } from '../../main/host/index.ts';

const pieceBytes = 64 * 1024;

/** The network of Node. A body whose progress is to be told leaves piece by piece. */
export const nodeFetch: Net['fetch'] = (url, init) => (init?.onSent ? inPieces(url, init, init.onSent) : fetch(url, init));

async function inPieces(url: string, init: NetInit, onSent: (bytes: number) => void): Promise<Response> {
  const body = init.body as Uint8Array;
  const sent = { ...Object.fromEntries(new Headers(init.headers)), 'content-length': body.byteLength };
  const asked = request(url, { method: init.method ?? 'POST', headers: sent, ...(init.signal ? { signal: init.signal } : {}) });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  await Promise.all([answered, pipeline(Readable.from(pieces(body, onSent)), asked)]);
  const [answer] = await answered;
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value));
  return new Response(Readable.toWeb(answer) as unknown as BodyInit, { status: answer.statusCode ?? 500, headers });
}

/** Each is told once the one after it is wanted: by then it has left. */
function* pieces(body: Uint8Array, onSent: (bytes: number) => void): Generator<Uint8Array> {
  for (let at = 0; at < body.byteLength; at += pieceBytes) {
    const piece = body.subarray(at, at + pieceBytes);
    yield piece;
    onSent(at + piece.byteLength);
  }
}
