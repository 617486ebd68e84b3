import { describe, expect, it } from 'vitest';
import {
  box,
  cleaned,
  exif,
  film,
  heif,
  heifExif,
  jpegWith,
  pngWith,
  segment,
  tiff,
  vp8,
  webp,
  webpChunk,
  xmp,
} from './samples.test-data.ts';

const files: [name: string, Buffer][] = [
  ['a JPEG', Buffer.concat([jpegWith(exif(6), xmp, segment(0xe2, Buffer.from('MPF\0'))), exif(1)])],
  ['a PNG', Buffer.concat([pngWith(['eXIf', tiff(3).toString('latin1')], ['pHYs', 'x'.repeat(9)], ['tEXt', 'x'.repeat(50)]), heifExif])],
  ['a WebP', webp(0b1100, webpChunk('VP8 ', vp8), webpChunk('EXIF', Buffer.alloc(40, 1)), webpChunk('XMP ', Buffer.alloc(9, 1)))],
  ['a film', film(false, 'moov-last')],
  ['a film that can be played as it comes', film(false, 'moov-first')],
  ['a HEIF', heif({ version: 1, inData: false })],
  ['a HEIF that holds what it tells', heif({ version: 2, inData: true })],
  ['a text', Buffer.from('GPS 48.8566')],
  ['nothing', Buffer.alloc(0)],
];

/** Numbers from 0 up to, not including, `below`, the same at each run (xorshift). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
const sizes = (next: (below: number) => number) => Array.from({ length: 40 }, () => 1 + next(60));

describe.each(files)('%s', (_name, file) => {
  it('is the same however it is cut into parts', () => {
    const whole = cleaned(file);
    const next = numbers(7);
    const cuts = [[1], [2], [3], [7], [64], [1, 1000], ...Array.from({ length: 50 }, () => sizes(next))];
    for (const cut of cuts) expect(cleaned(file, ...cut).equals(whole), `parts of ${cut.join()}`).toBe(true);
  });

  it('that was cleaned stays as it is', () => {
    const once = cleaned(file);
    expect(cleaned(once).equals(once)).toBe(true);
  });

  it('that ends anywhere has never more than it had, and an orientation', () => {
    for (let length = 0; length < file.length; length++) {
      const cut = file.subarray(0, length);
      const whole = cleaned(cut);
      expect(whole.length).toBeLessThanOrEqual(length + 36);
      expect(cleaned(cut, 1).equals(whole), `${length} bytes`).toBe(true);
    }
  });

  it('that was damaged anywhere comes to its end, the same however it is cut', () => {
    const next = numbers(11);
    const wild = [0, 1, 2, 7, 8, 0x7f, 0x80, 0xd8, 0xd9, 0xda, 0xe1, 0xff];
    for (let round = 0; round < 400; round++) {
      const damaged = Buffer.from(file);
      for (let byte = next(6); byte >= 0 && file.length > 0; byte--)
        damaged[next(file.length)] = next(2) ? next(256) : (wild[next(12)] ?? 0);
      const whole = cleaned(damaged);
      expect(whole.length).toBeLessThanOrEqual(file.length + 36);
      expect(cleaned(damaged, ...sizes(next)).equals(whole), `round ${round}`).toBe(true);
    }
  });
});

it('random bytes after any beginning come to their end', () => {
  const next = numbers(3);
  for (let round = 0; round < 500; round++) {
    const [, file] = files[next(files.length)] as [string, Buffer];
    const noise = Buffer.from(Array.from({ length: 300 }, () => (next(3) ? next(256) : next(4) * 85)));
    const bytes = Buffer.concat([file.subarray(0, next(40)), noise]);
    expect(cleaned(bytes, 5).equals(cleaned(bytes))).toBe(true);
  }
});

it('boxes in boxes, and descriptions without end, take neither the stack nor the day', () => {
  const deep = Buffer.concat([box('ftyp', Buffer.alloc(8)), Buffer.from('\0\0\0\0moov'.repeat(100_000))]);
  expect(cleaned(deep).length).toBe(deep.length);
  const iloc = Buffer.alloc(200_000, 0xff);
  iloc.set([0, 0, 0, 0, 0, 0]);
  const meta = (lengths: number) => {
    iloc[4] = lengths;
    const hdlr = box('hdlr', Buffer.from('\0\0\0\0\0\0\0\0pict'));
    return Buffer.concat([box('ftyp', Buffer.alloc(8)), box('meta', Buffer.alloc(4), hdlr, box('iloc', iloc))]);
  };
  for (const lengths of [0, 1]) expect(cleaned(meta(lengths)).length).toBe(meta(lengths).length);
});
