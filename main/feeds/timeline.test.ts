import { afterEach, describe, expect, it } from 'vitest';
import type { EventId, TimelineItem, TransactionId } from '../../preload/contract/index.ts';
import { CraftedAccount, type CraftedServer } from '../../test/craft/account.ts';
import { jump, more, newRoom, raw, read, said, saidMany } from '../../test/craft/answers.ts';
import { bodies, messages, types } from '../../test/craft/drawn.ts';
import { alice, bob, carol, roomId } from '../../test/craft/index.ts';
import { CraftedPage, type HeldFeed } from '../../test/craft/page.ts';

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

const openTimeline = (page: CraftedPage, account: CraftedAccount) => page.open('timeline', { accountId: account.accountId, roomId });
const shows = (feed: HeldFeed<'timeline'>, ...expected: string[]) => feed.until((items) => bodies(items).join() === expected.join());
const numbered = (prefix: string, from: number, to: number) => Array.from({ length: to - from }, (_, i) => `${prefix} ${from + i}`);

/** A server whose history before `older` is `count` messages, in pages. */
const history = (count: number): CraftedServer['messages'] => {
  const all = saidMany('ancien', count);
  return (_room, from, limit) => {
    const end = from === 'older' ? count : Number(from);
    const start = Math.max(0, end - limit);
    return { start: from, ...(start > 0 ? { end: String(start) } : {}), chunk: all.slice(start, end).reverse() };
  };
};

describe('a timeline from the store', () => {
  it('opens with its newest rows, pages the rest in, from the store, then from the server, to the start', async () => {
    const { account, page } = await begin({ messages: history(70) });
    await account.sync({ [roomId]: newRoom(saidMany('m', 90)) });
    const feed = openTimeline(page, account);
    await shows(feed, ...numbered('m', 40, 90));
    expect(feed.meta()).toMatchObject({ more: true, loading: false, lastEventId: '$m89' });

    expect(await page.feeds.paginate({ accountId: account.accountId, roomId: roomId, count: 30 })).toEqual({ more: true });
    await shows(feed, ...numbered('m', 10, 90));
    expect(feed.batches.flat().filter((op) => op === 'reset' || op === 'remove')).toEqual([]);
    while ((await page.feeds.paginate({ accountId: account.accountId, roomId: roomId, count: 50 })).more);
    const items = await shows(feed, ...numbered('ancien', 0, 70), ...numbered('m', 0, 90));
    expect(types(items).slice(0, 2)).toEqual(['start', 'day']);
    expect(feed.meta()).toMatchObject({ more: false, loading: false });
    expect(page.problems).toEqual([]);
  });

  it('a page that cannot be fetched says why, and the timeline stays', async () => {
    const messages = (): never => {
      throw new Error('cut');
    };
    const { account, page } = await begin({ messages });
    await account.sync({ [roomId]: newRoom(saidMany('m', 40)) });
    const feed = openTimeline(page, account);
    await shows(feed, ...numbered('m', 0, 40));
    await expect(page.feeds.paginate({ accountId: account.accountId, roomId: roomId, count: 30 })).rejects.toThrow('cut');
    await feed.until((_, meta) => meta.more && !meta.loading);
    await account.sync({ [roomId]: more([said('after', 'toujours là')]) });
    await shows(feed, ...numbered('m', 0, 40), 'toujours là');
  });

  it('a room with little stored is completed from the server at once', async () => {
    const { account, page } = await begin({ messages: history(10) });
    await account.sync({ [roomId]: newRoom([said('m0', 'm 0')]) });
    await shows(openTimeline(page, account), ...numbered('ancien', 0, 10), 'm 0');
  });

  it('puts the line above the first unread message, also where that lies above the newest rows', async () => {
    const { account, page } = await begin();
    await account.sync({
      [roomId]: newRoom(saidMany('m', 90), { account_data: { events: [{ type: 'm.fully_read', content: { event_id: '$m9' } }] } }),
    });
    const feed = openTimeline(page, account);
    const items = await feed.until((all) => types(all).includes('unread'));
    const at = items.findIndex(({ type }) => type === 'unread');
    expect(items[at + 1]).toMatchObject({ eventId: '$m10' });
    await account.sync({ [roomId]: more([said('new', 'nouveau')]) });
    await feed.until((all) => bodies(all).at(-1) === 'nouveau');
    expect(types(feed.items()).filter((type) => type === 'unread')).toHaveLength(1);
  });

  it('is refused for a room that is not known, and for an account that is not open', async () => {
    const { account, page } = await begin();
    const unknown = openTimeline(page, account);
    await expect.poll(() => unknown.error()).toBe('room.unknown');
    await expect(page.feeds.paginate({ accountId: account.accountId, roomId: roomId, count: 10 })).rejects.toMatchObject({
      code: 'room.unknown',
    });
    page.closeAccount(account);
    const closed = openTimeline(page, account);
    await expect.poll(() => closed.error()).toBe('account.unknown');
  });
});

