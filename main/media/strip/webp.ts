import type { Passage, Steps } from './passage.ts';

const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Of a chunk that readers pass over (RFC 9649, 2.7.1.6). */
const unknown = Buffer.from('JUNK', 'latin1');
/** Bits of the flags of `VP8X` that announce Exif and XMP. */
const announced = 0b0000_1100;

/**
 * A WebP picture (RFC 9649) whose chunks say nothing but how it looks. Its size stands at its head, so that
 * what is private is overwritten where it stands; what follows the end is left out.
 */
export function* cleanWebp(file: Passage): Steps {
  const end = 8 + (yield* file.peek(8)).readUInt32LE(4);
  if (end < 20) return yield* file.pass();
  yield* file.pass(12);
  while (file.position + 8 <= end && !file.over) yield* cleanChunk(file, end);
  yield* file.pass(end - file.position);
  yield* file.skip();
}

function* cleanChunk(file: Passage, end: number): Steps {
  const head = yield* file.peek(9);
  if (head.length < 8) return yield* file.pass();
  const type = head.toString('latin1', 0, 4);
  const length = head.readUInt32LE(4);
  const whole = Math.min(8 + length + (length % 2), end - file.position);
  if (type === 'VP8X' && head.length === 9 && whole >= 9) {
    const flags = Buffer.from([...head.subarray(0, 8), head.readUInt8(8) & ~announced]);
    yield* file.blank(9, flags);
    yield* file.pass(whole - 9);
  } else if (type === 'ANMF') yield* file.pass(Math.min(whole, 8 + frameHead));
  else if (kept.has(type)) yield* file.pass(whole);
  else yield* file.blank(whole, Buffer.concat([unknown, head.subarray(4, 8)]));
}

/** Before the chunks of a frame, in bytes. */
const frameHead = 16;
