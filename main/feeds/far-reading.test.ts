import { afterEach, describe, expect, it } from 'vitest';
import type { EventId } from '../../preload/contract/index.ts';
import { CraftedAccount } from '../../test/craft/account.ts';
import { more, newRoom, said, saidMany } from '../../test/craft/answers.ts';
import { bodies } from '../../test/craft/drawn.ts';
import { roomId } from '../../test/craft/index.ts';
import { CraftedPage } from '../../test/craft/page.ts';

const opened: { close(): void | Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function withMessages(count: number) {
  const account = await CraftedAccount.open({});
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

  it('back from the end and to it again lets go of what was paged in', async () => {
    const { account, page, place } = await withMessages(3000);
    const feed = page.open('timeline', place);
    await feed.until((items) => bodies(items).includes('m 2999'));
    while ((await page.feeds.paginate({ ...place, count: 200 })).more);
    await feed.until((items) => bodies(items).length === 3000);
    await page.feeds.paginate({ ...place, count: 50, direction: 'forward' });
    const kept = bodies(await feed.until((items) => bodies(items).length === 500));
    expect([kept[0], kept.at(-1)]).toEqual(['m 2500', 'm 2999']);
    await account.sync({ [roomId]: more([said('after', 'toujours là')]) });
    await feed.until((items) => bodies(items).at(-1) === 'toujours là');
    expect(await page.feeds.paginate({ ...place, count: 100 })).toEqual({ more: true });
    await feed.until((items) => bodies(items)[0] === 'm 2400');
  });
});
