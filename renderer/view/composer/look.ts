import { encode } from 'blurhash';
import type { FilePreview } from '../../../preload/contract/index.ts';
import { lookAtRecording } from './look-moving.ts';

/** Pictures larger than this are not opened to look at; bytes. */
const maxLook = 40_000_000;
/** What a conversation shows at most, twice as fine for dense screens, in pixels; and from how many bytes a smaller picture is worth sending. */
const thumbnailSize = { width: 840, height: 640 };
const worthBytes = 200_000;
/** Side of the picture that the few colours are taken from, and how many of them. */
const blurSide = 32;
const components = { x: 4, y: 3 };

/** A picture that is open, or one of a video; sides in pixels, upright. */
export interface Frame {
  picture: ImageBitmap;
  width: number;
  height: number;
}

export interface Look {
  /** Null for a sound. */
  width: number | null;
  height: number | null;
  preview: FilePreview;
  /** Of 96 pixels at its smaller side, for the chip of the composer; null for a sound. */
  small: ImageBitmap | null;
}

/** Size and length of a picture, a video or a sound, and what others see before they have it; null for what the browser cannot read. */
export async function lookAt(file: File): Promise<Look | null> {
  try {
    if (file.type.startsWith('image/')) return await lookAtPicture(file);
    if (!file.type.startsWith('video/') && !file.type.startsWith('audio/')) return null;
    const { durationMs, frame } = await lookAtRecording(file);
    if (frame) return await lookOf(frame, durationMs, (whole) => thumbnailOf(whole, 'image/jpeg'));
    return { width: null, height: null, small: null, preview: { blurhash: null, durationMs, thumbnail: null } };
  } catch {
    return null;
  }
}

async function lookAtPicture(file: File): Promise<Look | null> {
  if (file.size > maxLook) return null;
  const picture = await createImageBitmap(file);
  return lookOf({ picture, width: picture.width, height: picture.height }, null, (whole) => smallerOf(whole, file));
}

async function lookOf(
  { picture, width, height }: Frame,
  durationMs: number | null,
  thumbnail: (whole: ImageBitmap) => Promise<FilePreview['thumbnail']>,
): Promise<Look> {
  const small = await scaled(picture, 96 / Math.min(width, height));
  const preview = { blurhash: blurhashOf(small), durationMs, thumbnail: await thumbnail(picture) };
  picture.close();
  return { width, height, small, preview };
}

const scaled = (picture: ImageBitmap, scale: number): Promise<ImageBitmap> =>
  createImageBitmap(picture, { resizeWidth: Math.max(1, Math.round(picture.width * Math.min(1, scale))), resizeQuality: 'medium' });

function blurhashOf(small: ImageBitmap): string | null {
  const context = new OffscreenCanvas(blurSide, blurSide).getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(small, 0, 0, blurSide, blurSide);
  return encode(context.getImageData(0, 0, blurSide, blurSide).data, blurSide, blurSide, components.x, components.y);
}

const scaleOf = ({ width, height }: ImageBitmap): number => Math.min(thumbnailSize.width / width, thumbnailSize.height / height);

/** Photographs as JPEG, what may be transparent as WebP. None where the file itself is small, or moves. */
async function smallerOf(whole: ImageBitmap, file: File): Promise<FilePreview['thumbnail']> {
  if (file.size < worthBytes || scaleOf(whole) >= 1 || file.type === 'image/gif') return null;
  const thumbnail = await thumbnailOf(whole, file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp');
  return thumbnail && thumbnail.bytes.byteLength < file.size ? thumbnail : null;
}

async function thumbnailOf(whole: ImageBitmap, mimetype: 'image/jpeg' | 'image/webp'): Promise<FilePreview['thumbnail']> {
  const picture = await scaled(whole, scaleOf(whole));
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
  const blob = await canvas.convertToBlob({ type: mimetype, quality: 0.8 });
  return blob.type === mimetype ? { mimetype, width, height, bytes: new Uint8Array(await blob.arrayBuffer()) } : null;
}
