import type { UserId } from '../../preload/contract/index.ts';

/** `prenom.nom-organisme.fr`: what Tchap makes of an e-mail address, small letters with `-` for `@`. */
const fromAddress = /^@([a-z0-9._=-]+)-((?:[a-z0-9_-]+\.)+[a-z]{2,})\d*:(.+)$/u;
const guestServer = /^(?:e|agent\.externe)\./u;

/**
 * The name that a Matrix id of Tchap holds, for want of a profile: `@jean.dupont-dinum.gouv.fr:…` is
 * « Jean Dupont », and the address itself for an external guest. Null for other ids.
 */
export function nameInUserId(userId: UserId): string | null {
  const [, local, domain, server] = fromAddress.exec(userId) ?? [];
  if (local === undefined || domain === undefined || server === undefined) return null;
  return guestServer.test(server) ? `${local}@${domain}` : capitalised(local.replace(/[._=]+/gu, ' ').trim());
}

const capitalised = (name: string): string => name.replace(/(?<=^|[ -])\p{L}/gu, (letter) => letter.toLocaleUpperCase('fr'));
