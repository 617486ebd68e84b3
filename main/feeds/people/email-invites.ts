import { CodedError, type FeedItem, type RoomId } from '../../../preload/contract/index.ts';
import type { FeedSources } from '../../../preload/wire/index.ts';
import { ArrangedList } from '../../lists/index.ts';
import type { Account } from '../../matrix/index.ts';
import { cleanName } from '../../timeline/index.ts';
import { Serial } from '../serial.ts';
import type { FeedDependencies } from '../types.ts';
import { openAccount, whileOpen } from '../with-account.ts';

type EmailInvite = FeedItem<'emailInvites'>;

/** Feed `emailInvites`: invitations that wait for the owner of an address (spec: third-party invites). One without a name was used or taken back. */
export function emailInvitesFeed({ accounts, log }: FeedDependencies): FeedSources['emailInvites'] {
  return async ({ accountId, roomId }, sink) => {
    const account = openAccount(accounts, accountId);
    if ((await account.cache.room(roomId)) === null) throw new CodedError('room.unknown', 'no such room');
    const list = new ArrangedList<EmailInvite>((invite) => invite.token);
    const serial = new Serial((error) => log.warn('invitations by e-mail were not read', { roomId, error }));
    list.arrange(await waiting(account, roomId));
    sink.reset(list.items, {});
    list.observe((diffs) => sink.push(diffs));
    const leave = account.onSync(({ rooms, timelines, members }) => {
      const concerns = rooms.includes(roomId) || members.includes(roomId) || timelines.some((one) => one.roomId === roomId);
      if (concerns) serial.request('invites', async () => void list.arrange(await waiting(account, roomId)));
    });
    return whileOpen(accounts, account, sink, () => {
      leave();
      serial.stop();
    });
  };
}

async function waiting(account: Account, roomId: RoomId): Promise<EmailInvite[]> {
  const invites = await account.cache.states(roomId, 'm.room.third_party_invite');
  return invites
    .flatMap(({ stateKey, content }) => {
      const name = typeof content['display_name'] === 'string' ? cleanName(content['display_name']) : '';
      return name === '' || stateKey === '' ? [] : [{ token: stateKey, name }];
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
}
