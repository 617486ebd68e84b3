import * as v from 'valibot';
import {
  CodedError,
  eventId as eventIdSchema,
  roomId as roomIdSchema,
  type AccountId,
  type EventId,
  type RoomId,
} from '../../preload/contract/index.ts';
import type { Opener } from '../host/index.ts';
import type { LiveAccount } from '../matrix/index.ts';

/** Schemes that are handed to the machine. */
const outside = ['https:', 'mailto:'];
/** Schemes that are ours to follow. */
const inside = ['matrix:', 'tchap:'];
const permalinkHosts = ['matrix.to', 'tchap.gouv.fr', 'www.tchap.gouv.fr'];

/** The room a link speaks of (spec: Matrix URIs and matrix.to navigation; Tchap permalinks); null when it names none by its id. */
export function roomOfLink(link: string): RoomId | null {
  const url = URL.parse(link);
  if (url === null) return null;
  const permalink = url.protocol === 'https:' && permalinkHosts.includes(url.hostname);
  const path = permalink || url.protocol === 'tchap:' ? url.hash.replace(/^#\//u, '') : url.pathname;
  if (!permalink && !inside.includes(url.protocol)) return null;
  const byUri = url.protocol === 'matrix:' ? /^roomid\/([^/?]+)/u.exec(path)?.[1] : undefined;
  const byHash = url.protocol === 'matrix:' ? undefined : /^(?:room\/)?((?:!|%21)[^/?]+)/iu.exec(path)?.[1];
  return asRoomId(byUri === undefined ? byHash : `!${byUri}`);
}

function asRoomId(text: string | undefined): RoomId | null {
  try {
    const parsed = v.safeParse(roomIdSchema, decodeURIComponent(text ?? ''));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** The message that a link to a room speaks of; null when it names none. */
export function messageOfLink(link: string): EventId | null {
  const url = URL.parse(link);
  const path = url?.protocol === 'matrix:' ? url.pathname : (url?.hash ?? '');
  const byUri = url?.protocol === 'matrix:' ? /^roomid\/[^/?]+\/e\/([^/?]+)/u.exec(path)?.[1] : undefined;
  const byHash = /^#\/(?:room\/)?(?:!|%21)[^/?]+\/([^/?]+)/iu.exec(path)?.[1];
  try {
    const parsed = v.safeParse(eventIdSchema, decodeURIComponent(byUri === undefined ? (byHash ?? '') : `$${byUri}`));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

export interface LinksParts {
  opener: Opener;
  accounts(): LiveAccount[];
  openRoom(accountId: AccountId, roomId: RoomId, eventId: EventId | null): void;
}

/** Follows links: those of rooms we are in open here, https and mailto outside, anything else nowhere. */
export class Links {
  readonly #parts: LinksParts;

  constructor(parts: LinksParts) {
    this.#parts = parts;
  }

  /** A link of a message or of the page. Rejects with `link.refused`. */
  async follow(link: string): Promise<void> {
    const scheme = URL.parse(link)?.protocol ?? '';
    if (await this.openRoom(link)) return;
    if (!outside.includes(scheme)) throw new CodedError('link.refused', 'links of this scheme are not opened');
    await this.#parts.opener.open(link);
  }

  /** Opens the room of a link where an account is in it; false where there is none. */
  async openRoom(link: string): Promise<boolean> {
    const roomId = roomOfLink(link);
    if (roomId === null) return false;
    for (const account of this.#parts.accounts()) {
      if ((await account.cache.room(roomId)) === null) continue;
      this.#parts.openRoom(account.accountId, roomId, messageOfLink(link));
      return true;
    }
    return false;
  }
}
