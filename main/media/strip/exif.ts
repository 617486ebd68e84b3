import type { Bytes } from './passage.ts';

/** A TIFF of big-endian numbers, whose first directory follows (TIFF 6.0, section 2). */
export const tiffHead = Buffer.from('MM\0\x2a\0\0\0\x08', 'latin1');
const orientationTag = 0x0112;
const upright = 1;

/** Tag 0x0112 of the first directory of Exif (CIPA DC-008, 4.6.4), 1 to 8; null without one. */
function orientationOf(tiff: Bytes): number | null {
  if (tiff.length < 14) return null;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Math.min(u16(directory), 200);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    const value = u16(at + 8);
    if (u16(at) === orientationTag) return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** Exif of 26 bytes that says how the picture stands, and nothing else, as `tiff` says it; null where it stands upright. */
export function turnOf(tiff: Bytes): Bytes | null {
  const orientation = orientationOf(tiff) ?? upright;
  if (orientation === upright) return null;
  const turn = Buffer.alloc(26);
  tiffHead.copy(turn);
  turn.writeUInt16BE(1, 8);
  turn.writeUInt16BE(orientationTag, 10);
  turn.writeUInt16BE(3, 12);
  turn.writeUInt32BE(1, 14);
  turn.writeUInt16BE(orientation, 18);
  return turn;
}
