import type { EncryptedFileInfo } from '../crypto/index.ts';
import type { AttachmentRecord, JsonObject } from '../records/index.ts';

/** Pictures that every client can show; others (SVG among them) are files. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

function messageType(mimetype: string): string {
  if (pictures.has(mimetype)) return 'm.image';
  if (mimetype.startsWith('video/')) return 'm.video';
  return mimetype.startsWith('audio/') ? 'm.audio' : 'm.file';
}

function infoOf({ mimetype, size, width, height }: AttachmentRecord): JsonObject {
  return { mimetype, size, ...(width === null ? {} : { w: width }), ...(height === null ? {} : { h: height }) };
}

/**
 * Content of the `m.room.message` for an uploaded file (spec 11.2.1; captions: `body` beside
 * `filename`, since 1.10; encrypted: `file`, 11.12.1.7).
 */
export function messageContent(record: AttachmentRecord, mxc: string, encrypted: EncryptedFileInfo | null, caption: string): JsonObject {
  const { name } = record;
  const where: JsonObject = encrypted ? { file: { ...encrypted, url: mxc } } : { url: mxc };
  return { msgtype: messageType(record.mimetype), body: caption === '' ? name : caption, filename: name, info: infoOf(record), ...where };
}
