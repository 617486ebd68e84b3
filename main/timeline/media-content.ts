import type { EventId, MediaUrl, MessageContent, RoomId } from '../../preload/contract/index.ts';
import { soundLength, type Json, type JsonObject } from '../records/index.ts';
import { cut, object, text, whole } from './json.ts';
import { voiceOf } from './voice-content.ts';
import { cleanName } from './names.ts';
import type { MediaUrlOf } from './types.ts';

/** The event that a content comes from, which is how its file is named to the page. */
export interface ContentSource {
  roomId: RoomId;
  eventId: EventId;
  mediaUrl: MediaUrlOf;
}

type MediaContent = Extract<MessageContent, { kind: 'image' | 'video' | 'audio' | 'file' }>;
type Kind = MediaContent['kind'];

const contentUri = /^mxc:\/\/[^/\s?#]+\/[\w-]+$/u;
const widest = 100_000;

/** Image, video, audio or file (spec 11.2.1.4 to 11.2.1.8). What is malformed has no `url`. */
export function mediaContent(kind: Kind, content: JsonObject, source: ContentSource): MediaContent {
  const info = object(content['info']) ?? {};
  const common = {
    ...namesIn(content),
    mimetype: mimetypeOf(info['mimetype']),
    size: whole(info['size']),
    url: hasFile(content, 'url', 'file') ? link(source, false) : null,
  };
  const thumbnail = hasFile(info, 'thumbnail_url', 'thumbnail_file') ? link(source, true) : null;
  if (kind === 'file') return { kind, ...common };
  if (kind === 'audio') return { kind, ...common, durationMs: soundLength(content), voice: voiceOf(content) };
  const width = side(info['w']);
  const height = side(info['h']);
  if (kind === 'video') return { kind, ...common, width, height, thumbnail, durationMs: whole(info['duration']) };
  return { kind, ...common, width, height, thumbnail, blurhash: blurhashOf(info['xyz.amorgan.blurhash']) };
}

/** The rule of file name and caption (spec 11.2.1, media captions): a body that is not the file name is a caption. */
function namesIn(content: JsonObject): { name: string; caption: string } {
  const body = text(content['body']) ?? '';
  const filename = text(content['filename']);
  return { name: fileName(filename ?? body), caption: filename !== null && filename !== body ? cut(body, 10_000) : '' };
}

/** A file name to show: no path, no character that turns or hides its ending. */
function fileName(name: string): string {
  return cleanName(name.replace(/^.*[\\/]/su, ''));
}

function mimetypeOf(value: Json | undefined): string {
  const type = text(value)?.toLowerCase() ?? '';
  return type.length <= 127 && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
}

function side(value: Json | undefined): number | null {
  const length = whole(value);
  return length !== null && length > 0 && length <= widest ? length : null;
}

function blurhashOf(value: Json | undefined): string | null {
  const hash = text(value);
  return hash !== null && /^[0-9A-Za-z#$%*+,\-.:;=?@[\]^_{|}~]{6,200}$/.test(hash) ? hash : null;
}

function hasFile(content: JsonObject, clear: string, encrypted: string): boolean {
  const uri = text(object(content[encrypted])?.['url']) ?? text(content[clear]);
  return uri !== null && uri.length <= 512 && contentUri.test(uri);
}

function link({ roomId, eventId, mediaUrl }: ContentSource, thumbnail: boolean): MediaUrl | null {
  return mediaUrl({ kind: 'event', roomId, eventId, thumbnail });
}
