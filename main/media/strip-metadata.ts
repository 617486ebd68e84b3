import { pictureType } from './served-type.ts';

/**
 * Pictures without what says where, when and with what they were taken. Only whole parts of the
 * container are left out, so that the picture itself stays bit for bit the same; its orientation
 * and colour profile are kept. What is not understood is returned as it is.
 */
export function stripMetadata(bytes: Buffer<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return formats[pictureType(bytes) ?? '']?.(bytes) ?? bytes;
}

/** Whether a file that begins so is a picture of which something can be left out. */
export const canBeStripped = (head: Uint8Array): boolean => (pictureType(head) ?? '') in formats;

type Bytes = Buffer<ArrayBuffer>;
const formats: { [mimetype: string]: (bytes: Bytes) => Bytes | null } = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
};

/** APP1 (Exif, XMP), APP12 (picture information), APP13 (IPTC), comments. */
const jpegPrivate = new Set([0xe1, 0xec, 0xed, 0xfe]);
const startOfScan = 0xda;

function stripJpeg(bytes: Bytes): Bytes | null {
  const kept: Bytes[] = [];
  let orientation = 1;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === startOfScan) return Buffer.concat([bytes.subarray(0, 2), ...exifOf(orientation), ...kept, bytes.subarray(at)]);
    if (end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (marker === 0xe1) orientation = orientationOf(segment) ?? orientation;
    if (!jpegPrivate.has(marker)) kept.push(segment);
    at = end;
  }
  return null;
}

/** Tag 0x0112 of the first directory of an Exif segment (CIPA DC-008, 4.6.4); null without one. */
function orientationOf(segment: Buffer): number | null {
  const tiff = segment.subarray(10);
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0' || tiff.length < 14) return null;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Math.min(u16(directory), 200);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    const value = u16(at + 8);
    if (u16(at) === 0x0112) return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An Exif segment that says the orientation and nothing else; none for a picture that stands upright. */
function exifOf(orientation: number): Buffer[] {
  if (orientation === 1) return [];
  const segment = Buffer.alloc(36);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(34, 2);
  segment.write('Exif\0\0MM\0\x2a', 4, 'latin1');
  segment.writeUInt32BE(8, 14);
  segment.writeUInt16BE(1, 18);
  segment.writeUInt16BE(0x0112, 20);
  segment.writeUInt16BE(3, 22);
  segment.writeUInt32BE(1, 24);
  segment.writeUInt16BE(orientation, 28);
  return [segment];
}

const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const pngPrivate = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

function stripPng(bytes: Bytes): Bytes | null {
  const kept: Bytes[] = [pngHead];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    if (!pngPrivate.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}

/** Bits of the `VP8X` chunk that announce Exif and XMP. */
const webpFlags = 0b0000_1100;

function stripWebp(bytes: Bytes): Bytes | null {
  const kept: Bytes[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (at + 8 + size > bytes.length) return null;
    if (type !== 'EXIF' && type !== 'XMP ') kept.push(Buffer.from(bytes.subarray(at, end)));
    at = end;
  }
  for (const chunk of kept) if (chunk.toString('latin1', 0, 4) === 'VP8X' && chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~webpFlags;
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}
