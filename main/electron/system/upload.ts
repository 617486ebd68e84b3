import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { IncomingMessage } from 'electron';
import type { NetInit } from '../../host/index.ts';
import type { Electron } from '../modules.ts';

/** Chromium is asked how far it is this often, in milliseconds. */
const askMs = 200;

/**
 * A request whose progress can be told, which `net.fetch` cannot: the body goes to Chromium whole,
 * and Chromium is asked how much of it has left.
 */
export function uploadThrough(
  { net }: Pick<Electron, 'net'>,
  url: string,
  init: NetInit,
  onSent: (bytes: number) => void,
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
    request.end(Buffer.from(init.body as Uint8Array));
  }).finally(() => clearInterval(asking));
}

function responseOf(answer: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) for (const one of [value].flat()) headers.append(name, one);
  const body = Readable.toWeb(answer as unknown as Readable) as ReadableStream<Uint8Array>;
  return new Response(body as unknown as BodyInit, { status: answer.statusCode, headers });
}
