import { afterEach, describe, expect, it } from 'vitest';
import type { EventId, RoomId, Settings, TransactionId, UserId } from '../../preload/contract/index.ts';
import { CraftedAccount, type CraftedServer } from '../../test/craft/account.ts';
import { more, newRoom, said, state } from '../../test/craft/answers.ts';
import { alice, bob, roomId } from '../../test/craft/index.ts';
import { CraftedPage } from '../../test/craft/page.ts';

const opened: { close(): void | Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function begin(server: Partial<CraftedServer> = {}): Promise<{ account: CraftedAccount; page: CraftedPage }> {
  const account = await CraftedAccount.open(server);
  const page = new CraftedPage([account]);
  opened.push(account, page);
  return { account, page };
}

const manyRooms = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`!r${i}:tchap.test`, newRoom([said(`r${i}`, `message ${i}`)])]));
const tag = (name: string) => ({ account_data: { events: [{ type: 'm.tag', content: { tags: { [name]: {} } } }] } });

describe('rooms', () => {
  it('gives the first fifty at once and the rest in batches, by activity', async () => {
    const { account, page } = await begin();
    await account.sync(manyRooms(300));
    const feed = page.open('rooms', { accountId: account.accountId });
    const first = await feed.until((items) => items.length > 0);
    expect(first).toHaveLength(50);
    expect(first[0]?.roomId).toBe('!r299:tchap.test');
    expect(feed.meta()).toEqual({ total: 300, complete: false });
    const all = await feed.until((items, { complete }) => complete && items.length === 300);
    expect(all.map((room) => room.roomId)).toEqual(Array.from({ length: 300 }, (_, i) => `!r${299 - i}:tchap.test`));
    expect(feed.batches.flat().every((op) => op === 'insert')).toBe(true);
  });

  it('a first sync is shown in batches too, from the top', async () => {
    const { account, page } = await begin();
    const feed = page.open('rooms', { accountId: account.accountId });
    await feed.until((items, { complete }) => items.length === 0 && !complete);
    await account.sync(manyRooms(700));
    const first = await feed.until((items) => items.length > 0);
    expect(first.map((room) => room.roomId)).toEqual(Array.from({ length: 50 }, (_, i) => `!r${699 - i}:tchap.test`));
    expect(feed.meta()).toEqual({ total: 700, complete: false });
    const all = await feed.until((_items, { complete }) => complete);
    expect(all.map((room) => room.roomId)).toEqual(Array.from({ length: 700 }, (_, i) => `!r${699 - i}:tchap.test`));
    await account.sync({ '!r3:tchap.test': more([said('new', 'nouveau')]) });
    await feed.until((items) => items[0]?.roomId === '!r3:tchap.test' && items.length === 700);
  });

  it('a sync moves one row; drafts, failed messages and tags change theirs; a room that was left goes', async () => {
    const { account, page } = await begin();
    await account.sync(manyRooms(20));
    const feed = page.open('rooms', { accountId: account.accountId });
    await feed.until((_, { complete }) => complete);
    feed.batches.length = 0;
    await account.sync({ '!r3:tchap.test': more([said('new', 'nouveau')]) });
    const [top] = await feed.until(([room]) => room?.roomId === '!r3:tchap.test');
    expect(top?.preview).toMatchObject({ senderName: 'Bob', text: 'nouveau' });
    expect(feed.batches.flat()).toEqual(['move', 'set']);

    account.saveDraft('!r3:tchap.test' as RoomId, null, { text: '  Brouillon\nsur deux lignes ', state: null });
    await feed.until(([room]) => room?.draft === 'Brouillon sur deux lignes');
    const transactionId = 't1' as TransactionId;
    account.queueUp({
      roomId: '!r3:tchap.test' as RoomId,
      transactionId,
      content: { kind: 'text', style: 'text', body: 'x', html: null, replyTo: null },
    });
    account.updateQueued(transactionId, { status: 'failed', failure: 'server' });
    await feed.until(([room]) => room?.failedSends === 1);
    account.queue.discard(transactionId);
    await feed.until(([room]) => room?.failedSends === 0);

    await account.sync({ '!r7:tchap.test': tag('m.favourite'), '!r3:tchap.test': tag('m.lowpriority') });
    await feed.until((items) => items[0]?.roomId === '!r7:tchap.test' && items.at(-1)?.roomId === '!r3:tchap.test');
    await account.sync({}, { rooms: { leave: { '!r7:tchap.test': { timeline: { events: [] } } } } });
    await feed.until((items, { total }) => items.length === 19 && total === 19);
    expect(page.problems).toEqual([]);
  });

  it('show what a message says once its key came', async () => {
    const { account, page } = await begin();
    const roomId = '!secret:tchap.test' as RoomId;
    const locked = { ...said('locked', ''), type: 'm.room.encrypted', content: { session_id: 's' } };
    await account.sync({ [roomId]: more([locked]) });
    const feed = page.open('rooms', { accountId: account.accountId });
    await feed.until(([room]) => room?.preview?.kind === 'undecryptable');
    const clear = { type: 'm.room.message', content: { msgtype: 'm.text', body: 'lisible' } };
    await account.decrypted([{ roomId, eventId: '$locked' as EventId, decryption: { status: 'ok', clear, shield: null } }]);
    await feed.until(([room]) => room?.preview?.text === 'lisible');
  });

  it('invitations come first, with who invites', async () => {
    const { account, page } = await begin();
    await account.sync(manyRooms(3));
    const feed = page.open('rooms', { accountId: account.accountId });
    await feed.until((_, { complete }) => complete);
    const invite = [
      { type: 'm.room.member', state_key: alice, sender: bob, content: { membership: 'invite' } },
      { type: 'm.room.member', state_key: bob, sender: bob, content: { membership: 'join', displayname: 'Bob Durand' } },
    ];
    await account.sync({}, { rooms: { invite: { '!new:tchap.test': { invite_state: { events: invite } } } } });
    const [first] = await feed.until((items) => items.length === 4);
    expect(first).toMatchObject({
      roomId: '!new:tchap.test',
      membership: 'invite',
      inviter: { userId: bob, name: 'Bob Durand' },
      canSend: false,
    });
  });

  it('before the first sync the list is empty and not complete', async () => {
    const { account, page } = await begin();
    const feed = page.open('rooms', { accountId: account.accountId });
    await feed.until((items, { complete }) => items.length === 0 && !complete);
    await account.sync(manyRooms(60));
    await feed.until((items, { complete }) => items.length === 60 && complete);
  });

  it('kinds of Tchap rooms, and the nearest on a plain server', async () => {
    const { account, page } = await begin();
    const room = (...events: unknown[]) => newRoom(events as never[]);
    const encryption = state('m.room.encryption', '', { algorithm: 'm.megolm.v1.aes-sha2' });
    const rule = (name: string, more: object = {}) => state('im.vector.room.access_rules', '', { rule: name, ...more });
    const joinable = state('m.room.join_rules', '', { join_rule: 'public' });
    await account.sync({
      '!private:x': room(encryption, rule('restricted')),
      '!external:x': room(encryption, rule('unrestricted')),
      '!forum:x': room(rule('restricted'), joinable),
      '!clear:x': room(rule('restricted', { force_unencrypted_at_creation: true, visibility: 'private' })),
      '!clearExternal:x': room(rule('unrestricted', { force_unencrypted_at_creation: true, visibility: 'private' })),
      '!direct:x': room(encryption, rule('direct')),
      '!plain:x': room(encryption),
      '!plainPublic:x': room(joinable),
    });
    const feed = page.open('rooms', { accountId: account.accountId });
    const items = await feed.until((all, { complete }) => complete && all.length === 8);
    expect(Object.fromEntries(items.map((item) => [item.roomId, item.kind]))).toEqual({
      '!private:x': 'private',
      '!external:x': 'external',
      '!forum:x': 'forum',
      '!clear:x': 'private-unencrypted',
      '!clearExternal:x': 'external-unencrypted',
      '!direct:x': 'direct',
      '!plain:x': 'private',
      '!plainPublic:x': 'forum',
    });
  });
});

