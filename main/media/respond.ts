import { ReadableStream } from 'node:stream/web';
import { CodedError } from '../../preload/contract/index.ts';
import { gathered, type Content } from './content.ts';
import { servedType } from './served-type.ts';

/** What tells a picture by its first bytes. */
const headBytes = 16;

interface Range {
  from: number;
  to: number;
}

/** One range of bytes (RFC 9110, 14.1.2); undefined without a range that we follow, null where it cannot be satisfied. */
function parseRange(header: string | null, size: number): Range | null | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from <= to && from < size ? { from, to } : null;
}

/** The page's HTTP cache would keep the file in clear on disk. */
const always = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

const answer = (status: number, headers: Record<string, string> = {}, body: AsyncIterable<Uint8Array> | null = null): Response =>
  new Response(body && (ReadableStream.from(body) as unknown as BodyInit), { status, headers: { ...always, ...headers } });

/** Bytes of a file for the page, or the range of them that it asked for. They are read as the page takes them. Rejects as `content`. */
export async function respond(content: Content, declaredType: string, rangeHeader: string | null): Promise<Response> {
  const { type, inline } = servedType(await gathered(content.read(0, headBytes)), declaredType);
  const headers = { 'content-type': type, 'accept-ranges': 'bytes', ...(inline ? {} : { 'content-disposition': 'attachment' }) };
  const { size } = content;
  const range = parseRange(rangeHeader, size);
  if (range === null) return answer(416, { 'content-range': `bytes */${size}` });
  if (!range) return answer(200, { ...headers, 'content-length': String(size) }, content.read());
  const { from, to } = range;
  const part = { 'content-length': String(to - from + 1), 'content-range': `bytes ${from}-${to}/${size}` };
  return answer(206, { ...headers, ...part }, content.read(from, to + 1));
}

const statusOf: { [code: string]: number } = {
  'media.cancelled': 499,
  'media.unavailable': 404,
  'media.too-large': 413,
  'media.tampered': 422,
  'media.unsafe': 451,
  'media.scan-unavailable': 503,
  'store.disk-full': 507,
  'server.rate-limited': 429,
  'server.error': 502,
  'network.unreachable': 504,
  'network.tls': 504,
};

/** Why there is no file, as a status; the code in a header, for the page's words. */
export function respondError(error: unknown): Response {
  const code = error instanceof CodedError ? error.code : 'internal';
  return answer(statusOf[code] ?? 500, { 'x-error-code': code });
}
