import { describe, expect, it } from 'vitest';
import { cleaned, exif, jpeg, jpegWith, segment, turn, xmp } from './samples.test-data.ts';

const of = (marker: number, text: string) => segment(marker, Buffer.from(text, 'latin1'));
const private_: [what: string, Buffer][] = [
  ['Exif', exif(1)],
  ['XMP', xmp],
  ['a comment', of(0xfe, 'fait par Marie')],
  ['IPTC', of(0xed, 'Photoshop 3.0\0Paris')],
  ['a smaller picture', of(0xe0, 'JFXX\0\x10')],
  ['where other pictures lie', of(0xe2, 'MPF\0II')],
  ['what a maker invented', of(0xeb, 'JP\0\0Paris')],
];

describe('a photograph', () => {
  it.each(private_)('loses %s', (_what, told) => {
    expect(cleaned(jpegWith(told)).equals(jpeg)).toBe(true);
  });

  it('keeps its colours', () => {
    const colours = [of(0xe2, 'ICC_PROFILE\0\x01\x01profil'), of(0xee, 'Adobe\0d\0\0\0\0\0')];
    expect(cleaned(jpegWith(...colours, xmp)).equals(jpegWith(...colours))).toBe(true);
    expect(cleaned(jpeg).equals(jpeg)).toBe(true);
  });

  it.each([2, 3, 6, 8])('still stands upright (orientation %i), and says so once', (orientation) => {
    const said = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), turn(orientation)]));
    const stripped = cleaned(jpegWith(xmp, exif(orientation), exif(orientation)));
    expect(stripped.equals(jpegWith(said))).toBe(true);
  });

  it('loses what stands between its scans, and nothing of them', () => {
    // Stuffed zeros, restarts, fill bytes, and marks that are none.
    const scan = Buffer.from([0x12, 0xff, 0x00, 0xe1, 0xff, 0xd0, 0x34, 0xff, 0xd7, 0xff, 0xff, 0x00, 0xfe, 0xff, 0xff]);
    const table = of(0xc4, '\0table');
    const start = of(0xda, '\x01\x01\0\0?\0');
    const with_ = (...told: Buffer[]) =>
      Buffer.concat([jpeg.subarray(0, -2), scan.subarray(0, -2), ...told, table, ...told, start, scan, jpeg.subarray(-2)]);
    expect(cleaned(with_(exif(1), xmp)).equals(with_())).toBe(true);
  });

  it('loses what follows its end: other pictures, the film of a motion photo, marks of the telephone', () => {
    expect(cleaned(Buffer.concat([jpeg, jpegWith(exif(6)), Buffer.from('ftypmp42 48.8566')])).equals(jpeg)).toBe(true);
  });

  it('that is cut in what is private loses what came of it', () => {
    const cut = jpegWith(xmp).subarray(0, 2 + xmp.length - 20);
    expect(cleaned(cut).equals(jpeg.subarray(0, 2))).toBe(true);
  });

  it('whose segment has no size goes on as it is from there', () => {
    const wrong = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, 1]), xmp, jpeg.subarray(2)]);
    expect(cleaned(wrong).equals(wrong)).toBe(true);
  });

  it('whose Exif points outside is not followed there', () => {
    const wild = of(0xe1, 'Exif\0\0MM\0\x2a\xff\xff\xff\xf0\0\x09');
    expect(cleaned(jpegWith(wild)).equals(jpeg)).toBe(true);
  });
});
