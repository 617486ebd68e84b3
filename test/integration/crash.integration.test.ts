import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChild } from './child.ts';
import {
  asRoom,
  asTransaction,
  asUser,
  join,
  signIn,
  standing,
  startStory,
  text,
  texts,
  textsOnServer,
  untilRead,
  type Story,
} from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'chloe']);
});
afterAll(() => story.close());

describe('a crash in the middle of sending', () => {
  it('loses nothing, repeats nothing and keeps the order, in clear and encrypted rooms', async () => {
    const bruno = await story.device('bruno');
    const { room_id } = await bruno.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'public_chat',
      invite: [asUser('agnes', story)],
    });
    const clear = asRoom(room_id);
    const chloe = await story.start('chloe');
    const other = await signIn(chloe, story, 'chloe');

    const child = await startChild(story.folder('agnes'), { user: 'agnes', password: 'motdepasse-agnes', url: story.proxy.url });
    const { accountId } = await standing(child.page, null, (view) => view.connection === 'online');
    await join(child, accountId, clear);
    const { roomId: secret } = await child.page.call('rooms.create', {
      accountId,
      name: 'Secret',
      invite: [asUser('chloe', story)],
    });
    await join(chloe, other, secret);

    // Answers come late, and the fourth one of each room is held for ever: the server has it, the application does not know.
    story.proxy.add({ match: /^PUT .*\/send\//, fault: { kind: 'latency', ms: 60 } });
    const names = ['un', 'deux', 'trois', 'quatre', 'cinq', 'six'];
    const sendAll = names.flatMap((name, index) =>
      [clear, secret].map((roomId) =>
        child.page.call('messages.send', {
          accountId,
          roomId,
          transactionId: asTransaction(`${roomId === clear ? 'c' : 's'}${index}`),
          content: text(name),
        }),
      ),
    );
    await Promise.all(sendAll);
    const sends = (): number => story.proxy.seen.filter(({ method, path }) => method === 'PUT' && path.includes('/send/')).length;
    while (sends() < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    await child.kill();
    expect((await textsOnServer(bruno, clear)).length).toBeLessThan(names.length);

    story.proxy.clear();
    const agnes = await story.start('agnes');
    await standing(agnes.page, accountId, (view) => view.status === 'ready');
    await agnes.page.feed('sendQueue', { accountId }).until((waiting) => waiting.length === 0, 60_000);
    expect(await textsOnServer(bruno, clear)).toEqual(names);
    expect(texts(await untilRead(chloe, other, secret, 'six'))).toEqual(names);
    expect(texts(await untilRead(agnes, accountId, secret, 'six'))).toEqual(names);
  });
});
