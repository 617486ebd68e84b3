import type { FileSource } from './upload.svelte.ts';

/** Side of the largest picture that others are given, in pixels. */
const largestSide = 512;

/** The middle of a picture as a square. Rejects where the file is no picture that this page can draw. */
export async function squareOf(file: Blob): Promise<FileSource> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const side = Math.min(width, height);
  const size = Math.min(side, largestSide);
  const canvas = new OffscreenCanvas(size, size);
  canvas.getContext('2d')?.drawImage(bitmap, (width - side) / 2, (height - side) / 2, side, side, 0, 0, size, size);
  bitmap.close();
  // What may be transparent stays so.
  const mimetype = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/png';
  const drawn = await canvas.convertToBlob({ type: mimetype, quality: 0.9 });
  const name = mimetype === 'image/jpeg' ? 'photo.jpg' : 'photo.png';
  const read = async (from: number, to: number) => new Uint8Array(await drawn.slice(from, to).arrayBuffer());
  return { name, mimetype, size: drawn.size, width: size, height: size, read };
}
