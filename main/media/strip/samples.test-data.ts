import { crc32 } from 'node:zlib';
import { Cleaner } from './cleaner.ts';

/** Pictures of 16 by 8 pixels, as a browser writes them. */
export const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQF/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/EABUBAQEAAAAAAAAAAAAAAAAAAAMF/8QAGhEAAQUBAAAAAAAAAAAAAAAAAAMEQUKBwf/aAAwDAQACEQMRAD8AgZABSkpP67w//9k=',
  'base64',
);
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAJklEQVR4AeyQsQkAAAyDJP//nH5Qxy4NZBIcTKHbkUW44hfAfYMBAAD//1I6LU8AAAAGSURBVAMAbqkQAYb3r3YAAAAASUVORK5CYII=',
  'base64',
);
export const vp8 = Buffer.from('VlA4IDgoAAAAcAEAnQEqEAAIAAQAaCWgAnQBQAAA', 'base64');

const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
export const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** What a file becomes that comes in parts of these sizes, the last one again and again. */
export function cleaned(file: Buffer, ...sizes: number[]): Buffer {
  const cleaner = new Cleaner();
  const out: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < file.length; turn++) {
    const size = sizes[Math.min(turn, sizes.length - 1)] ?? file.length;
    // Each part in memory of its own, which is used again at once.
    const part = Buffer.from(file.subarray(at, at + size));
    out.push(Buffer.from(cleaner.push(part)));
    part.fill(0x55);
    at += size;
  }
  out.push(Buffer.from(cleaner.end()));
  return Buffer.concat(out);
}

export const segment = (marker: number, body: Buffer) => Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);
const entry = (tag: number, type: number, value: Buffer) => Buffer.concat([u16(tag), u16(type), u32(1), value]);
/** Exif of a telephone: which one, how it was held, and where. */
export function tiff(orientation: number): Buffer {
  const entries = [
    entry(0x010f, 2, latin1('Tel\0')),
    entry(0x0112, 3, Buffer.concat([u16(orientation), u16(0)])),
    entry(0x8825, 4, u32(50)),
  ];
  const gps = latin1('GPS 48.8566 N 2.3522 E');
  return Buffer.concat([latin1('MM\0\x2a'), u32(8), u16(entries.length), ...entries, u32(0), gps]);
}
export const exif = (orientation: number) => segment(0xe1, Buffer.concat([latin1('Exif\0\0'), tiff(orientation)]));
/** Of 26 bytes. */
export const turn = (orientation: number) =>
  Buffer.concat([latin1('MM\0\x2a'), u32(8), u16(1), entry(0x0112, 3, Buffer.concat([u16(orientation), u16(0)])), u32(0)]);
export const xmp = segment(0xe1, latin1('http://ns.adobe.com/xap/1.0/\0<x GPSLatitude="48,51N"/>'));
export const jpegWith = (...segments: Buffer[]) => Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

const pngChunk = (type: string, body: string) => {
  const typed = latin1(type + body);
  return Buffer.concat([u32(body.length), typed, u32(crc32(typed))]);
};
export const pngWith = (...chunks: [type: string, body: string][]) =>
  Buffer.concat([png.subarray(0, 33), ...chunks.map((chunk) => pngChunk(...chunk)), png.subarray(33)]);

export const webpChunk = (type: string, body: Buffer) => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};
export const webp = (flags: number, ...chunks: Buffer[]) => {
  const body = Buffer.concat([webpChunk('VP8X', Buffer.from([flags, 0, 0, 0, 15, 0, 0, 7, 0, 0])), ...chunks]);
  const head = latin1('RIFF\0\0\0\0WEBP');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
};

export const box = (type: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(8 + body.length), latin1(type), body]);
};
/** Its size in 64 bits. */
export const largeBox = (type: string, content: Buffer) => Buffer.concat([u32(1), latin1(type), u32(0), u32(16 + content.length), content]);
const full = (type: string, version: number, ...content: Buffer[]) => box(type, Buffer.from([version, 0, 0, 0]), ...content);
export const brand = (name: string) => box('ftyp', latin1(`${name}\0\0\0\0${name}mif1`));
export const place = latin1('+48.8566+002.3522/');

