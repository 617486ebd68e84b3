import { CodedError, type Member, type Origin, type RoomId, type UserId } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList, compareKeys } from '../lists/index.ts';
import type { Account } from '../matrix/index.ts';
import type { MemberRecord, SyncChanges } from '../records/index.ts';
import { judgedNames, type MediaUrlOf } from '../timeline/index.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

const byName = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

/** Rows of the snapshot: more than a screen shows. Those of a large room follow in batches. */
const firstRows = 150;

/** Feed `members`. Starts with those that are stored and loads the whole list where it was not yet. */
export function membersFeed(dependencies: FeedDependencies): FeedSources['members'] {
  const { accounts, log } = dependencies;
  return async ({ accountId, roomId }, sink) => {
    const account = openAccount(accounts, accountId);
    const serial = new Serial((error) => log.warn('members were not renewed', { error }));
    const list = new ArrangedList<Member>((member) => member.userId);
    const read = memberReader(account, roomId, dependencies);
    const first = await read();
    if (!first) throw new CodedError('room.unknown', 'no such room');
    list.arrange(first.members);
    const later = list.items.slice(firstRows);
    sink.reset(list.items.slice(0, firstRows), { complete: first.complete && later.length === 0 });
    if (later.length > 0) sink.push([{ op: 'insert', at: firstRows, items: later }], { complete: first.complete });
    const refresh = async (): Promise<void> => {
      const now = await read();
      if (now && !serial.stopped) sink.push(list.arrange(now.members), { complete: now.complete });
    };
    const leave = account.onSync((changes) => {
      if (changes.members.includes(roomId) || setsPower(changes, roomId)) serial.request('refresh', refresh);
    });
    if (!first.complete) loadAll(account, roomId, () => serial.request('refresh', refresh), log);
    return whileOpen(accounts, account, sink, () => {
      leave();
      serial.stop();
    });
  };
}

/** Roles follow the power levels, which may also have come with state alone. */
const setsPower = ({ timelines }: SyncChanges, roomId: RoomId): boolean =>
  timelines.some((one) => one.roomId === roomId && (one.limited || one.events.some(({ type }) => type === 'm.room.power_levels')));

/** Offline, or refused: what is stored is shown, and the list stays marked as incomplete. */
function loadAll(account: Account, roomId: RoomId, then: () => void, log: FeedDependencies['log']): void {
  account.rooms.loadMembers(roomId).then(then, (error: unknown) => log.warn('members were not loaded', { error }));
}

type Reader = () => Promise<{ members: Member[]; complete: boolean } | null>;

function memberReader(account: Account, roomId: RoomId, { mediaUrl, originOf }: FeedDependencies): Reader {
  const url = mediaUrl(account.accountId);
  const origin = (userId: UserId): Origin | null => originOf(userId, account.userId);
  return async () => {
    const [room, records] = await Promise.all([account.cache.room(roomId), account.cache.members(roomId)]);
    return room && { members: membersOf(records, url, origin), complete: room.membersComplete };
  };
}

/** Members by role, then name, then user id. */
export function membersOf(records: readonly MemberRecord[], mediaUrl: MediaUrlOf, originOf: (userId: UserId) => Origin | null): Member[] {
  const names = judgedNames(records);
  const members = records.flatMap((record) => {
    const { name, caution } = names.get(record.userId) ?? { name: record.userId, caution: null };
    return memberOf(record, mediaUrl, { name, caution, origin: originOf(record.userId) });
  });
  return members.sort((a, b) => b.power - a.power || byName.compare(a.name, b.name) || compareKeys(a.userId, b.userId));
}

function memberOf(
  { userId, membership, power, avatarMxc }: MemberRecord,
  mediaUrl: MediaUrlOf,
  seen: Pick<Member, 'name' | 'caution' | 'origin'>,
): Member[] {
  if (membership === 'leave') return [];
  const role = power >= 100 ? 'admin' : power >= 50 ? 'moderator' : 'member';
  const avatar = avatarMxc === null ? null : mediaUrl({ kind: 'avatar', mxc: avatarMxc });
  return [{ userId, ...seen, avatar, membership, power: Math.trunc(power), role }];
}
