import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { App } from '../../main/app/index.ts';

const types: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface WebParts {
  /** Folder of the built page; null serves the contract alone. */
  rendererDir: string | null;
  app: App;
  /** Whether a request carries the token and comes from this machine. */
  allows(request: IncomingMessage): boolean;
}

/** Serves the built page, and under `/media/` what a `media:` URL stands for. */
export function webListener(parts: WebParts): RequestListener {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    if (!pathname.startsWith('/media/')) return serveFile(parts.rendererDir, pathname, response);
    if (!parts.allows(request)) return void response.writeHead(403).end();
    serveMedia(parts.app, decodeURIComponent(pathname.slice('/media/'.length)), request, response).catch(() => response.destroy());
  };
}

function serveFile(rendererDir: string | null, pathname: string, response: ServerResponse): void {
  const inside = normalize(decodeURIComponent(pathname === '/' ? '/index.html' : pathname));
  const path = rendererDir === null ? null : join(rendererDir, inside);
  const found = path !== null && path.startsWith(rendererDir + sep) && existsSync(path) && statSync(path).isFile();
  if (!found) return void response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('nothing here');
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream', 'cache-control': 'no-store' });
  createReadStream(path).pipe(response);
}

async function serveMedia(app: App, url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await app.media(url, { range: request.headers.range ?? null, signal: gone.signal });
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) return void response.end();
  await pipeline(Readable.fromWeb(answer.body as ReadableStream), response);
}
