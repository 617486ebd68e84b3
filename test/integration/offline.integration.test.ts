import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoomId } from '../../preload/contract/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
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
let bruno: TestDevice;

beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'chloe']);
  bruno = await story.device('bruno');
});
afterAll(() => story.close());

/** A clear room of Bruno's that the agent is in. */
async function clearRoom(name: string, localpart: string): Promise<RoomId> {
  const invite = [asUser(localpart, story)];
  const { room_id } = await bruno.request<{ room_id: string }>('POST', '/createRoom', { preset: 'public_chat', name, invite });
  return asRoom(room_id);
}

describe('without a network', () => {
  it('two agents write to one another encrypted; after a restart with the server down all is readable, and what is typed goes out once', async () => {
    const agnes = await story.start('agnes');
    const chloe = await story.start('chloe');
    const account = await signIn(agnes, story, 'agnes');
    const other = await signIn(chloe, story, 'chloe');
    const { roomId } = await agnes.page.call('rooms.create', {
      accountId: account,
      name: 'Projet',
      invite: [asUser('chloe', story)],
    });
    await join(chloe, other, roomId);
    await agnes.page.call('messages.send', {
      accountId: account,
      roomId,
      transactionId: asTransaction('a1'),
      content: text('Bonjour Chloé'),
    });
    await untilRead(chloe, other, roomId, 'Bonjour Chloé');
    await chloe.page.call('messages.send', {
      accountId: other,
      roomId,
      transactionId: asTransaction('c1'),
      content: text('Bonjour Agnès'),
    });
    await untilRead(agnes, account, roomId, 'Bonjour Agnès');
    await agnes.stop();

    await story.proxy.disconnect();
    const again = await story.start('agnes');
    const view = await standing(again.page, account, ({ connection }) => connection === 'offline');
    expect(view).toMatchObject({ status: 'ready', problem: 'network.unreachable', displayName: 'agnes' });
    const rooms = again.page.feed('rooms', { accountId: account });
    const [room] = await rooms.until((items) => items.length === 1);
    expect(room).toMatchObject({ title: { text: 'Projet' }, encrypted: true, preview: { text: 'Bonjour Agnès' } });
    const timeline = again.page.feed('timeline', { accountId: account, roomId });
    await timeline.until((items) => texts(items).join() === 'Bonjour Chloé,Bonjour Agnès');
    for (const n of [1, 2, 3]) {
      await again.page.call('messages.send', {
        accountId: account,
        roomId,
        transactionId: asTransaction(`o${n}`),
        content: text(`hors ligne ${n}`),
      });
    }
    await timeline.until((items) => items.filter((item) => item.type === 'message' && item.status === 'queued').length === 3);

    await story.proxy.reconnect();
    const items = await untilRead(chloe, other, roomId, 'hors ligne 3');
    expect(texts(items)).toEqual(['Bonjour Chloé', 'Bonjour Agnès', 'hors ligne 1', 'hors ligne 2', 'hors ligne 3']);
    const queue = again.page.feed('sendQueue', { accountId: account });
    await queue.until((waiting) => waiting.length === 0);
    expect(texts(timeline.items())).toEqual(texts(items));
    await again.stop();
    await chloe.stop();
  });

  it('the queue keeps its order and sends each message once when every answer is lost', async () => {
    const roomId = await clearRoom('Réponses perdues', 'agnes');
    const agnes = await story.start('perdues');
    const account = await signIn(agnes, story, 'agnes');
    await join(agnes, account, roomId);
    story.proxy.add({ match: /^PUT .*\/send\//, fault: { kind: 'cut', at: 'before-headers' }, times: 3 });
    story.proxy.add({ match: /^PUT .*\/send\//, fault: { kind: 'status', status: 429, retryAfterMs: 200 }, times: 2 });
    story.proxy.add({ match: /^PUT .*\/send\//, fault: { kind: 'status', status: 502 }, times: 1 });
    const bodies = ['un', 'deux', 'trois', 'quatre'];
    for (const [index, body] of bodies.entries()) {
      await agnes.page.call('messages.send', {
        accountId: account,
        roomId,
        transactionId: asTransaction(`p${index}`),
        content: text(body),
      });
    }
    await agnes.page.feed('sendQueue', { accountId: account }).until((waiting) => waiting.length === 0, 60_000);
    expect(await textsOnServer(bruno, roomId)).toEqual(bodies);
    await agnes.stop();
  });

  it('a refused message holds back those behind it until the agent decides, and other rooms go on', async () => {
    const [closed, free] = [await clearRoom('Fermé', 'agnes'), await clearRoom('Ouvert', 'agnes')];
    const agnes = await story.start('refus');
    const account = await signIn(agnes, story, 'agnes');
    for (const roomId of [closed, free]) await join(agnes, account, roomId);
    const send = (roomId: RoomId, name: string, body: string) =>
      agnes.page.call('messages.send', { accountId: account, roomId, transactionId: asTransaction(`r-${name}`), content: text(body) });
    await bruno.request('PUT', `/rooms/${encodeURIComponent(closed)}/state/m.room.power_levels/`, { events_default: 50 });
    await send(closed, 'premier', 'refusé');
    await send(closed, 'second', 'derrière');
    await send(free, 'tiers', 'ailleurs');
    const queue = agnes.page.feed('sendQueue', { accountId: account });
    await queue.until((items) => items.map((item) => item.status).join() === 'failed,queued');
    await bruno.request('PUT', `/rooms/${encodeURIComponent(closed)}/state/m.room.power_levels/`, { events_default: 0 });
    await agnes.page.call('messages.retry', { accountId: account, roomId: closed, transactionId: asTransaction('r-premier') });
    await queue.until((items) => items.length === 0);
    expect(await textsOnServer(bruno, free)).toEqual(['ailleurs']);
    expect(await textsOnServer(bruno, closed)).toEqual(['refusé', 'derrière']);
    await agnes.stop();
  });
});
