import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { IncomingMessage } from 'electron';
import type { NetInit, UploadBody } from '../../host/index.ts';
import type { Electron } from '../modules.ts';

/** Chromium is asked how far it is this often, in milliseconds. */
const askMs = 200;
type Upload = NonNullable<NetInit['upload']>;

/** Bodies above this go one at a time, in bytes. */
const largeBytes = 16 * 1024 * 1024;
/** The last of them. */
let before: Promise<unknown> = Promise.resolve();

/**
 * A request whose progress can be told, which `net.fetch` cannot: Chromium is asked how much of it has left.
 * Chromium streams only a body without its length, and homeservers insist on that: it is given whole.
 */
export function uploadThrough(electron: Pick<Electron, 'net'>, url: string, init: NetInit, upload: Upload): Promise<Response> {
  const start = async (): Promise<Response> => {
    init.signal?.throwIfAborted();
    return send(electron, url, init, { bytes: await whole(upload.body), onSent: upload.onSent });
  };
  if (upload.body.size <= largeBytes) return start();
  const turn = before.then(start);
  before = turn.catch(() => undefined);
  return turn;
}

function send(
  { net }: Pick<Electron, 'net'>,
  url: string,
  init: NetInit,
  { bytes, onSent }: { bytes: Buffer; onSent: Upload['onSent'] },
): Promise<Response> {
  const { method = 'POST', signal } = init;
  const request = net.request({ url, method, redirect: 'follow', credentials: 'omit', bypassCustomProtocolHandlers: true });
  new Headers(init.headers).forEach((value, name) => request.setHeader(name, value));
  const asking = setInterval(() => {
    const { active, current } = request.getUploadProgress();
    if (active) onSent(current);
  }, askMs);
  return new Promise<Response>((done, fail) => {
    const stop = (): void => {
      request.abort();
      fail(signal?.reason as Error);
    };
    signal?.addEventListener('abort', stop, { once: true });
    request.on('response', (answer) => done(responseOf(answer)));
    request.on('error', fail);
    if (signal?.aborted) return stop();
    request.end(bytes);
  }).finally(() => clearInterval(asking));
}

async function whole(body: UploadBody): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(body.size);
  let at = 0;
  for await (const part of body.read()) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

function responseOf(answer: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) for (const one of [value].flat()) headers.append(name, one);
  const body = Readable.toWeb(answer as unknown as Readable) as ReadableStream<Uint8Array>;
  return new Response(body as unknown as BodyInit, { status: answer.statusCode, headers });
}
