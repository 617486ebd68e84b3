import { turnOf } from './exif.ts';
import type { Bytes, Passage, Steps } from './passage.ts';

const endOfImage = 0xd9;
const app1 = 0xe1;
const comment = 0xfe;
const exif = 'Exif\0\0';
/** Of the segments for applications, those that tell how the picture looks, by how they begin. */
const kept: { [marker: number]: string } = { 0xe0: 'JFIF\0', 0xe2: 'ICC_PROFILE\0', 0xee: 'Adobe' };
const longest = 12;

/**
 * A JPEG picture (ITU-T T.81, annex B) without comments and segments of applications, but for those that it
 * looks different without, and without what follows its end: other pictures, films and marks of telephones.
 * Exif that turns the picture gives way to one that does no more.
 */
export function* cleanJpeg(file: Passage): Steps {
  let turned = false;
  for (;;) {
    const marker = yield* toMarker(file);
    if (marker === endOfImage) {
      yield* file.pass(2);
      return yield* file.skip();
    }
    const head = yield* file.peek(4 + longest);
    const size = head.length < 4 ? 0 : 2 + head.readUInt16BE(2);
    if (size < 4) return yield* file.pass();
    if (isKept(marker, head)) yield* file.pass(size);
    else {
      const turn: Bytes | null =
        marker === app1 && startsWith(head, exif) && !turned ? turnOf((yield* file.peek(size)).subarray(10)) : null;
      turned ||= turn !== null;
      if (turn) file.write(Buffer.concat([exifHead, turn]));
      yield* file.skip(size);
    }
  }
}

/** Of a segment of Exif of 26 bytes. */
const exifHead = Buffer.from(`\xff\xe1\0\x22${exif}`, 'latin1');

const startsWith = (head: Bytes, start: string): boolean => head.toString('latin1', 4, 4 + start.length) === start;

function isKept(marker: number, head: Bytes): boolean {
  if (marker < 0xe0 || (marker > 0xef && marker !== comment)) return true;
  const start = kept[marker];
  return start !== undefined && startsWith(head, start);
}

/** Lets through what lies before the next segment or the end: the picture itself, with its restarts and fill bytes. 0 where the file ends. */
function* toMarker(file: Passage): Steps<number> {
  for (;;) {
    const bytes = yield* file.some(2);
    if (bytes.length < 2) return 0;
    const at = markerIn(bytes);
    yield* file.pass(at);
    if (at + 1 < bytes.length) return bytes[at + 1] ?? 0;
  }
}

/** Where 0xFF and a byte that ends the image or begins a segment stand; else where the last byte does, which may be the 0xFF. */
function markerIn(bytes: Bytes): number {
  const last = bytes.length - 1;
  for (let at = 0; at < last; at++) if (bytes[at] === 0xff && isMarker(bytes[at + 1] ?? 0)) return at;
  return last;
}

const isMarker = (byte: number): boolean => byte >= 0xc0 && byte !== 0xff && (byte < 0xd0 || byte > 0xd8);
