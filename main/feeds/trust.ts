import type { Diff, TrustedMember, UserId } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { namedMembers } from './named-members.ts';
import { Serial } from './serial.ts';
import { TrustList } from './trust-list.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/**
 * Feed `trust`. Empty until the identities are read, which asks nothing of the server. A sync reads again only the
 * members whom it names, a change of identities only those.
 */
export function trustFeed({ accounts, log }: FeedDependencies): FeedSources['trust'] {
  return ({ accountId, roomId }, sink) => {
    const account = openAccount(accounts, accountId);
    const list = new TrustList(account.userId);
    const serial = new Serial((error) => log.info('identities were not read', { roomId, error }));
    const push = (diffs: Diff<TrustedMember>[]): void => {
      if (diffs.length > 0 && !serial.stopped) sink.push(diffs);
    };
    /** Of whom nothing is told yet, or no longer what holds. */
    const doubtful = new Set<UserId>();
    const judge = async (): Promise<void> => {
      const asked = [...doubtful];
      doubtful.clear();
      // Our own identity decides on whom we have verified.
      const userIds = list.others(asked.includes(account.userId) ? undefined : asked);
      if (userIds.length === 0) return;
      try {
        const { trust } = await account.crypto();
        push(list.judge(await trust.people(userIds)));
      } catch (error) {
        for (const userId of asked) doubtful.add(userId);
        throw error;
      }
    };
    /** Until then nothing is known of the room, or it is not encrypted. */
    let followed = false;
    const readAll = async (): Promise<void> => {
      followed = (await account.cache.room(roomId))?.encrypted === true;
      if (!followed) return;
      push(list.replace(await account.cache.members(roomId)));
      for (const userId of list.others()) doubtful.add(userId);
      await judge();
    };
    const named = new Set<UserId>();
    const readNamed = async (): Promise<void> => {
      const userIds = [...named];
      named.clear();
      push(list.change(await account.cache.profiles(roomId, userIds)));
      for (const userId of userIds) doubtful.add(userId);
      await judge();
    };
    sink.reset([], {});
    serial.request('all', readAll);
    const leave = [
      account.onPeople((userIds) => {
        for (const userId of userIds) doubtful.add(userId);
        serial.request('judge', judge);
      }),
      account.onSync((changes) => {
        const found = namedMembers(changes, roomId);
        if (found === 'all' || (!followed && found.length > 0)) return void serial.request('all', readAll);
        for (const userId of found) named.add(userId);
        if (found.length > 0) serial.request('named', readNamed);
      }),
    ];
    return whileOpen(accounts, account, sink, () => {
      for (const stop of leave) stop();
      serial.stop();
    });
  };
}
