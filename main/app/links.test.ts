import { describe, expect, it } from 'vitest';
import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import type { LiveAccount } from '../matrix/index.ts';
import { Links } from './links.ts';
import type { AppEvent } from './types.ts';

const here = 'ici' as AccountId;
const there = 'ailleurs' as AccountId;
const account = (accountId: AccountId, ...rooms: string[]) =>
  ({ accountId, cache: { rooms: async () => rooms.map((roomId) => ({ roomId: roomId as RoomId })) } }) as unknown as LiveAccount;

function follower(accounts = [account(here, '!a:exemple.fr'), account(there, '!b:exemple.fr')]) {
  const opened: string[] = [];
  const told: AppEvent[] = [];
  const links = new Links({
    opener: { open: async (url) => void opened.push(url) },
    accounts: () => accounts,
    tell: (event) => void told.push(event),
  });
  return { links, opened, told };
}

describe('a link', () => {
  it('to a room or message opens it in the account that is in the room', async () => {
    const { links, opened, told } = follower();
    await links.follow('https://tchap.gouv.fr/#/!b:exemple.fr');
    await links.follow('https://matrix.to/#/!a:exemple.fr/$e?via=exemple.fr');
    expect(told).toEqual([
      { name: 'app.openRoom', payload: { accountId: there, roomId: '!b:exemple.fr' } },
      { name: 'app.openRoom', payload: { accountId: here, roomId: '!a:exemple.fr', eventId: '$e' } },
    ]);
    expect(opened).toEqual([]);
  });

  it('to a room that nobody is in, by id or alias, opens its door in the account that is looked at', async () => {
    const { links, told } = follower();
    await links.follow('https://tchap.gouv.fr/#/#forum:exemple.fr');
    links.setAccount(there);
    links.setAccount(null);
    await links.follow('matrix:roomid/c:exemple.fr/e/e?via=exemple.fr');
    expect(told).toEqual([
      { name: 'app.openDoor', payload: { accountId: here, address: '#forum:exemple.fr', via: [], eventId: null } },
      { name: 'app.openDoor', payload: { accountId: there, address: '!c:exemple.fr', via: ['exemple.fr'], eventId: '$e' } },
    ]);
  });

  it('to a person opens who they are', async () => {
    const { links, told } = follower();
    await links.follow('https://matrix.to/#/@paul:exemple.fr');
    expect(told).toEqual([{ name: 'app.openPerson', payload: { accountId: here, userId: '@paul:exemple.fr' } }]);
  });

  it('goes outside where it is none of Matrix, or nobody is signed in, and only when its scheme is harmless', async () => {
    const { links, opened, told } = follower([]);
    for (const good of ['https://exemple.fr/a', 'mailto:agent@exemple.fr', 'https://tchap.gouv.fr/#/!a:exemple.fr'])
      await links.follow(good);
    for (const bad of [
      'http://exemple.fr',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://x',
      'ms-settings:',
      'rien',
      'matrix:roomid/abc:exemple.fr',
    ]) {
      await expect(links.follow(bad)).rejects.toMatchObject({ code: 'link.refused' });
    }
    expect(opened).toEqual(['https://exemple.fr/a', 'mailto:agent@exemple.fr', 'https://tchap.gouv.fr/#/!a:exemple.fr']);
    expect(told).toEqual([]);
  });
});
