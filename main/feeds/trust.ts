import type { RoomId, TrustedMember, UserId } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { Account, PersonTrust } from '../matrix/index.ts';
import { namesOf } from '../timeline/index.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

const byName = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });
type Told = TrustedMember['trust'];
const told = (trust: PersonTrust | undefined): trust is Told => trust === 'verified' || trust === 'changed' || trust === 'violation';

/** Feed `trust`. Empty until the identities are read, which asks nothing of the server. */
export function trustFeed({ accounts, log }: FeedDependencies): FeedSources['trust'] {
  return ({ accountId, roomId }, sink) => {
    const account = openAccount(accounts, accountId);
    const list = new ArrangedList<TrustedMember>((member) => member.userId);
    const serial = new Serial((error) => log.info('identities were not read', { roomId, error }));
    sink.reset([], {});
    list.observe((diffs) => sink.push(diffs));
    const refresh = (): boolean => serial.request('refresh', async () => void list.arrange(await trustedIn(account, roomId)));
    refresh();
    const leave = [account.onPeople(() => void refresh()), account.onSync(({ members }) => void (members.includes(roomId) && refresh()))];
    return whileOpen(accounts, account, sink, () => {
      for (const stop of leave) stop();
      serial.stop();
    });
  };
}

async function trustedIn(account: Account, roomId: RoomId): Promise<TrustedMember[]> {
  const room = await account.cache.room(roomId);
  if (room?.encrypted !== true) return [];
  const members = await account.cache.members(roomId);
  const others = members.filter(
    ({ userId, membership }) => userId !== account.userId && (membership === 'join' || membership === 'invite'),
  );
  const { trust } = await account.crypto();
  const people = await trust.people(others.map((member): UserId => member.userId));
  const names = namesOf(members);
  return others
    .flatMap(({ userId }) => {
      const known = people.get(userId);
      return told(known) ? [{ userId, name: names.get(userId) ?? userId, trust: known }] : [];
    })
    .sort((a, b) => byName.compare(a.name, b.name));
}
