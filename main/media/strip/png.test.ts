import { expect, it } from 'vitest';
import { cleaned, png, pngWith, tiff, turn } from './samples.test-data.ts';

it.each(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME', 'caBX', 'iDOT'])('a screenshot loses its chunk %s', (type) => {
  expect(cleaned(pngWith([type, 'Author\0Marie'])).equals(png)).toBe(true);
});

it('a picture keeps what tells how it looks and moves', () => {
  const names = ['gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'PLTE', 'tRNS', 'bKGD', 'pHYs', 'acTL', 'fcTL', 'fdAT'];
  const picture = pngWith(...names.map((name): [string, string] => [name, 'x']));
  expect(cleaned(picture).equals(picture)).toBe(true);
});

it('a picture still stands upright, and says so once', () => {
  const chunk = (exif: Buffer): [string, string] => ['eXIf', exif.toString('latin1')];
  expect(cleaned(pngWith(chunk(tiff(6)), chunk(tiff(6)))).equals(pngWith(chunk(turn(6))))).toBe(true);
  expect(cleaned(pngWith(chunk(tiff(1)))).equals(png)).toBe(true);
});

it('nothing follows the end of a picture', () => {
  expect(cleaned(Buffer.concat([png, Buffer.from('48.8566')])).equals(png)).toBe(true);
});

it('what is no chunk goes on as it is, with what follows', () => {
  const wrong = Buffer.concat([pngWith(['tEXt', 'Marie']).subarray(0, 50), Buffer.from('\0\0\0\x01?!?!'), png]);
  expect(cleaned(wrong).equals(Buffer.concat([png.subarray(0, 33), Buffer.from('\0\0\0\x01?!?!'), png]))).toBe(true);
});
