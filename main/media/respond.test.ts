import { describe, expect, it } from 'vitest';
import { CodedError } from '../../preload/contract/index.ts';
import type { Content } from './content.ts';
import { respond, respondError } from './respond.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
/** A file of these bytes, in parts of three. */
const content = (whole: Uint8Array): Content => ({
  size: whole.byteLength,
  async *read(from = 0, to = whole.byteLength) {
    for (let at = from; at < Math.min(to, whole.byteLength); at += 3) yield whole.subarray(at, Math.min(at + 3, to));
  },
});
const png = bytes('\x89PNG\r\n\x1a\n....');

describe('what the page is given', () => {
  it.each([
    ['a PNG that says it is a page', png, 'text/html', 'image/png'],
    ['a JPEG', bytes('\xff\xd8\xff\xe0'), 'image/jpeg', 'image/jpeg'],
    ['a GIF', bytes('GIF89a'), '', 'image/gif'],
    ['a WebP', bytes('RIFF0000WEBPVP8 '), '', 'image/webp'],
    ['an AVIF', bytes('\0\0\0\x1cftypavif'), '', 'image/avif'],
    ['a video', bytes('....'), 'video/mp4', 'video/mp4'],
  ])('%s is shown as %4$s', async (_what, body, declared, type) => {
    const { headers } = await respond(content(body), declared, null);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-disposition')).toBeNull();
  });

  it.each([
    ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'image/svg+xml'],
    ['a page that says it is a picture', bytes('<html><script>'), 'image/png'],
    ['a page', bytes('<html>'), 'text/html'],
    ['a PDF', bytes('%PDF-1.7'), 'application/pdf'],
    ['nothing', bytes(''), ''],
  ])('%s is only a download', async (_what, body, declared) => {
    const { headers } = await respond(content(body), declared, null);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe('attachment');
  });

  it('can run nothing, and is not kept in clear by the page', async () => {
    const { headers } = await respond(content(png), 'image/png', null);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-500', 206, '56789', 'bytes 5-9/10'],
    ['bytes=-50', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=5-2', 416, '', 'bytes */10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])('range %s is %i', async (range, status, body, contentRange) => {
    const response = await respond(content(bytes('0123456789')), 'video/mp4', range);
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([status, body, contentRange]);
  });

  it('is a status with a code where there is no file', () => {
    const response = respondError(new CodedError('media.tampered', 'x'));
    expect([response.status, response.headers.get('x-error-code')]).toEqual([422, 'media.tampered']);
    expect(respondError(new TypeError('x')).status).toBe(500);
  });
});
