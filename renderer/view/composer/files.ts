import type { FileSource } from '../../model/index.ts';

/** Pictures larger than this are not opened to look at; bytes. */
const maxLook = 40_000_000;
const maxName = 255;
const fallbackType = 'application/octet-stream';

const previews = new WeakMap<FileSource, ImageBitmap>();
/** A small picture of an image that is attached, or null. */
export const previewOf = (source: FileSource): ImageBitmap | null => previews.get(source) ?? null;

/** The end of a long name holds its extension. */
const nameOf = (file: File): string => (file.name.length > maxName ? file.name.slice(-maxName) : file.name) || 'fichier';

/** Size of a picture in pixels, and a small one of it; null where the browser cannot read it. */
async function lookAt(file: File): Promise<{ width: number; height: number; small: ImageBitmap } | null> {
  if (!file.type.startsWith('image/') || file.size > maxLook) return null;
  try {
    const whole = await createImageBitmap(file);
    const scale = Math.min(1, 96 / Math.min(whole.width, whole.height));
    const small = await createImageBitmap(whole, { resizeWidth: Math.max(1, Math.round(whole.width * scale)), resizeQuality: 'medium' });
    const { width, height } = whole;
    whole.close();
    return { width, height, small };
  } catch {
    return null;
  }
}

/** A file of the page, as the composer hands it over. */
export async function sourceOf(file: File): Promise<FileSource> {
  const look = await lookAt(file);
  const source: FileSource = {
    name: nameOf(file),
    mimetype: file.type.slice(0, 127) || fallbackType,
    size: file.size,
    width: look?.width ?? null,
    height: look?.height ?? null,
    read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
  if (look) previews.set(source, look.small);
  return source;
}

/** Files of a paste: none when there is text too, which is what was meant (tables, office documents). */
export const pastedFiles = (data: DataTransfer | null): File[] =>
  data === null || data.getData('text/plain') !== '' ? [] : [...data.files];

/** Whether what is dragged are files. */
export const dragsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
