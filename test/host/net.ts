import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Net, NetInit } from '../../main/host/index.ts';

type Upload = NonNullable<NetInit['upload']>;

/** The network of Node. A body that is read as it leaves goes piece by piece. */
export const nodeFetch: Net['fetch'] = (url, init) => (init?.upload ? uploaded(url, init, init.upload) : fetch(url, init));

async function uploaded(url: string, init: NetInit, upload: Upload): Promise<Response> {
  const sent = { ...Object.fromEntries(new Headers(init.headers)), 'content-length': upload.body.size };
  const asked = request(url, { method: init.method ?? 'POST', headers: sent, ...(init.signal ? { signal: init.signal } : {}) });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  await Promise.all([answered, pipeline(Readable.from(pieces(upload)), asked)]);
  const [answer] = await answered;
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value));
  return new Response(Readable.toWeb(answer) as unknown as BodyInit, { status: answer.statusCode ?? 500, headers });
}

/** Each is told once the one after it is wanted: by then it has left. */
async function* pieces({ body, onSent }: Upload): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const piece of body.read()) {
    yield piece;
    sent += piece.byteLength;
    onSent(sent);
  }
}
