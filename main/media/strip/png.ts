import { crc32 } from 'node:zlib';
import { turnOf } from './exif.ts';
import type { Bytes, Passage, Steps } from './passage.ts';

/** Of the chunks that a picture can do without, those that tell how it looks or moves. */
const kept = new Set('tRNS cHRM gAMA iCCP sRGB sBIT bKGD hIST pHYs sPLT cICP mDCV cLLI acTL fcTL fdAT'.split(' '));
/** Exif is never larger (CIPA DC-008, 4.7.2). */
const exifLimit = 64 * 1024;

/**
 * A PNG picture (W3C PNG, third edition) without texts, dates, Exif and chunks of makers, and without what follows
 * its end. Exif that turns the picture gives way to one that does no more.
 */
export function* cleanPng(file: Passage): Steps {
  let turned = false;
  yield* file.pass(8);
  for (;;) {
    const head = yield* file.peek(8);
    const type = head.toString('latin1', 4);
    const length = /^[A-Za-z]{4}$/u.test(type) ? head.readUInt32BE(0) : Infinity;
    if (length > 0x7fff_ffff) return yield* file.pass();
    const whole = 8 + length + 4;
    if (isCritical(type) || kept.has(type)) yield* file.pass(whole);
    else {
      const turn: Bytes | null =
        type === 'eXIf' && length <= exifLimit && !turned ? turnOf((yield* file.peek(8 + length)).subarray(8)) : null;
      turned ||= turn !== null;
      if (turn) file.write(exifChunk(turn));
      yield* file.skip(whole);
    }
    if (type === 'IEND') return yield* file.skip();
  }
}

const isCritical = (type: string): boolean => type < 'a';

function exifChunk(turn: Bytes): Bytes {
  const chunk = Buffer.concat([Buffer.from('\0\0\0\x1aeXIf', 'latin1'), turn, Buffer.alloc(4)]);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}
