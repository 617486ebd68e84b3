import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { stripMetadata } from './strip-metadata.ts';

/** Pictures of 16 by 8 pixels, as a browser writes them, with their colour profile where there is one. */
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQF/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/EABUBAQEAAAAAAAAAAAAAAAAAAAMF/8QAGhEAAQUBAAAAAAAAAAAAAAAAAAMEQUKBwf/aAAwDAQACEQMRAD8AgZABSkpP67w//9k=',
  'base64',
);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAJklEQVR4AeyQsQkAAAyDJP//nH5Qxy4NZBIcTKHbkUW44hfAfYMBAAD//1I6LU8AAAAGSURBVAMAbqkQAYb3r3YAAAAASUVORK5CYII=',
  'base64',
);
const vp8 = Buffer.from('VlA4IDgoAAAAcAEAnQEqEAAIAAQAaCWgAnQBQAAA', 'base64');

const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const segment = (marker: number, body: Buffer) => Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);
const entry = (tag: number, type: number, value: Buffer) => Buffer.concat([u16(tag), u16(type), u32(1), value]);

/** Exif of a telephone: which one, how it was held, and where. */
function exif(orientation: number): Buffer {
  const entries = [
    entry(0x010f, 2, Buffer.from('Tel\0')),
    entry(0x0112, 3, Buffer.concat([u16(orientation), u16(0)])),
    entry(0x8825, 4, u32(50)),
  ];
  const gps = Buffer.from('GPS 48.8566 N 2.3522 E');
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0MM\0\x2a', 'latin1'), u32(8), u16(entries.length), ...entries, u32(0), gps]));
}
const xmp = segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x GPSLatitude="48,51N"/>'));
const comment = segment(0xfe, Buffer.from('fait par Marie'));
const jpegWith = (...segments: Buffer[]) => Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
const pngWith = (type: string, body: string) => {
  const typed = Buffer.from(type + body, 'latin1');
  const chunk = Buffer.concat([u32(body.length), typed, u32(crc32(typed))]);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
};
const chunkOf = (type: string, body: Buffer) => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};
const webp = (flags: number, ...chunks: Buffer[]) => {
  const body = Buffer.concat([chunkOf('VP8X', Buffer.from([flags, 0, 0, 0, 15, 0, 0, 7, 0, 0])), ...chunks]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
};

const strip = (bytes: Buffer) => Buffer.from(stripMetadata(Buffer.from(bytes)));

describe('a photograph', () => {
  it('loses where and with what it was taken', () => {
    expect(strip(jpegWith(exif(1), xmp, comment)).equals(jpeg)).toBe(true);
  });

  it.each([2, 3, 6, 8])('still stands upright (orientation %i)', (orientation) => {
    const stripped = strip(jpegWith(exif(orientation), xmp));
    expect(stripped.toString('latin1')).not.toMatch(/GPS|Tel/u);
    const at = stripped.indexOf('Exif');
    expect(stripped.readUInt16BE(at + 6 + 8 + 2)).toBe(0x0112);
    expect(stripped.readUInt16BE(at + 6 + 8 + 2 + 8)).toBe(orientation);
    expect(stripped.subarray(-jpeg.length + 2).equals(jpeg.subarray(2))).toBe(true);
  });

  it('is left as it is where nothing is to be taken away', () => {
    expect(strip(jpeg).equals(jpeg)).toBe(true);
    expect(strip(png).equals(png)).toBe(true);
  });
});

it.each(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])('a screenshot loses its chunk %s', (type) => {
  expect(strip(pngWith(type, 'Author\0Marie')).equals(png)).toBe(true);
});

it('a WebP picture loses Exif and XMP, and no longer announces them', () => {
  const picture = chunkOf('VP8 ', vp8);
  const private_ = [chunkOf('EXIF', Buffer.from('GPS')), chunkOf('XMP ', Buffer.from('<x/>'))];
  expect(strip(webp(0b0010_1100, picture, ...private_)).equals(webp(0b0010_0000, picture))).toBe(true);
});

describe('bytes that are not what they say', () => {
  it.each([
    ['a picture cut anywhere', jpegWith(exif(6), xmp)],
    ['a PNG cut anywhere', pngWith('eXIf', 'x'.repeat(50))],
    ['a WebP cut anywhere', webp(0, chunkOf('EXIF', Buffer.alloc(40)))],
  ])('%s is sent as it is, or whole', (_name, picture) => {
    for (let length = 0; length < picture.length; length++)
      expect(strip(picture.subarray(0, length)).length).toBeLessThanOrEqual(length + 36);
  });

  it('a directory that points outside is not followed', () => {
    const wild = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0MM\0\x2a', 'latin1'), u32(0xfffffff0), u16(9)]));
    expect(strip(jpegWith(wild)).equals(jpeg)).toBe(true);
  });

  it('a text is no picture', () => {
    const text = Buffer.from('GPS 48.8566');
    expect(strip(text).equals(text)).toBe(true);
  });
});
