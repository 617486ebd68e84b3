import { flushSync } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { CodedError, contract, type RoomId } from '../../preload/contract/index.ts';
import { HeldFeed, office, openTo, type PageMain } from '../../test/page/index.ts';
import { createClient } from '../client/index.ts';
import { App, MemberList, parseUserIds, RoomList, Switcher } from './index.ts';

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
};

const clients: { close: () => void }[] = [];
function clientOf(main: PageMain) {
  const client = createClient(contract, openTo(main).open);
  clients.push(client);
  return client;
}
afterEach(() => clients.splice(0).forEach((client) => client.close()));

const { accountId } = office;
const noCalls = { 'app.info': async () => office.info };

async function openRooms() {
  const feed = new HeldFeed<'rooms'>(office.rooms(), { total: 60, complete: false });
  const list = new RoomList(clientOf({ feeds: { rooms: feed.source }, calls: {} }), accountId);
  await until(() => list.feed.status === 'ready');
  return { feed, list };
}
const names = (list: RoomList): (string | null | undefined)[] => list.shown.map((room) => room.title.text ?? room.title.heroes[0]);

describe('the rooms of an account', () => {
  it('stand in their sections, invitations first', async () => {
    const { list } = await openRooms();
    const titles = list.rows.flatMap((row) => (row.type === 'section' ? [`${row.id} ${row.count}`] : []));
    expect(titles).toEqual(['invites 1', 'favourites 2', 'rooms 46', 'low 1']);
    expect(list.rows[1]).toMatchObject({ type: 'room', room: { membership: 'invite' } });
    expect(list.missing).toBe(10);
  });

  it('are found without accents or case, by any of their words', async () => {
    const { list } = await openRooms();
    list.filter = 'NUMERIQUE access';
    expect(names(list)).toEqual(['Accessibilité numérique']);
    list.filter = 'bernard';
    expect(names(list)).toEqual(['Paul Bernard']);
    list.filter = 'zzz';
    expect(list.rows).toEqual([]);
  });

  it('keep the open room among the unread ones while it is read', async () => {
    const { feed, list } = await openRooms();
    list.chip = 'unread';
    const before = names(list);
    expect(before).toContain('Paul Bernard');
    list.selected = feed.items[2]?.roomId ?? null;
    feed.set(2, { unread: 0 });
    await until(() => list.feed.items[2]?.unread === 0);
    expect(names(list)).toEqual(before);
    list.selected = null;
    expect(names(list)).not.toContain('Paul Bernard');
  });

  it('show only direct messages, or only forums', async () => {
    const { list } = await openRooms();
    list.chip = 'direct';
    expect(names(list)).toEqual(['Paul Bernard', 'Samia Haddad']);
    list.chip = 'forum';
    expect(list.shown.every((room) => room.kind === 'forum')).toBe(true);
  });

  it('follow what main tells, item by item', async () => {
    const { feed, list } = await openRooms();
    const last = feed.items.length - 1;
    feed.set(last, { unread: 3, lowPriority: false }, 3);
    await until(() => list.feed.items[3]?.unread === 3);
    expect(list.feed.items.map((room) => room.roomId)).toEqual(feed.items.map((room) => room.roomId));
  });

  it('count what asks for attention, but not what is muted', async () => {
    const { feed, list } = await openRooms();
    expect(list.unreadRooms).toBe(5);
    feed.set(4, { muted: true });
    await until(() => list.feed.items[4]?.muted === true);
    expect(list.unreadRooms).toBe(4);
    expect(list.mentions).toBe(2);
  });

  it('are walked in the order they are shown in', async () => {
    const { list } = await openRooms();
    const first = list.neighbour(null, 1);
    expect(first?.membership).toBe('invite');
    expect(list.neighbour(first?.roomId ?? null, 1)?.title.text).toBe('Cellule de crise inondations');
    expect(list.neighbour(first?.roomId ?? null, -1)).toBeNull();
    list.filter = 'samia';
    expect(list.neighbour(null, -1)?.title.heroes).toEqual(['Samia Haddad']);
  });

  it('say why they cannot be shown, and try again', async () => {
    let asked = 0;
    const feed = new HeldFeed<'rooms'>(office.rooms(), { total: 1, complete: true });
    const source: PageMain['feeds']['rooms'] = (input, sink) => {
      asked += 1;
      if (asked === 1) throw new CodedError('account.unknown', 'not yet');
      return feed.source(input, sink);
    };
    const list = new RoomList(clientOf({ feeds: { rooms: source }, calls: {} }), accountId);
    await until(() => list.feed.status === 'failed');
    expect(list.feed.error?.code).toBe('account.unknown');
    list.feed.retry();
    await until(() => list.feed.status === 'ready');
    expect(list.feed.error).toBeNull();
  });

  it('are let go of when the list is closed', async () => {
    const { feed, list } = await openRooms();
    expect(feed.open).toBe(1);
    list.close();
    await until(() => feed.open === 0);
  });
});

