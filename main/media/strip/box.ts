import type { Bytes } from './passage.ts';

/** Head of a box (ISO/IEC 14496-12, 4.2): bytes of it, and of the whole box; endless where it goes on to the end of what it lies in. */
export interface Box {
  type: string;
  header: number;
  size: number;
}
export const longestHead = 16;

/** The box that begins so; null where none can. */
export function boxOf(head: Bytes): Box | null {
  if (head.length < 8) return null;
  const type = head.toString('latin1', 4, 8);
  const size = head.readUInt32BE(0);
  if (size === 0) return { type, header: 8, size: Infinity };
  if (size !== 1) return size < 8 ? null : { type, header: 8, size };
  const large = head.length < longestHead ? 0 : Number(head.readBigUInt64BE(8));
  return large < longestHead ? null : { type, header: longestHead, size: large };
}

/** What lies in each of the boxes that follow one another in these bytes. */
export function* boxesIn(bytes: Bytes): Generator<{ type: string; content: Bytes; at: number }> {
  for (let at = 0; at < bytes.length;) {
    const box = boxOf(bytes.subarray(at, at + longestHead));
    if (box === null) return;
    const { type, header, size } = box;
    yield { type, content: bytes.subarray(at + header, at + size), at: at + header };
    at += size;
  }
}

/** Numbers and texts that follow one another. What lies beyond the end is 0 or ''. */
export class Fields {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }
  get over(): boolean {
    return this.#at >= this.#bytes.length;
  }
  get rest(): Bytes {
    return this.#bytes.subarray(this.#at);
  }

  /** Of 0 to 8 bytes, big-endian. */
  number(bytes: number): number {
    const field = this.#next(bytes);
    return field.length === bytes ? field.reduce((value, byte) => value * 256 + byte, 0) : 0;
  }
  type(): string {
    return this.#next(4).toString('latin1');
  }
  /** Up to a zero byte. */
  text(): string {
    const length = Math.max(0, this.rest.indexOf(0));
    return this.#next(length + 1).toString('latin1', 0, length);
  }

  #next(bytes: number): Bytes {
    const field = this.rest.subarray(0, bytes);
    this.#at += bytes;
    return field;
  }
}
