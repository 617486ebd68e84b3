import type { AccountId, AttachmentId, EventId, MediaUrl, RoomId } from '../../preload/contract/index.ts';
import { parseMxc } from './mxc.ts';

/** Something that can be served to the page. */
export type MediaSource =
  | { kind: 'event'; roomId: RoomId; eventId: EventId; thumbnail: boolean }
  | { kind: 'avatar'; mxc: string }
  | { kind: 'attachment'; attachmentId: AttachmentId };

const longest = 2048;
const join = (...parts: string[]): string => parts.map(encodeURIComponent).join('/');

function pathOf(source: MediaSource): string | null {
  if (source.kind === 'event') return join('event', source.roomId, source.eventId, source.thumbnail ? 'thumbnail' : 'full');
  if (source.kind === 'attachment') return join('attachment', source.attachmentId);
  const mxc = parseMxc(source.mxc);
  return mxc && join('avatar', mxc.server, mxc.mediaId);
}

/** The address under which the page finds a file of the account; null for a malformed content URI. Holds ids only. */
export function mediaUrlOf(accountId: AccountId, source: MediaSource): MediaUrl | null {
  const path = pathOf(source);
  const url = `media:/${encodeURIComponent(accountId)}/${path}`;
  return path === null || url.length > longest ? null : (url as MediaUrl);
}

function decode(url: string): string[] | null {
  try {
    return /^media:\/{1,3}([^?#]+)$/u.exec(url)?.[1]?.split('/').map(decodeURIComponent) ?? null;
  } catch {
    return null;
  }
}

/** What an address stands for; null for any that `mediaUrlOf` does not make. */
export function parseMediaUrl(url: string): { accountId: AccountId; source: MediaSource } | null {
  const [accountId, kind, first, second, third, ...more] = url.length > longest ? [] : (decode(url) ?? []);
  if (!accountId || !first || more.length > 0) return null;
  const account = accountId as AccountId;
  if (kind === 'attachment' && second === undefined) return { accountId: account, source: { kind, attachmentId: first as AttachmentId } };
  if (kind === 'avatar' && second !== undefined && third === undefined) {
    const mxc = `mxc://${first}/${second}`;
    return parseMxc(mxc) && { accountId: account, source: { kind, mxc } };
  }
  if (kind !== 'event' || !second || (third !== 'full' && third !== 'thumbnail')) return null;
  const thumbnail = third === 'thumbnail';
  return { accountId: account, source: { kind, roomId: first as RoomId, eventId: second as EventId, thumbnail } };
}
