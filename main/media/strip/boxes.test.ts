import { describe, expect, it } from 'vitest';
import {
  box,
  brand,
  cleaned,
  film,
  heif,
  heifExif,
  heifPixels,
  heifXmp,
  largeBox,
  place,
  u32,
  type HeifKind,
} from './samples.test-data.ts';

describe('a film', () => {
  it.each(['moov-first', 'moov-last'] as const)('has zeros where its place, author and device stood (%s)', (order) => {
    expect(cleaned(film(false, order)).equals(film(true, order))).toBe(true);
  });

  it('may have boxes of 64 bits, and a last one without a size', () => {
    const mdat = Buffer.concat([u32(0), Buffer.from('mdat, to the end'), box('udta', place)]);
    const whole = (told: string, content: Buffer) => Buffer.concat([brand('isom'), largeBox('moov', largeBox(told, content)), mdat]);
    expect(cleaned(whole('udta', place)).equals(whole('free', Buffer.alloc(place.length)))).toBe(true);
  });

  it('in pieces, or of an older QuickTime without its brand, is cleaned too', () => {
    const whole = (told: Buffer) => Buffer.concat([box('wide'), box('mdat', place), box('moof', box('traf', told), told)]);
    expect(cleaned(whole(box('udta', place))).equals(whole(box('free', Buffer.alloc(place.length))))).toBe(true);
  });

  it.each(['M4A ', 'M4B '])('a sound (%s) keeps its title and cover', (name) => {
    const sound = Buffer.concat([brand(name), box('moov', box('udta', Buffer.from('Le titre'))), box('mdat')]);
    expect(cleaned(sound).equals(sound)).toBe(true);
  });

  it('is as it was from the box on that is none', () => {
    const wrong = Buffer.concat([u32(7), Buffer.from('what'), box('udta', place)]);
    const moov = Buffer.concat([brand('isom'), box('moov', wrong), box('uuid', place)]);
    const blank = Buffer.concat([brand('isom'), box('moov', wrong), box('free', Buffer.alloc(place.length))]);
    expect(cleaned(moov).equals(blank)).toBe(true);
  });

  it.each(['Fat-free recipes are here', 'The wide world is ours', 'Une ftypographie'])('a text is none (%s)', (text) => {
    expect(cleaned(Buffer.from(text)).toString()).toBe(text);
  });
});

const kinds: HeifKind[] = [0, 1, 2].map((version) => ({ version: version as 0 | 1 | 2, inData: false }));
kinds.push({ version: 1, inData: true }, { version: 2, inData: true });
describe('a picture of a telephone (HEIF)', () => {
  it.each(kinds)('has an Exif that says nothing, and zeros where XMP stood (%o)', (kind) => {
    const whole = heif(kind);
    const at = whole.indexOf(heifExif);
    const expected = Buffer.from(whole).fill(0, at, at + heifExif.length + heifXmp.length);
    expected.write('MM\0\x2a\0\0\0\x08', at + 4, 'latin1');
    const stripped = cleaned(whole);
    expect(stripped.equals(expected)).toBe(true);
    expect(stripped.includes(heifPixels)).toBe(true);
  });

  it('loses what its description holds where that follows it, and not what stood before', () => {
    const [outside, inside] = [false, true].map((inData) => heif({ version: 1, inData, late: true }));
    expect(cleaned(outside as Buffer).equals(outside as Buffer)).toBe(true);
    expect(cleaned(inside as Buffer).includes(heifXmp)).toBe(false);
  });

  it('whose description is too large to be held goes on as it is', () => {
    const whole = Buffer.concat([brand('heic'), box('meta', Buffer.alloc(300_000, 1)), box('mdat', heifExif)]);
    expect(cleaned(whole).equals(whole)).toBe(true);
  });

  it('a description of anything but a picture is private', () => {
    const whole = (type: string, told: Buffer) => Buffer.concat([brand('mif1'), box(type, told), box('mdat', heifPixels)]);
    expect(cleaned(whole('meta', place)).equals(whole('free', Buffer.alloc(place.length)))).toBe(true);
  });
});
