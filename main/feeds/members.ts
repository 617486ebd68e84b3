import { CodedError, type RoomId, type UserId } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import type { Account } from '../matrix/index.ts';
import type { SyncChanges } from '../records/index.ts';
import { MemberList } from './member-list.ts';
import { namedMembers } from './named-members.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/** Rows of the snapshot: more than a screen shows. Those of a large room follow in batches. */
const firstRows = 150;

/** Feed `members`. Starts with those that are stored and loads the whole list where it was not yet; a sync reads again only whom it names. */
export function membersFeed({ accounts, log, mediaUrl, originOf }: FeedDependencies): FeedSources['members'] {
  return async ({ accountId, roomId }, sink) => {
    const account = openAccount(accounts, accountId);
    const serial = new Serial((error) => log.warn('members were not renewed', { error }));
    const list = new MemberList({ mediaUrl: mediaUrl(accountId), originOf: (userId) => originOf(userId, account.userId) });
    const read = async () => {
      const [room, records] = await Promise.all([account.cache.room(roomId), account.cache.members(roomId)]);
      return room && { diffs: list.replace(records), complete: room.membersComplete };
    };
    const first = await read();
    if (!first) throw new CodedError('room.unknown', 'no such room');
    const later = list.items.slice(firstRows);
    sink.reset(list.items.slice(0, firstRows), { complete: first.complete && later.length === 0 });
    if (later.length > 0) sink.push([{ op: 'insert', at: firstRows, items: later }], { complete: first.complete });
    const refresh = async (): Promise<void> => {
      const now = await read();
      if (now && !serial.stopped) sink.push(now.diffs, { complete: now.complete });
    };
    const changed = new Set<UserId>();
    const follow = async (): Promise<void> => {
      const userIds = [...changed];
      changed.clear();
      const records = await account.cache.profiles(roomId, userIds);
      if (!serial.stopped) sink.push(list.change(records));
    };
    const leave = account.onSync((changes) => {
      const named = setsPower(changes, roomId) ? 'all' : namedMembers(changes, roomId);
      if (named === 'all') return void serial.request('refresh', refresh);
      for (const userId of named) changed.add(userId);
      if (named.length > 0) serial.request('follow', follow);
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
