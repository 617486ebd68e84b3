import { CodedError, type AccountId, type RoomId, type RoomSettings } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { Account } from '../matrix/index.ts';
import { creatorsOf, nameOf, neededLevels, powerOf, type SyncChanges } from '../records/index.ts';
import { cleanName, type MediaUrlOf } from '../timeline/index.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/** Feed `roomSettings`. */
export function roomSettingsFeed({ accounts, mediaUrl, log }: FeedDependencies): FeedSources['roomSettings'] {
  return async ({ accountId, roomId }, sink) => {
    const account = openAccount(accounts, accountId);
    const serial = new Serial((error) => log.warn('settings of a room were not renewed', { error }));
    const list = new ArrangedList<RoomSettings>((item) => item.roomId);
    const read = () => settingsOf(account, accountId, roomId, mediaUrl);
    const first = await read();
    if (first === null) throw new CodedError('room.unknown', 'no such room');
    list.arrange([first]);
    sink.reset(list.items, {});
    const refresh = async (): Promise<void> => {
      const now = await read();
      if (now !== null && !serial.stopped) sink.push(list.arrange([now]));
    };
    const leave = account.onSync((changes) => concerns(changes, roomId) && serial.request('refresh', refresh));
    return whileOpen(accounts, account, sink, () => {
      leave();
      serial.stop();
    });
  };
}

/** The room itself changed, or state that may say who may do what. */
const concerns = ({ rooms, timelines }: SyncChanges, roomId: RoomId): boolean =>
  rooms.includes(roomId) ||
  timelines.some((one) => one.roomId === roomId && (one.limited || one.events.some(({ stateKey }) => stateKey !== null)));

async function settingsOf(
  account: Account,
  accountId: AccountId,
  roomId: RoomId,
  mediaUrl: (accountId: AccountId) => MediaUrlOf,
): Promise<RoomSettings | null> {
  const { cache } = account;
  const [room, rules, name] = await Promise.all([cache.room(roomId), cache.powerRules(roomId), cache.state(roomId, 'm.room.name', '')]);
  if (room === null || rules === null) return null;
  return {
    roomId,
    name: cleanName(nameOf(name?.['name']) ?? ''),
    topic: room.topic,
    avatar: room.avatarMxc === null ? null : mediaUrl(accountId)({ kind: 'avatar', mxc: room.avatarMxc }),
    history: room.historyVisibility,
    encrypted: room.encrypted,
    joinRule: room.joinRule,
    version: room.version,
    isSpace: room.type === 'm.space',
    powerlessGuests: room.accessRule === 'unrestricted',
    power: powerOf(rules, account.userId),
    creators: creatorsOf(rules),
    levels: neededLevels(rules.levels),
  };
}