describe('the members of a room', () => {
  it('stand by their role, invited people last, banned ones nowhere', async () => {
    const [claire, ...others] = office.members();
    const banned = { ...others[3], name: 'Banni', membership: 'ban' as const } as (typeof others)[number];
    const feed = new HeldFeed<'members'>(
      [claire as (typeof others)[number], ...others, { ...banned, userId: '@x:y' as typeof banned.userId }],
      { complete: true },
    );
    const members = new MemberList(clientOf({ feeds: { members: feed.source }, calls: {} }), accountId, '!r:x' as RoomId);
    await until(() => members.feed.status === 'ready');
    expect(members.rows.flatMap((row) => (row.type === 'section' ? [row.id] : []))).toEqual(['admin', 'moderator', 'member', 'invite']);
    members.filter = 'lea croix';
    expect(members.shown.map((member) => member.name)).toEqual(['Léa Kermarrec [Croix-Rouge]']);
    members.filter = 'banni';
    expect(members.rows).toEqual([]);
  });
});

describe('inviting', () => {
  it('reads identifiers however they are pasted', () => {
    const { users, invalid } = parseUserIds('@a:x.fr, @b:y.fr\n@a:x.fr ; claire');
    expect(users).toEqual(['@a:x.fr', '@b:y.fr']);
    expect(invalid).toEqual(['claire']);
  });
});

describe('the switcher', () => {
  it('finds rooms, people and actions, best first', async () => {
    const { list } = await openRooms();
    const switcher = new Switcher(list, [{ id: 'settings', label: 'Réglages', run: () => undefined }]);
    switcher.type('reg');
    expect(switcher.current).toMatchObject({ type: 'action', id: 'settings' });
    switcher.type('cri');
    expect(switcher.current).toMatchObject({ type: 'room', room: { title: { text: 'Cellule de crise inondations' } } });
    switcher.type('@someone:else.fr');
    expect(switcher.hits).toMatchObject([{ type: 'user', userId: '@someone:else.fr' }]);
    switcher.type('nothing like it');
    expect(switcher.current).toBeNull();
  });

  it('goes round with the arrows', async () => {
    const { list } = await openRooms();
    const switcher = new Switcher(list, []);
    const count = switcher.hits.length;
    expect(switcher.current).toMatchObject({ room: { unread: 5 } });
    switcher.move(-1);
    expect(switcher.at).toBe(count - 1);
    switcher.move(1);
    expect(switcher.at).toBe(0);
  });
});

describe('the page', () => {
  it('opens the first account, follows a notification, and forgets what is gone', async () => {
    const accounts = new HeldFeed<'accounts'>([office.account()], {});
    const rooms = new HeldFeed<'rooms'>(office.rooms(), { total: 50, complete: true });
    const settings = new HeldFeed<'settings'>([office.settings()], { managed: [] });
    const main = openTo({ feeds: { accounts: accounts.source, rooms: rooms.source, settings: settings.source }, calls: noCalls });
    const client = createClient(contract, main.open);
    clients.push(client);
    const app = new App(client);
    await until(() => app.account !== null);
    expect(app.navigation.accountId).toBe(accountId);
    const list = app.rooms;
    await until(() => list?.feed.status === 'ready');
    const roomId = rooms.items[2]?.roomId as RoomId;
    main.emit('app.openRoom', { accountId, roomId });
    await until(() => app.navigation.roomId === roomId);
    expect(app.room?.title.heroes).toEqual(['Paul Bernard']);
    accounts.reset([office.account({ status: 'soft-logout' })]);
    await until(() => app.account?.status === 'soft-logout');
    expect(app.rooms).toBeNull();
    await until(() => rooms.open === 0);
    accounts.reset([]);
    await until(() => app.account === null);
    expect(app.navigation.roomId).toBeNull();
    app.close();
  });

  it('tells of a setting that could not be kept, and goes on with what holds', async () => {
    const settings = new HeldFeed<'settings'>([office.settings({ theme: 'dark' })], { managed: [] });
    const accounts = new HeldFeed<'accounts'>([], {});
    const full = async () => Promise.reject(new CodedError('store.disk-full', 'full'));
    const client = clientOf({
      feeds: { accounts: accounts.source, settings: settings.source },
      calls: { ...noCalls, 'settings.update': full },
    });
    const app = new App(client);
    await until(() => app.settingsFeed.status === 'ready');
    await app.updateSettings({ theme: 'light' });
    flushSync();
    expect(app.settings.theme).toBe('dark');
    expect(app.toasts.items[0]?.problem?.support).toBe('T-STO-03');
    app.close();
  });
});
