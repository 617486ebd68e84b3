import decodeQR from 'qr/decode.js';

/** A side of the picture that is read, in pixels: a code fills most of what agents frame, and more only costs time. */
const largestSide = 1600;

/** The bytes of the QR code in a picture; null where none can be read. */
function readPixels(image: { width: number; height: number; data: Uint8ClampedArray }): Uint8Array<ArrayBuffer> | null {
  let bytes: Uint8Array<ArrayBuffer> | null = null;
  try {
    decodeQR(image, {
      timeLimit: 500,
      textDecoder: (read) => {
        bytes = new Uint8Array(read);
        return '';
      },
    });
  } catch {
    // No code, or half of one.
    return null;
  }
  return bytes;
}

/** Draws what is seen on a canvas and reads it there. */
export function readSource(source: CanvasImageSource, width: number, height: number): Uint8Array<ArrayBuffer> | null {
  const scale = Math.min(1, largestSide / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null || width === 0 || height === 0) return null;
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return readPixels(context.getImageData(0, 0, canvas.width, canvas.height));
}

/** The bytes of the QR code in a picture file; null where there is none, or the file is no picture. */
export async function readFile(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const bytes = readSource(bitmap, bitmap.width, bitmap.height);
    bitmap.close();
    return bytes;
  } catch {
    return null;
  }
}
