import { cleanName } from './characters.ts';

/** Where a link leads. Schemes that are not listed lead nowhere. */
export type LinkTarget =
  | { kind: 'user'; userId: string }
  /** A room by its id or alias, without a message of it. */
  | { kind: 'room'; room: string; /** A server that knows the room, or empty. */ via: string; url: string }
  | { kind: 'outside'; url: string; /** What stands for the address when it is shown: host, or mail address. */ place: string };

const schemes = new Set(['https:', 'http:', 'mailto:', 'matrix:', 'tchap:']);
const maxLength = 4096;

/** `https://matrix.to/#/@user:server`, `matrix:u/user:server` (specification, appendices, URIs). */
const userOf = (url: URL): string | null => {
  const path =
    url.protocol === 'matrix:'
      ? /^u\/([^/]+)$/u.exec(url.pathname)?.[1]
      : url.host === 'matrix.to'
        ? /^#\/(?:@|%40)([^/?]+)/iu.exec(url.hash)?.[1]
        : undefined;
  if (path === undefined) return null;
  try {
    const id = `@${decodeURIComponent(path)}`;
    return /^@[^:\s]*:\S+$/u.test(id) && id.length <= 255 ? id : null;
  } catch {
    return null;
  }
};

/** `https://matrix.to/#/!room?via=server`, `https://matrix.to/#/#alias:server`, `matrix:roomid/...`, `matrix:r/...`. */
const roomOf = (url: URL): string | null => {
  const [, kind, path] =
    (url.protocol === 'matrix:'
      ? /^(roomid|r)\/([^/]+)$/u.exec(url.pathname)
      : url.host === 'matrix.to'
        ? /^#\/(!|%21|#|%23)([^/?]+)\/?(?:\?|$)/iu.exec(url.hash)
        : null) ?? [];
  if (kind === undefined || path === undefined) return null;
  const sign = ['roomid', '!', '%21'].includes(kind.toLowerCase()) ? '!' : '#';
  try {
    const room = sign + decodeURIComponent(path);
    return room.length <= 255 && !/\s/u.test(room) && (sign === '!' || room.includes(':')) ? room : null;
  } catch {
    return null;
  }
};

const viaOf = (url: URL): string => {
  const query = url.protocol === 'matrix:' ? url.search : /\?.*$/u.exec(url.hash)?.[0];
  return new URLSearchParams(query ?? '').get('via')?.slice(0, 255) ?? '';
};

const placeOf = (url: URL): string => {
  if (url.protocol === 'mailto:') return cleanName(url.pathname);
  return url.host || url.protocol.slice(0, -1);
};

/** Reads the address of a link of somebody else. Null where it is malformed, too long or of a scheme that is not allowed. */
export const linkTarget = (href: string): LinkTarget | null => {
  if (href.length > maxLength || !URL.canParse(href)) return null;
  const url = new URL(href);
  if (!schemes.has(url.protocol)) return null;
  const userId = userOf(url);
  if (userId !== null) return { kind: 'user', userId };
  const room = roomOf(url);
  return room === null ? { kind: 'outside', url: url.href, place: placeOf(url) } : { kind: 'room', room, via: viaOf(url), url: url.href };
};

const withoutWww = (host: string): string => host.toLowerCase().replace(/^www\./u, '');

/** The host or mail address that a text claims to be, or null for a text that is no address. */
const claimOf = (text: string): string | null => {
  const bare = text.trim();
  const mail = /^(?:mailto:)?([^\s@/]+@[^\s@/]+\.[^\s@/]+)$/iu.exec(bare)?.[1];
  if (mail !== undefined) return mail.toLowerCase();
  const [, scheme, rest] = /^(https?:\/\/)?((?:[^\s/?#@]+@)?[^\s/?#@]+\.[^\s/?#@]{2,}(?:[/?#]\S*)?)$/iu.exec(bare) ?? [];
  if (rest === undefined) return null;
  const address = `${scheme ?? 'https://'}${rest}`;
  return URL.canParse(address) ? withoutWww(new URL(address).host) : bare;
};

/**
 * Whether a link says one address and leads to another. « Le site » is no claim; « impots.gouv.fr »
 * leading to example.org is. An address with user information (`https://gouv.fr@example.org`)
 * always counts.
 */
export const isMisleading = (text: string, target: LinkTarget): boolean => {
  if (target.kind !== 'outside') return false;
  const url = new URL(target.url);
  if (url.username !== '' || url.password !== '') return true;
  const claim = claimOf(cleanName(text));
  return claim !== null && claim !== withoutWww(target.place);
};
