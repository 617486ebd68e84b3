import type { EncryptedFileInfo } from '../crypto/index.ts';
import { asCount, type EventRecord, type Json, type JsonObject } from '../records/index.ts';
import { parseMxc } from './mxc.ts';

/** Where a file of an event lies. `encrypted` is null for a file in clear. */
export interface EventFile {
  mxc: string;
  encrypted: EncryptedFileInfo | null;
  mimetype: string;
  name: string;
  /** Bytes that its sender says it has; null where they do not say. */
  size: number | null;
  /** A page fetches it without being asked. */
  drawn: boolean;
}

const object = (value: Json | undefined): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Content of an event as it can be read now. */
function readable({ decryption, content }: EventRecord): JsonObject | null {
  if (decryption.status === 'ok') return decryption.clear.content;
  return decryption.status === 'none' ? content : null;
}

/** The fields of `EncryptedFile` that decryption needs; null where they are not of their type. */
function infoOf(file: JsonObject): EncryptedFileInfo | null {
  const key = object(file['key']);
  const sha256 = text(object(file['hashes'])?.['sha256']);
  if (!key || sha256 === '') return null;
  return { v: text(file['v']), key, iv: text(file['iv']), hashes: { sha256 } };
}

function fileAt(holder: JsonObject, encryptedField: string, clearField: string): Pick<EventFile, 'mxc' | 'encrypted'> | null {
  const file = object(holder[encryptedField]);
  const mxc = text(file ? file['url'] : holder[clearField]);
  const encrypted = file && infoOf(file);
  return parseMxc(mxc) && (!file || encrypted) ? { mxc, encrypted } : null;
}

const fetchedWhenAsked = new Set(['m.file', 'm.video', 'm.audio']);

/** The file, or its thumbnail, that an event carries (spec 11.2.1); null where it carries none, or a malformed one. */
export function eventFile(event: EventRecord, thumbnail: boolean): EventFile | null {
  const content = readable(event);
  if (!content) return null;
  const info = object(content['info']) ?? {};
  const where = thumbnail ? fileAt(info, 'thumbnail_file', 'thumbnail_url') : fileAt(content, 'file', 'url');
  const facts = thumbnail ? (object(info['thumbnail_info']) ?? {}) : info;
  const mimetype = text(facts['mimetype']).toLowerCase();
  const name = text(content['filename']) || text(content['body']);
  const drawn = thumbnail || !fetchedWhenAsked.has(text(content['msgtype']));
  return where && { ...where, mimetype, name, size: asCount(facts['size']), drawn };
}
