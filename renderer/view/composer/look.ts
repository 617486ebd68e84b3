import { encode } from 'blurhash';
import type { FilePreview } from '../../../preload/contract/index.ts';

/** Pictures larger than this are not opened to look at; bytes. */
const maxLook = 40_000_000;
/** What a conversation shows at most, twice as fine for dense screens, in pixels; and from how many bytes a smaller picture is worth sending. */
const thumbnailSize = { width: 840, height: 640 };
const worthBytes = 200_000;
/** Side of the picture that the few colours are taken from, and how many of them. */
const blurSide = 32;
const components = { x: 4, y: 3 };

export interface Look {
  /** Pixels, upright. */
  width: number;
  height: number;
  preview: FilePreview;
  /** Of 96 pixels at its smaller side, for the chip of the composer. */
  small: ImageBitmap;
}

/** Size of a picture, and what others see before they have it; null for what the browser cannot read. */
export async function lookAt(file: File): Promise<Look | null> {
  if (!file.type.startsWith('image/') || file.size > maxLook) return null;
  try {
    const whole = await createImageBitmap(file);
    const { width, height } = whole;
    const small = await scaled(whole, 96 / Math.min(width, height));
    const preview = { blurhash: blurhashOf(small), durationMs: null, thumbnail: await thumbnailOf(whole, file) };
    whole.close();
    return { width, height, small, preview };
  } catch {
    return null;
  }
}

const scaled = (picture: ImageBitmap, scale: number): Promise<ImageBitmap> =>
  createImageBitmap(picture, { resizeWidth: Math.max(1, Math.round(picture.width * Math.min(1, scale))), resizeQuality: 'medium' });

function blurhashOf(small: ImageBitmap): string | null {
  const context = new OffscreenCanvas(blurSide, blurSide).getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(small, 0, 0, blurSide, blurSide);
  return encode(context.getImageData(0, 0, blurSide, blurSide).data, blurSide, blurSide, components.x, components.y);
}

/** Photographs as JPEG, what may be transparent as WebP. None where the file itself is small, or moves. */
async function thumbnailOf(whole: ImageBitmap, file: File): Promise<FilePreview['thumbnail']> {
  const scale = Math.min(thumbnailSize.width / whole.width, thumbnailSize.height / whole.height);
  if (file.size < worthBytes || scale >= 1 || file.type === 'image/gif') return null;
  const picture = await scaled(whole, scale);
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
  const mimetype = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  const blob = await canvas.convertToBlob({ type: mimetype, quality: 0.8 });
  if (blob.size >= file.size || blob.type !== mimetype) return null;
  return { mimetype, width, height, bytes: new Uint8Array(await blob.arrayBuffer()) };
}
