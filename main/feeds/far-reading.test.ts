import { afterEach, describe, expect, it } from 'vitest';
import type { EventId, TransactionId } from '../../preload/contract/index.ts';
import { CraftedAccount, type CraftedServer } from '../../test/craft/account.ts';
import { jump, more, newRoom, raw, said, saidMany } from '../../test/craft/answers.ts';
import { bodies, messages } from '../../test/craft/drawn.ts';
import { roomId } from '../../test/craft/index.ts';
import { CraftedPage } from '../../test/craft/page.ts';

const opened: { close(): void | Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const numbered = (from: number, count: number, prefix = 'm') => Array.from({ length: count }, (_, index) => `${prefix} ${from + index}`);

async function withMessages(count: number, server: Partial<CraftedServer> = {}) {
  const account = await CraftedAccount.open(server);
  const page = new CraftedPage([account]);
  opened.push(account, page);
  await account.sync({ [roomId]: newRoom(saidMany('m', count)) });
  const { accountId } = account;
  return { account, page, place: { accountId, roomId } };
}

describe('reading far', () => {
  it('from a message takes the window along both ways, without a hole, and lets go of what is far behind', async () => {
    const { page, place } = await withMessages(6000);
    const at = '$m1000' as EventId;
    const feed = page.open('timeline', { ...place, at });
    await feed.until((items) => bodies(items).includes('m 1000'));
    while ((await page.feeds.paginate({ ...place, at, count: 200, direction: 'forward' })).more);
    const forward = bodies(await feed.until((items) => bodies(items).includes('m 5999')));
    expect(forward.length).toBeLessThan(2500);
    expect(forward).toEqual(Array.from({ length: forward.length }, (_, index) => `m ${6000 - forward.length + index}`));
    expect(feed.meta()).toMatchObject({ newer: false, more: true });

    while ((await page.feeds.paginate({ ...place, at, count: 200, direction: 'back' })).more);
    const back = bodies(await feed.until((items) => bodies(items).includes('m 0')));
    expect(back.length).toBeLessThan(2500);
    expect(back).toEqual(Array.from({ length: back.length }, (_, index) => `m ${index}`));
    expect(feed.meta()).toMatchObject({ newer: true, more: false });
  });

  const thumb = { 'm.relates_to': { rel_type: 'm.annotation', event_id: '$m3', key: '👍' } };

  it('back from the end lets go of what is newest, counts what comes there, and reads it again on the way back', async () => {
    const { account, page, place } = await withMessages(6000);
    const feed = page.open('timeline', place);
    await feed.until((items) => bodies(items).includes('m 5999'));
    while ((await page.feeds.paginate({ ...place, count: 200 })).more);
    const back = bodies(await feed.until((_, meta) => !meta.more && !meta.loading));
    expect(back.length).toBeLessThan(2300);
    expect(back).toEqual(numbered(0, back.length));
    expect(feed.meta()).toMatchObject({ newer: true, more: false, below: 6000 - back.length, lastEventId: null });

    await account.sync({ [roomId]: more([said('after', 'toujours là'), raw('a1', 'm.reaction', thumb)]) });
    await feed.until((_, meta) => meta.below === 6001 - back.length);
    await feed.until((items) => messages(items)[3]?.reactions.length === 1);
    expect(bodies(feed.items())).toEqual(back);

    while ((await page.feeds.paginate({ ...place, count: 200, direction: 'forward' })).more);
    const forward = bodies(await feed.until((items, meta) => bodies(items).at(-1) === 'toujours là' && !meta.newer));
    expect(forward.length).toBeLessThan(2300);
    expect(forward).toEqual([...numbered(6001 - forward.length, forward.length - 1), 'toujours là']);
    expect(feed.meta()).toMatchObject({ below: 0, more: true, lastEventId: '$after' });
  });

  it('back from the end and to it at once shows what is newest, and what is being sent', async () => {
    const { account, page, place } = await withMessages(4000);
    const feed = page.open('timeline', place);
    await feed.until((items) => bodies(items).includes('m 3999'));
    while ((await page.feeds.paginate({ ...place, count: 200 })).more);
    await feed.until((_, meta) => meta.newer && !meta.more);
    account.queueUp({
      roomId,
      transactionId: 'txn-1' as TransactionId,
      content: { kind: 'text', style: 'text', body: 'reste au bout', html: null, replyTo: null },
    });
    expect(bodies(feed.items())).not.toContain('reste au bout');
    await page.feeds.paginate({ ...place, count: 50, direction: 'end' });
    const end = bodies(await feed.until((items) => bodies(items).at(-1) === 'reste au bout'));
    expect(end).toEqual([...numbered(3950, 50), 'reste au bout']);
    expect(feed.meta()).toMatchObject({ newer: false, more: true, below: 0 });
    await account.sync({ [roomId]: more([said('after', 'toujours là')]) });
    await feed.until((items) => bodies(items).includes('toujours là'));
  });

  it('a hole that opens behind what is read far back is filled on the way to the end', async () => {
    const missed = saidMany('missed', 10);
    // Two answers: the second one reaches what was known.
    const answers = {
      hole: { end: 'rest', chunk: missed.slice(4) },
      rest: { end: 'met', chunk: [...saidMany('m', 1, 3999), ...missed.slice(0, 4)] },
    };
    const { account, page, place } = await withMessages(4000, {
      messages: (_room, from) => {
        const { chunk, ...rest } = answers[from as keyof typeof answers] ?? { chunk: [] };
        return { start: from, ...rest, chunk: chunk.toReversed() };
      },
    });
    const feed = page.open('timeline', place);
    await feed.until((items) => bodies(items).includes('m 3999'));
    while ((await page.feeds.paginate({ ...place, count: 200 })).more);
    await feed.until((_, meta) => !meta.more && !meta.loading);
    const { below } = feed.meta();
    await account.sync({ [roomId]: jump(saidMany('late', 5), 'hole') });
    await feed.until((_, meta) => meta.below === below + 5);
    while ((await page.feeds.paginate({ ...place, count: 200, direction: 'forward' })).more);
    const end = bodies(await feed.until((items) => bodies(items).at(-1) === 'late 4')).slice(-17);
    expect(end).toEqual([...numbered(3998, 2), ...numbered(0, 10, 'missed'), ...numbered(0, 5, 'late')]);
  });

  it('rows above the end that fit are let go once the reader is back there', async () => {
    const { account, page, place } = await withMessages(2000);
    const feed = page.open('timeline', place);
    await feed.until((items) => bodies(items).includes('m 1999'));
    while ((await page.feeds.paginate({ ...place, count: 200 })).more);
    await feed.until((items) => bodies(items).length === 2000);
    await page.feeds.paginate({ ...place, count: 50, direction: 'forward' });
    const kept = bodies(await feed.until((items) => bodies(items).length === 500));
    expect([kept[0], kept.at(-1)]).toEqual(['m 1500', 'm 1999']);
    await account.sync({ [roomId]: more([said('after', 'toujours là')]) });
    await feed.until((items) => bodies(items).at(-1) === 'toujours là');
    expect(await page.feeds.paginate({ ...place, count: 100 })).toEqual({ more: true });
    await feed.until((items) => bodies(items)[0] === 'm 1400');
  });
});
