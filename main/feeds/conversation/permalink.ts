import type { EventId, RoomId } from '../../../preload/contract/index.ts';
import type { Account } from '../../matrix/index.ts';
import type { MemberRecord } from '../../records/index.ts';

/** Servers that are named in a link, so that who is not in the room finds it (spec: routing). */
const mostServers = 3;
const anywhere = 'https://matrix.to';

/** Link to a message: under the address of the administration (`base`) where the account is on one of its servers, else matrix.to. */
export async function permalinkOf(account: Account, roomId: RoomId, eventId: EventId, base: string): Promise<string> {
  const servers = serversOf(await account.cache.members(roomId));
  const via = servers.map((server) => `via=${encodeURIComponent(server)}`).join('&');
  const start = isOf(account.view().homeserver, base) ? `${base}/#/room` : `${anywhere}/#`;
  return `${start}/${encodeURIComponent(roomId)}/${encodeURIComponent(eventId)}${via === '' ? '' : `?${via}`}`;
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