describe('typing, send queue, accounts, settings', () => {
  const typing = (...userIds: UserId[]) => ({
    [roomId]: { ephemeral: { events: [{ type: 'm.typing', content: { user_ids: userIds } }] } },
  });

  it('names who else is typing, and says when they stop', async () => {
    const { account, page } = await begin();
    await account.sync({ [roomId]: newRoom([said('m', 'm')]) });
    const feed = page.open('typing', { accountId: account.accountId, roomId });
    await feed.until((items) => items.length === 0);
    await account.sync(typing(alice, bob));
    expect(await feed.until((items) => items.length === 1)).toEqual([{ userId: bob, name: 'Bob' }]);
    await account.sync(typing());
    await feed.until((items) => items.length === 0);
  });

  it('the send queue holds what waits, in order, without what the server has', async () => {
    const { account, page } = await begin();
    const send = (name: string) =>
      account.queueUp({
        roomId,
        transactionId: name as TransactionId,
        content: { kind: 'text', style: 'text', body: name, html: null, replyTo: null },
      });
    send('a');
    const feed = page.open('sendQueue', { accountId: account.accountId });
    await feed.until((items) => items.length === 1);
    send('b');
    await feed.until((items) => items.map(({ transactionId }) => transactionId).join() === 'a,b');
    account.updateQueued('a' as TransactionId, { status: 'sent', eventId: '$a' });
    account.updateQueued('b' as TransactionId, { status: 'failed', failure: 'network' });
    await feed.until((items) => items.map(({ transactionId, status }) => `${transactionId} ${status}`).join() === 'b failed');
  });

  it('accounts come and go; their feeds end with them', async () => {
    const { account, page } = await begin();
    const accounts = page.open('accounts', {});
    const rooms = page.open('rooms', { accountId: account.accountId });
    await accounts.until((items) => items.length === 1);
    await rooms.until(() => true);
    page.tellViews();
    page.closeAccount(account);
    await accounts.until((items) => items.length === 0);
    await expect.poll(() => rooms.error()).toBe('account.unknown');
  });

  it('settings are one row that changes', async () => {
    let current: Settings = {
      language: 'fr',
      theme: 'light',
      notifications: true,
      notificationContent: 'full',
      notificationHours: { limited: false, days: [1, 2, 3, 4, 5], from: 480, to: 1140 },
      sendReceipts: true,
      sendTyping: true,
      closeToTray: true,
      excludeUnsignedDevices: false,
      spelling: null,
    };
    let listener = (_: Settings): void => undefined;
    const page = new CraftedPage([], {
      current: () => current,
      onChange: (heard) => {
        listener = heard;
        return () => undefined;
      },
    });
    opened.push(page);
    const feed = page.open('settings', {});
    expect(await feed.until((items) => items.length === 1)).toEqual([{ id: 1, ...current }]);
    current = { ...current, theme: 'dark' };
    listener(current);
    await feed.until(([item]) => item?.theme === 'dark');
  });
});
