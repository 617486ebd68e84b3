import type { RoomId, UserId } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { Account } from '../matrix/index.ts';
import { namesOf } from '../timeline/index.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/** More are of no use to anybody. */
const mostShown = 20;

/** Feed `typing`: the others who type, by what the last sync that told of the room said. */
export function typingFeed({ accounts, log }: FeedDependencies): FeedSources['typing'] {
  return ({ accountId, roomId }, sink) => {
    const account = openAccount(accounts, accountId);
    const list = new ArrangedList((typist: { userId: UserId; name: string }) => typist.userId);
    const serial = new Serial((error) => log.warn('typing was not renewed', { error }));
    let latest: UserId[] = [];
    sink.reset([], {});
    list.observe((diffs) => sink.push(diffs));
    const leave = account.onSync(({ typing }) => {
      const told = typing.findLast((notice) => notice.roomId === roomId);
      if (told) latest = told.userIds;
      if (told) serial.request('names', async () => void list.arrange(await named(account, roomId, latest)));
    });
    return whileOpen(accounts, account, sink, () => {
      leave();
      serial.stop();
    });
  };
}

async function named(account: Account, roomId: RoomId, userIds: UserId[]): Promise<{ userId: UserId; name: string }[]> {
  const others = [...new Set(userIds)]
    .filter((userId) => userId !== account.userId && !account.people.blocked().has(userId))
    .slice(0, mostShown);
  if (others.length === 0) return [];
  const names = namesOf(await account.cache.profiles(roomId, others));
  return others.map((userId) => ({ userId, name: names.get(userId) ?? userId }));
}
