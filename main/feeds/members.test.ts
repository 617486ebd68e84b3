import { afterEach, describe, expect, it } from 'vitest';
import type { UserId } from '../../preload/contract/index.ts';
import { CraftedAccount, type CraftedServer } from '../../test/craft/account.ts';
import { joinedMember, more, newRoom, raw, said, state } from '../../test/craft/answers.ts';
import { alice, bob, carol, mediaUrl, roomId } from '../../test/craft/index.ts';
import { CraftedPage } from '../../test/craft/page.ts';
import type { MemberRecord } from '../records/index.ts';
import { MemberList } from './member-list.ts';

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

describe('members', () => {
  it('starts with those that are known and loads the others', async () => {
    const loaded = [
      joinedMember(alice, 'Alice'),
      joinedMember(bob, 'Bob'),
      joinedMember(carol, 'Bob'),
      joinedMember('@dan:x' as UserId, 'Zoé'),
    ];
    const { account, page } = await begin({ members: () => ({ chunk: loaded }) });
    await account.sync({ [roomId]: newRoom([said('m', 'm')]) });
    const feed = page.open('members', { accountId: account.accountId, roomId });
    const items = await feed.until((_, { complete }) => complete);
    expect(items.map(({ name, role }) => [name, role])).toEqual([
      [`Bob (${bob})`, 'admin'],
      ['Alice', 'member'],
      [`Bob (${carol})`, 'member'],
      ['Zoé', 'member'],
    ]);
    await account.sync({ [roomId]: more([raw('left', 'm.room.member', { membership: 'leave' }, { state_key: carol, sender: carol })]) });
    await feed.until((all) => all.map(({ name }) => name).join() === 'Bob,Alice,Zoé');
  });

  it('offline, those that are stored stay, and the list is not complete', async () => {
    const members = (): never => {
      throw new Error('offline');
    };
    const { account, page } = await begin({ members });
    await account.sync({ [roomId]: newRoom([said('m', 'm')]) });
    const feed = page.open('members', { accountId: account.accountId, roomId });
    await feed.until((items, { complete }) => items.length === 2 && !complete);
    await expect.poll(() => page.problems).toHaveLength(1);
  });

  const thousands = (count: number): MemberRecord[] =>
    Array.from({ length: count }, (_, i) => ({
      roomId,
      userId: `@u${i}:x` as UserId,
      membership: 'join',
      displayName: `Agent ${i % 700}`,
      avatarMxc: null,
      power: i % 50 === 0 ? 50 : 0,
    }));
  const listed = (records: readonly MemberRecord[]): MemberList => {
    const list = new MemberList({ mediaUrl, originOf: () => null });
    list.replace(records);
    return list;
  };

  it('orders 5,000 members alike, whatever order they come in', () => {
    const records = thousands(5000);
    const ordered = listed(records).items;
    expect(listed([...records].reverse()).items).toEqual(ordered);
    expect(ordered.slice(0, 100).every(({ role }) => role === 'moderator')).toBe(true);
    expect(new Set(ordered.map(({ name }) => name)).size).toBe(5000);
  });

  it('changed one by one are told as if they were listed anew', () => {
    const records = thousands(400);
    const followed = listed(records);
    const acts: ((record: MemberRecord, at: number) => MemberRecord)[] = [
      (record) => ({ ...record, membership: 'leave' }),
      (record, at) => ({ ...record, displayName: `Agent ${(at * 7) % 11}` }),
      (record) => ({ ...record, displayName: null }),
      (record, at) => ({ ...record, membership: 'join', power: at % 3 === 0 ? 100 : 0 }),
      (record) => ({ ...record, membership: 'ban', displayName: 'Аgent 3' }),
    ];
    for (let step = 0; step < 300; step++) {
      const at = (step * 37) % records.length;
      const changed = acts[step % acts.length]?.(records[at] as MemberRecord, step) as MemberRecord;
      records[at] = changed;
      followed.change([changed]);
    }
    expect(followed.items).toEqual(listed(records).items);
  });

  it('of a room of 5,000: each sync reads again those whom it names, and none of the others', async () => {
    const chunk = thousands(5000).map(({ userId, displayName }) => joinedMember(userId, displayName ?? ''));
    const { account, page } = await begin({
      members: () => ({ chunk: [joinedMember(alice, 'Alice'), joinedMember(bob, 'Bob'), ...chunk] }),
    });
    await account.sync({ [roomId]: newRoom([said('m', 'm')]) });
    const feed = page.open('members', { accountId: account.accountId, roomId });
    await feed.until((items, { complete }) => complete && items.length === 5002);
    const enter = (n: number) => {
      const who = { state_key: `@new${n}:x`, sender: `@new${n}:x` };
      return account.sync({ [roomId]: more([raw(`in${n}`, 'm.room.member', { membership: 'join', displayname: `Agent ${n}` }, who)]) });
    };
    // Whatever was still to be read whole is read before whom this names.
    await enter(0);
    await feed.until((items) => items.length === 5003);
    const read = { lists: 0, rows: 0 };
    const { members, profiles } = account.cache;
    account.cache.members = (...asked) => (read.lists++, members(...asked));
    account.cache.profiles = async (...asked) => {
      const found = await profiles(...asked);
      read.rows += found.length;
      return found;
    };
    feed.batches.length = 0;
    for (let n = 1; n <= 20; n++) await enter(n);
    const all = await feed.until((items) => items.length === 5023);
    expect(read).toEqual({ lists: 0, rows: 20 });
    expect(feed.batches.flat()).toEqual(Array.from({ length: 20 }, () => 'insert'));
    account.cache.members = members;
    expect(all).toEqual(listed(await account.cache.members(roomId)).items);
    // Roles concern everybody.
    await account.sync({ [roomId]: more([state('m.room.power_levels', '', { users: { [alice]: 100 } })]) });
    await feed.until(([top]) => top?.userId === alice);
  });
});
