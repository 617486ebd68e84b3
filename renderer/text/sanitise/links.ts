import { matrixTarget } from '../../../preload/contract/index.ts';
import { cleanName } from './characters.ts';

/** Where a link leads. Schemes that are not listed lead nowhere. */
export type LinkTarget =
  | { kind: 'user'; userId: string }
  /** A room by its id or alias, without a message of it. */
  | { kind: 'room'; room: string; /** A server that knows the room, or empty. */ via: string; url: string }
  | { kind: 'outside'; url: string; /** What stands for the address when it is shown: host, or mail address. */ place: string };

const schemes = new Set(['https:', 'http:', 'mailto:', 'matrix:', 'tchap:']);
const maxLength = 4096;

const placeOf = (url: URL): string => {
  if (url.protocol === 'mailto:') return cleanName(url.pathname);
  return url.host || url.protocol.slice(0, -1);
};

/** Reads the address of a link of somebody else. Null where it is malformed, too long or of a scheme that is not allowed. */
export const linkTarget = (href: string): LinkTarget | null => {
  if (href.length > maxLength || !URL.canParse(href)) return null;
  const url = new URL(href);
  if (!schemes.has(url.protocol)) return null;
  const target = matrixTarget(href);
  if (target?.kind === 'user') return { kind: 'user', userId: target.userId };
  if (target === null || target.eventId !== null) return { kind: 'outside', url: url.href, place: placeOf(url) };
  return { kind: 'room', room: target.address, via: target.via[0] ?? '', url: url.href };
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
