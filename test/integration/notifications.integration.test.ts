import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asRoom, asTransaction, asUser, join, signIn, startStory, text, untilRead, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno']);
});
afterAll(() => story.close());

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 200 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(holds()).toBe(true);
};

describe('what the agent is told outside the window', () => {
  it('an encrypted message notifies once it is read, counts on the badge, opens its room, and goes when the room is looked at', async () => {
    const agnes = await story.start('agnes');
    const bruno = await story.start('bruno');
    const account = await signIn(agnes, story, 'agnes');
    const other = await signIn(bruno, story, 'bruno');
    const { roomId } = await bruno.page.call('rooms.createDirect', { accountId: other, userId: asUser('agnes', story) });
    await join(agnes, account, roomId);
    const send = (name: string, body: string) =>
      bruno.page.call('messages.send', { accountId: other, roomId, transactionId: asTransaction(name), content: text(body) });
    await send('n1', 'Réunion à 14 h');
    const { shown, cleared, badges } = agnes.headless.host;
    await until(() => shown.some((one) => one.body === 'Réunion à 14 h'));
    const message = shown.find((one) => one.body === 'Réunion à 14 h');
    expect(message?.title).toBe('bruno');
    await until(() => (badges.at(-1)?.count ?? 0) > 0);

    const asked: unknown[] = [];
    agnes.page.client.on('app.openRoom', (payload) => asked.push(payload));
    message?.onClick();
    await until(() => asked.length === 1);
    expect(asked[0]).toMatchObject({ accountId: account, roomId, live: true, thread: null });
    await agnes.page.call('app.setFocus', { accountId: account, roomId });
    await until(() => cleared.includes(message?.tag ?? ''));

    const before = shown.length;
    await send('n2', 'Vous êtes là ?');
    const items = await untilRead(agnes, account, roomId, 'Vous êtes là ?');
    const last = items.findLast((item) => item.type === 'message');
    if (last?.type !== 'message' || last.eventId === null) throw new Error('the message has no id');
    await agnes.page.call('rooms.markRead', { accountId: account, roomId, eventId: last.eventId });
    await until(() => badges.at(-1)?.count === 0);
    expect(shown.length).toBe(before);
    const rooms = agnes.page.feed('rooms', { accountId: account });
    await rooms.until(([room]) => room?.unread === 0);
    await agnes.page.call('rooms.setFavourite', { accountId: account, roomId: asRoom(roomId), favourite: true });
    await rooms.until(([room]) => room?.favourite === true);
    await agnes.page.call('rooms.leave', { accountId: account, roomId });
    await rooms.until((all) => all.length === 0);
  });
});
