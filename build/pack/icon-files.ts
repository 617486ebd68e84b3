/** One square picture, as a PNG file. */
export type Picture = { size: number; png: Uint8Array };

/** A Windows icon: a directory of pictures, each a PNG (Windows Vista and later). */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let at = head.byteLength;
  pictures.forEach(({ size, png }, n) => {
    const entry = 6 + 16 * n;
    // 0 stands for 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.byteLength, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.byteLength;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Names of the sizes that an Apple icon holds as PNG. */
const appleTypes: Record<number, string> = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' };

/** An Apple icon: each picture behind its name and length. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const parts = pictures.map(({ size, png }) => {
    const type = appleTypes[size];
    if (type === undefined) throw new Error(`no Apple icon of ${size} pixels`);
    return part(type, png);
  });
  return part('icns', Buffer.concat(parts));
}

function part(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'ascii');
  head.writeUInt32BE(data.byteLength + 8, 4);
  return Buffer.concat([head, data]);
}
