import type { AttachmentRecord, JsonObject } from '../records/index.ts';
import type { Kept, KeptThumbnail } from './staging.ts';

/** Pictures that every client can show; others (SVG among them) are files. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

function messageType(mimetype: string): string {
  if (pictures.has(mimetype)) return 'm.image';
  if (mimetype.startsWith('video/')) return 'm.video';
  return mimetype.startsWith('audio/') ? 'm.audio' : 'm.file';
}

function infoOf(
  { mimetype, size, width, height }: AttachmentRecord,
  { blurhash, durationMs, thumbnail }: Kept,
  encrypted: boolean,
): JsonObject {
  return {
    mimetype,
    size,
    ...(width === null ? {} : { w: width }),
    ...(height === null ? {} : { h: height }),
    ...(durationMs === null ? {} : { duration: durationMs }),
    // MSC2448, under the name that the clients use.
    ...(blurhash === null ? {} : { 'xyz.amorgan.blurhash': blurhash }),
    ...(thumbnail === null ? {} : thumbnailInfo(thumbnail, encrypted)),
  };
}

/** `thumbnail_info`, and where the smaller picture lies (spec 11.2.1.8). None where it was not uploaded. */
function thumbnailInfo({ mxc, info, mimetype, size, width, height }: KeptThumbnail, encrypted: boolean): JsonObject {
  if (mxc === null) return {};
  const where: JsonObject = encrypted ? { thumbnail_file: { ...info, url: mxc } } : { thumbnail_url: mxc };
  return { ...where, thumbnail_info: { mimetype, size, w: width, h: height } };
}

/**
 * Content of the `m.room.message` for an uploaded file (spec 11.2.1; captions: `body` beside
 * `filename`, since 1.10; encrypted: `file`, 11.12.1.7).
 */
export function messageContent(
  record: AttachmentRecord,
  kept: Kept,
  mxc: string,
  options: { encrypted: boolean; caption: string },
): JsonObject {
  const { encrypted, caption } = options;
  const { name } = record;
  const { durationMs, waveform } = kept;
  const where: JsonObject = encrypted ? { file: { ...kept.info, url: mxc } } : { url: mxc };
  return {
    msgtype: messageType(record.mimetype),
    body: caption === '' ? name : caption,
    filename: name,
    info: infoOf(record, kept, encrypted),
    ...where,
    ...(waveform ? voiceContent(durationMs ?? 0, [...waveform]) : {}),
  };
}

/** What makes a sound a voice message (MSC3245, MSC3246): under the names that the clients read today, and the stable ones. */
function voiceContent(duration: number, waveform: number[]): JsonObject {
  const details = { duration, waveform };
  return { 'org.matrix.msc3245.voice': {}, 'org.matrix.msc1767.audio': details, 'm.voice': {}, 'm.audio_details': details };
}
