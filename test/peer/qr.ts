import decodeQR from 'qr/decode.js';

/** Pixels a side of one module of a drawn code, and modules of its quiet zone. */
const scale = 4;
const quiet = 4;

/** The code as a picture, RGBA: what a camera would see of it. */
export function pictureOf({ size, modules }: { size: number; modules: string }): { width: number; height: number; data: Uint8Array } {
  const width = (size + 2 * quiet) * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (let y = 0; y < size * scale; y++)
    for (let x = 0; x < size * scale; x++) {
      if (modules[Math.floor(y / scale) * size + Math.floor(x / scale)] !== '1') continue;
      data.fill(0, ((y + quiet * scale) * width + x + quiet * scale) * 4, ((y + quiet * scale) * width + x + quiet * scale) * 4 + 3);
    }
  return { width, height: width, data };
}

/** The bytes that a code holds, read from its picture. */
export function bytesOfCode(code: { size: number; modules: string }): Uint8Array {
  let bytes = new Uint8Array();
  decodeQR(pictureOf(code), { textDecoder: (read) => ((bytes = new Uint8Array(read)), '') });
  return bytes;
}
