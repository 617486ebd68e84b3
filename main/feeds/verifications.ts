import type { Verification } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { Account, VerificationRecord } from '../matrix/index.ts';
import { namesOf } from '../timeline/index.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/** Feed `verifications`. */
export function verificationsFeed({ accounts, log }: FeedDependencies): FeedSources['verifications'] {
  return async ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const serial = new Serial((error) => log.warn('verifications were not renewed', { error }));
    const list = new ArrangedList<Verification>((item) => item.verificationId);
    list.arrange(await named(account));
    sink.reset(list.items, {});
    list.observe((diffs) => sink.push(diffs));
    const refresh = (): void => void serial.request('refresh', async () => void list.arrange(await named(account)));
    const leave = account.verifications.onChange(refresh);
    refresh();
    return whileOpen(accounts, account, sink, () => {
      leave();
      serial.stop();
    });
  };
}

const named = (account: Account): Promise<Verification[]> =>
  Promise.all(
    account.verifications.list().map(async ({ userId, deviceId, deviceName, ...rest }) => ({
      ...rest,
      other: { userId, name: await nameOf(account, { userId, roomId: rest.roomId }), deviceId, deviceName },
    })),
  );

/** Name of the person in the room of the verification, else in the direct message with them, else their id. */
async function nameOf(account: Account, { userId, roomId }: Pick<VerificationRecord, 'userId' | 'roomId'>): Promise<string> {
  if (userId === account.userId) return account.view().displayName ?? userId;
  const room = roomId ?? (await account.cache.rooms()).find((one) => one.directUserId === userId)?.roomId;
  return room === undefined ? userId : (namesOf(await account.cache.profiles(room, [userId])).get(userId) ?? userId);
}