describe('a live timeline', () => {
  const open = async (server: Partial<CraftedServer> = {}, events = saidMany('m', 40)) => {
    const { account, page } = await begin(server);
    await account.sync({ [roomId]: newRoom(events) });
    const feed = openTimeline(page, account);
    await feed.until((items) => messages(items).length === events.length);
    feed.batches.length = 0;
    return { account, page, feed };
  };

  it('a new message is one insertion; an edit, a reaction, a redaction change their row', async () => {
    const { account, page, feed } = await open();
    await account.sync({ [roomId]: more([said('n', 'nouveau')]) });
    await feed.until((items) => bodies(items).at(-1) === 'nouveau');
    expect(feed.batches.flat()).toEqual(['insert']);
    const about = (relType: string, key?: string) => ({ 'm.relates_to': { rel_type: relType, event_id: '$n', ...(key ? { key } : {}) } });
    await account.sync({
      [roomId]: more([
        raw('edit', 'm.room.message', {
          msgtype: 'm.text',
          body: '* corrigé',
          'm.new_content': { msgtype: 'm.text', body: 'corrigé' },
          ...about('m.replace'),
        }),
        raw('thumb', 'm.reaction', about('m.annotation', '👍')),
      ]),
    });
    const [row] = messages((await feed.until((items) => bodies(items).at(-1) === 'corrigé')).slice(-1));
    expect(row).toMatchObject({ edited: true, reactions: [{ key: '👍', count: 1, own: false, names: ['Bob'] }] });
    await account.sync({
      [roomId]: more([raw('r1', 'm.room.redaction', { redacts: '$thumb' }), raw('r2', 'm.room.redaction', { redacts: '$m39' })]),
    });
    await feed.until((items) => messages(items).at(-1)?.reactions.length === 0 && bodies(items).at(-2) === 'redacted');
    // What the store has kept is the same.
    feed.close();
    const again = openTimeline(page, account);
    await again.until((items) => bodies(items).slice(-2).join() === 'redacted,corrigé');
    expect(page.problems).toEqual([]);
  });

  it('a message of ours is one row from the send queue to the event', async () => {
    const { account, page, feed } = await open();
    const transactionId = 'txn-1' as TransactionId;
    account.queueUp({
      roomId,
      transactionId,
      content: { kind: 'text', style: 'text', body: 'Bonjour', html: null, replyTo: '$m3' as EventId },
    });
    const row = (items: readonly TimelineItem[]) => messages(items).find(({ id }) => id === transactionId);
    await feed.until((items) => row(items)?.status === 'queued');
    expect(row(feed.items())?.replyTo).toEqual({ eventId: '$m3', senderName: 'Bob', excerpt: { kind: 'text', text: 'm 3' } });
    account.updateQueued(transactionId, { status: 'sent', eventId: '$own' });
    await feed.until((items) => row(items)?.status === 'sent');
    await account.sync({ [roomId]: more([said('own', 'Bonjour', { sender: alice, unsigned: { transaction_id: transactionId } })]) });
    await feed.until((items) => row(items)?.eventId === '$own');
    account.queue.discard(transactionId);
    await account.sync({ [roomId]: more([said('next', 'suite')]) });
    await feed.until((items) => bodies(items).at(-1) === 'suite');
    expect(messages(feed.items()).filter(({ own }) => own)).toHaveLength(1);
    expect(feed.batches.flat().filter((op) => op === 'remove' || op === 'reset')).toEqual([]);
    expect(page.problems).toEqual([]);
  });

  it('a message that cannot be read heals when its key comes, and its decryption was asked for', async () => {
    const secret = raw('secret', 'm.room.encrypted', { algorithm: 'm.megolm.v1.aes-sha2', session_id: 's1', ciphertext: 'A' });
    const { account, feed } = await open({}, [...saidMany('m', 30), secret]);
    expect(messages(feed.items()).at(-1)?.content).toEqual({ kind: 'undecryptable', reason: 'waiting' });
    expect(account.retried).toEqual([roomId]);
    const clear = { type: 'm.room.message', content: { msgtype: 'm.text', body: 'lisible' } };
    await account.decrypted([{ roomId, eventId: '$secret' as EventId, decryption: { status: 'ok', clear, shield: null } }]);
    await feed.until((items) => bodies(items).at(-1) === 'lisible');
    expect(feed.batches.flat()).toEqual(['set']);
  });

  it('receipts of others follow', async () => {
    const { account, feed } = await open(
      {},
      saidMany('m', 30).map((one) => ({ ...one, sender: alice })),
    );
    await account.sync({ [roomId]: { ephemeral: { events: [read(bob, 'm20')] } } });
    const by = (items: readonly TimelineItem[]) =>
      messages(items).flatMap(({ eventId, readBy }) => readBy.map(({ name }) => `${name} ${eventId ?? ''}`));
    await feed.until((items) => by(items).join() === 'Bob $m20');
    await account.sync({ [roomId]: { ephemeral: { events: [read(bob, 'm29')] } } });
    await feed.until((items) => by(items).join() === 'Bob $m29');
  });

  it('a name that changes is renewed everywhere', async () => {
    const { account, feed } = await open();
    await account.sync({
      [roomId]: more([
        raw(
          'rename',
          'm.room.member',
          { membership: 'join', displayname: 'Robert' },
          { state_key: bob, unsigned: { prev_content: { membership: 'join', displayname: 'Bob' } } },
        ),
      ]),
    });
    await feed.until((items) => messages(items).every(({ sender }) => sender.name === 'Robert'));
  });

  it('after a jump the new messages show below a gap, which is filled', async () => {
    const missed = saidMany('manqué', 60);
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    const known = {
      event_id: '$m39',
      type: 'm.room.message',
      sender: bob,
      origin_server_ts: 1,
      content: { msgtype: 'm.text', body: 'm 39' },
    };
    const pages: { [from: string]: unknown } = {
      gap: { start: 'gap', end: 'gap2', chunk: missed.slice(20).reverse() },
      gap2: { start: 'gap2', end: 'gap3', chunk: [...missed.slice(0, 20).reverse(), known] },
    };
    const { account, page, feed } = await open({
      messages: async (_room: string, from: string) => {
        await held;
        return pages[from];
      },
    });
    await account.sync({ [roomId]: jump([said('j', 'après')], 'gap') });
    const items = await feed.until((all) => bodies(all).at(-1) === 'après');
    expect(types(items).slice(-3)).toEqual(['message', 'gap', 'message']);
    await account.sync({ [roomId]: more([said('live', 'pendant')]) });
    await feed.until((all) => bodies(all).at(-1) === 'pendant');
    answer();
    await shows(feed, ...numbered('m', 0, 40), ...numbered('manqué', 0, 60), 'après', 'pendant');
    expect(types(feed.items())).not.toContain('gap');
    expect(page.problems).toEqual([]);
  });

  it('what a blocked person wrote goes at once, what changed the room stays, and all comes back', async () => {
    const { account, feed } = await open({}, [said('a', 'de Carole', { sender: carol }), said('b', 'de Bob')]);
    account.block(carol);
    await shows(feed, 'de Bob');
    await account.sync({
      [roomId]: more([said('c', 'encore', { sender: carol }), raw('t', 'm.room.topic', { topic: 'x' }, { state_key: '', sender: carol })]),
    });
    await feed.until((items) => types(items).at(-1) === 'state');
    expect(bodies(feed.items())).toEqual(['de Bob']);
    account.block();
    await shows(feed, 'de Carole', 'de Bob', 'encore');
  });

  it('pages of one room share its timeline, and nothing is left of it after the last', async () => {
    const { account, page, feed } = await open();
    const second = openTimeline(page, account);
    await second.until((items) => messages(items).length === 40);
    feed.close();
    await account.sync({ [roomId]: more([said('n', 'nouveau', { sender: carol })]) });
    await second.until((items) => bodies(items).at(-1) === 'nouveau');
    second.close();
    await expect
      .poll(() =>
        page.feeds.paginate({ accountId: account.accountId, roomId: roomId, count: 1 }).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
  });

  it('ends when its account is closed', async () => {
    const { account, page, feed } = await open();
    page.closeAccount(account);
    await expect.poll(() => feed.error()).toBe('account.unknown');
  });
});
