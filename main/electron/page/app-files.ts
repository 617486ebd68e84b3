import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { contentSecurityPolicy } from '../csp.ts';
import { isAppUrl } from '../origin.ts';

/** What a built page is made of; nothing else is served. */
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

const headers = {
  'content-security-policy': `${contentSecurityPolicy('electron')}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Answers `app://tchap/…` with files of `directory`, and of nothing above it. */
export async function appFile(directory: string, request: { method: string; url: string }): Promise<Response> {
  if (request.method !== 'GET') return refusal(405);
  const path = isAppUrl(request.url) ? pathWithin(directory, new URL(request.url).pathname) : null;
  const type = types[extname(path ?? '')];
  if (path === null || type === undefined) return refusal(404);
  try {
    return new Response(await readFile(path), { headers: { ...headers, 'content-type': type } });
  } catch {
    return refusal(404);
  }
}

function pathWithin(directory: string, pathname: string): string | null {
  try {
    const path = normalize(join(directory, decodeURIComponent(pathname)));
    return path.startsWith(directory + sep) && !path.includes('\0') ? path : null;
  } catch {
    return null;
  }
}

const refusal = (status: number) => new Response(null, { status, headers });