/** A film whose maker wrote its place wherever there is room for it. `blank`: as it must be afterwards. */
export function film(blank: boolean, order: 'moov-first' | 'moov-last'): Buffer {
  const told = (type: string) => (blank ? box('free', Buffer.alloc(place.length)) : box(type, place));
  const media = box('mdia', box('mdhd', Buffer.alloc(24)), told('udta'), box('minf', box('stbl')));
  const track = box('trak', box('tkhd', Buffer.alloc(84)), media, told('meta'), told('udta'));
  const moov = box('moov', box('mvhd', Buffer.alloc(100)), track, told('uuid'), told('udta'), told('meta'));
  const mdat = largeBox('mdat', Buffer.concat([latin1('images '), box('udta', latin1('of the film itself'))]));
  const rest = [told('free'), told('uuid'), told('meta'), told('sefd')];
  return Buffer.concat([brand('qt  '), ...(order === 'moov-first' ? [moov, ...rest, mdat] : [mdat, ...rest, moov])]);
}

export interface HeifKind {
  version: 0 | 1 | 2;
  /** Exif and XMP lie in `idat`. */
  inData: boolean;
  /** Its description follows what it describes. */
  late?: boolean;
}
export const heifExif = Buffer.concat([u32(6), latin1('Exif\0\0'), tiff(6)]);
export const heifXmp = latin1('<x:xmpmeta GPSLatitude="48,51N"/>');
export const heifPixels = latin1('the picture, and the word Exif in it');
/** A picture of three items: itself, Exif in two pieces, and XMP. */
export function heif({ version, inData, late = false }: HeifKind): Buffer {
  const wide = (value: number) => (version === 2 ? u32(value) : u16(value));
  const infe = (id: number, type: string, rest: string) =>
    version === 2 ? full('infe', 3, u32(id), u16(0), latin1(`${type}${rest}`)) : full('infe', 2, u16(id), u16(0), latin1(`${type}${rest}`));
  const infes = [infe(1, 'hvc1', '\0'), infe(2, 'Exif', '\0'), infe(3, 'mime', '\0application/rdf+xml\0')];
  const iinf = version === 2 ? full('iinf', 1, u32(3), ...infes) : full('iinf', 0, u16(3), ...infes);
  const told = Buffer.concat([heifExif, heifXmp]);
  const hdlr = full('hdlr', 0, u32(0), latin1('pict'), Buffer.alloc(13));
  const description = (pixels: number, exifAt: number) => {
    const item = (id: number, method: number, base: number, ...extents: [from: number, size: number][]) =>
      Buffer.concat([
        wide(id),
        version === 0 ? Buffer.alloc(0) : u16(method),
        u16(0),
        u32(base),
        u16(extents.length),
        ...extents.flatMap(([from, size]) => [u32(from), u32(size)]),
      ]);
    const method = inData ? 1 : 0;
    const items = [
      item(1, 0, 0, [pixels, heifPixels.length]),
      item(2, method, exifAt, [0, 20], [20, heifExif.length - 20]),
      item(3, method, 0, [exifAt + heifExif.length, heifXmp.length]),
    ];
    const iloc = full('iloc', version, Buffer.from([0x44, 0x40]), wide(items.length), ...items);
    return full('meta', 0, hdlr, iinf, iloc, ...(inData ? [box('idat', told)] : []));
  };
  const head = brand('heic');
  const pixels = head.length + 8 + (late ? 0 : description(0, 0).length);
  const mdat = box('mdat', heifPixels, ...(inData ? [] : [told]));
  const meta = description(pixels, inData ? 0 : pixels + heifPixels.length);
  return Buffer.concat(late ? [head, mdat, meta] : [head, meta, mdat]);
}
