import * as v from 'valibot';
import { roomAlias, type EventId, type RoomId } from '../../../preload/contract/index.ts';
import type { Account } from '../../matrix/index.ts';
import type { MemberRecord } from '../../records/index.ts';

/** Servers that are named in a link, so that who is not in the room finds it (spec: routing). */
const mostServers = 3;
const anywhere = 'https://matrix.to';

/**
 * Link to a room, or to a message of it: under the address of the administration (`base`) where the account is on one
 * of its servers, else matrix.to. A room that is entered by its alias is named by it; any other by its id, and servers.
 */
export async function permalinkOf(account: Account, target: { roomId: RoomId; eventId: EventId | null }, base: string): Promise<string> {
  const { roomId, eventId } = target;
  const alias = eventId === null ? await aliasOf(account, roomId) : null;
  const servers = alias === null ? serversOf(await account.cache.members(roomId)) : [];
  const via = servers.map((server) => `via=${encodeURIComponent(server)}`).join('&');
  const start = isOf(account.view().homeserver, base) ? base : anywhere;
  const ids = [alias ?? roomId, ...(eventId === null ? [] : [eventId])].map(encodeURIComponent).join('/');
  return `${start}/#/${ids}${via === '' ? '' : `?${via}`}`;
}

async function aliasOf({ cache }: Account, roomId: RoomId): Promise<string | null> {
  if ((await cache.room(roomId))?.joinRule !== 'public') return null;
  const alias = v.safeParse(roomAlias, (await cache.state(roomId, 'm.room.canonical_alias', ''))?.['alias']);
  return alias.success ? alias.output : null;
}

function isOf(homeserver: string, base: string): boolean {
  const [host, domain] = [URL.parse(homeserver)?.hostname ?? '', URL.parse(base)?.hostname ?? '-'];
  return host === domain || host.endsWith(`.${domain}`);
}

/** The server of the most powerful member, then those with the most members. */
function serversOf(members: readonly MemberRecord[]): string[] {
  const joined = members.filter((member) => member.membership === 'join');
  const counts = new Map<string, number>();
  for (const { userId } of joined) counts.set(serverOf(userId), (counts.get(serverOf(userId)) ?? 0) + 1);
  const first = joined.reduce<MemberRecord | null>((best, member) => (best === null || member.power > best.power ? member : best), null);
  const popular = [...counts].sort((a, b) => b[1] - a[1]).map(([server]) => server);
  return [...new Set([...(first ? [serverOf(first.userId)] : []), ...popular])].slice(0, mostServers);
}

const serverOf = (userId: string): string => userId.slice(userId.indexOf(':') + 1);
