import { expect, it } from 'vitest';
import { cleaned, vp8, webp, webpChunk } from './samples.test-data.ts';

const picture = webpChunk('VP8 ', vp8);
const told = (type: string) => webpChunk(type, Buffer.from('GPS 48.8566'));
const blank = webpChunk('JUNK', Buffer.alloc('GPS 48.8566'.length));

it('a picture has zeros where Exif, XMP and what a maker invented stood, and no longer announces them', () => {
  const whole = webp(0b0010_1100, told('MAKE'), picture, told('EXIF'), told('XMP '));
  expect(cleaned(whole).equals(webp(0b0010_0000, blank, picture, blank, blank))).toBe(true);
});

it('so has each frame of a picture that moves', () => {
  const frame = (inner: Buffer) => webpChunk('ANMF', Buffer.concat([Buffer.alloc(16, 1), picture, inner]));
  const moving = (inner: Buffer) => webp(0b10, webpChunk('ANIM', Buffer.alloc(6)), frame(inner), frame(inner));
  expect(cleaned(moving(told('EXIF'))).equals(moving(blank))).toBe(true);
});

it('nothing follows the end that its head tells', () => {
  const whole = webp(0, picture);
  expect(cleaned(Buffer.concat([whole, told('EXIF')])).equals(whole)).toBe(true);
});

it('a chunk that says to be larger than the picture ends with it', () => {
  const whole = webp(0, picture, told('EXIF'));
  whole.writeUInt32LE(0xffff_ffff, whole.indexOf('EXIF') + 4);
  const stripped = cleaned(Buffer.concat([whole, Buffer.from('48.8566')]));
  expect([stripped.length, stripped.includes('48.8566')]).toEqual([whole.length, false]);
});

it('a picture without a size goes on as it is', () => {
  const whole = webp(0, picture, told('EXIF'));
  whole.writeUInt32LE(0, 4);
  expect(cleaned(whole).equals(whole)).toBe(true);
});
