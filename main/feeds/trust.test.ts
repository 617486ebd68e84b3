import { afterEach, describe, expect, it } from 'vitest';
import type { UserId } from '../../preload/contract/index.ts';
import { CraftedAccount } from '../../test/craft/account.ts';
import { joinedMember, more, newRoom, raw, state } from '../../test/craft/answers.ts';
import { alice, bob, roomId } from '../../test/craft/index.ts';
import { CraftedPage } from '../../test/craft/page.ts';
import type { PersonTrust } from '../matrix/index.ts';

const opened: { close(): void | Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** Identities that are known without an engine: what of them is asked for is counted. */
class FakeIdentities {
  readonly known = new Map<UserId, PersonTrust>();
  readonly asked: UserId[] = [];
  broken = false;
  refused = 0;

  people(userIds: UserId[]): Promise<Map<UserId, PersonTrust>> {
    if (this.broken) {
      this.refused += 1;
      return Promise.reject(new Error('the engine is not there yet'));
    }
    this.asked.push(...userIds);
    return Promise.resolve(new Map(userIds.map((userId) => [userId, this.known.get(userId) ?? 'unverified'])));
  }
}

async function begin(count: number) {
  const account = await CraftedAccount.open();
  const identities = new FakeIdentities();
  account.crypto = (async () => ({ trust: identities })) as unknown as typeof account.crypto;
  const page = new CraftedPage([account]);
  opened.push(account, page);
  const members = Array.from({ length: count }, (_, n) => joinedMember(`@u${n}:x` as UserId, `Agent ${n}`));
  const encryption = state('m.room.encryption', '', { algorithm: 'm.megolm.v1.aes-sha2' });
  await account.sync({ [roomId]: newRoom([encryption, joinedMember(alice, 'Alice')], {}, members) });
  return { account, identities, page };
}

const member = (id: string, userId: UserId, membership: string, displayname: string) =>
  raw(id, 'm.room.member', { membership, displayname }, { state_key: userId, sender: userId });
const told = (items: readonly { userId: UserId; name: string; trust: string }[]) => items.map(({ name, trust }) => `${name}: ${trust}`);

describe('trust', () => {
  it('of a room of 2,000: a change reads again those whom it names, and none of the others', async () => {
    const { account, identities, page } = await begin(2000);
    identities.known.set('@u7:x' as UserId, 'verified');
    const feed = page.open('trust', { accountId: account.accountId, roomId });
    await feed.until((items) => items.length === 1);
    expect(new Set(identities.asked).size).toBe(identities.asked.length);
    expect(identities.asked.length).toBeGreaterThanOrEqual(2000);
    identities.asked.length = 0;
    const read = { lists: 0, rows: 0 };
    const { members, profiles } = account.cache;
    account.cache.members = (...asked) => (read.lists++, members(...asked));
    account.cache.profiles = async (...asked) => {
      const found = await profiles(...asked);
      read.rows += found.length;
      return found;
    };
    const newcomer = '@new:x' as UserId;
    identities.known.set(newcomer, 'violation');
    await account.sync({ [roomId]: more([member('in', newcomer, 'join', 'Zoé')]) });
    expect(told(await feed.until((items) => items.length === 2))).toEqual(['Agent 7: verified', 'Zoé: violation']);
    expect([read, identities.asked]).toEqual([{ lists: 0, rows: 1 }, [newcomer]]);
  });

  it('follows identities, names and those who leave, each by itself', async () => {
    const { account, identities, page } = await begin(3);
    const [first, second] = ['@u0:x', '@u1:x'] as [UserId, UserId];
    identities.known.set(first, 'changed');
    const feed = page.open('trust', { accountId: account.accountId, roomId });
    await feed.until((items) => told(items).join() === 'Agent 0: changed');
    identities.asked.length = 0;
    identities.known.set(second, 'verified');
    account.identify(second, '@stranger:x' as UserId);
    await feed.until((items) => told(items).join() === 'Agent 0: changed,Agent 1: verified');
    expect(identities.asked).toEqual([second]);
    // Two who look alike bear their ids, also the one who did nothing.
    await account.sync({ [roomId]: more([member('named', '@u2:x' as UserId, 'join', 'Agent 1')]) });
    await feed.until((items) => told(items).join() === `Agent 0: changed,Agent 1 (${second}): verified`);
    await account.sync({
      [roomId]: more([member('gone', first, 'leave', 'Agent 0'), member('back', '@u2:x' as UserId, 'leave', 'Agent 1')]),
    });
    await feed.until((items) => told(items).join() === 'Agent 1: verified');
    // Our own identity decides on all.
    identities.known.set(bob, 'verified');
    identities.known.set(second, 'unverified');
    account.identify(account.userId);
    await feed.until((items) => items.every(({ userId }) => userId !== second));
  });

  it('that could not be read is read with the next change', async () => {
    const { account, identities, page } = await begin(2);
    identities.known.set('@u0:x' as UserId, 'verified');
    identities.broken = true;
    const feed = page.open('trust', { accountId: account.accountId, roomId });
    await expect.poll(() => identities.refused).toBe(1);
    identities.broken = false;
    await account.sync({ [roomId]: more([member('in', '@new:x' as UserId, 'join', 'Zoé')]) });
    await feed.until((items) => told(items).join() === 'Agent 0: verified');
  });
});
