import type { FileSource } from '../../model/index.ts';
import { lookAt } from './look.ts';

const maxName = 255;
const fallbackType = 'application/octet-stream';

const previews = new WeakMap<FileSource, ImageBitmap>();
/** A small picture of an image that is attached, or null. */
export const previewOf = (source: FileSource): ImageBitmap | null => previews.get(source) ?? null;

/** The end of a long name holds its extension. */
const nameOf = (file: File): string => (file.name.length > maxName ? file.name.slice(-maxName) : file.name) || 'fichier';

/** A file of the page, as the composer hands it over. */
export async function sourceOf(file: File): Promise<FileSource> {
  const look = await lookAt(file);
  const source: FileSource = {
    name: nameOf(file),
    mimetype: file.type.slice(0, 127) || fallbackType,
    size: file.size,
    width: look?.width ?? null,
    height: look?.height ?? null,
    preview: look?.preview ?? null,
    read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
  if (look?.small) previews.set(source, look.small);
  return source;
}

/** Files of a paste: none when there is text too, which is what was meant (tables, office documents). */
export const pastedFiles = (data: DataTransfer | null): File[] =>
  data === null || data.getData('text/plain') !== '' ? [] : [...data.files];

/** Whether what is dragged are files. */
export const dragsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Whether what happens at `target` is meant for the composer `own`: the one that stands beside it, where a
 * thread is open; elsewhere in the window, that of the conversation (`main`).
 */
export function isMeantFor(own: Element, target: EventTarget | null, main: boolean): boolean {
  const pane = target instanceof Element ? target.closest('[data-pane]') : null;
  const held = pane?.querySelector('[data-composer]') ?? null;
  return held === null ? main : held === own;
}
