import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, MessageContent, MessageItem, Outgoing, RoomId, TimelineItem } from '../../preload/contract/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import { asRoom, asTransaction, asUser, join, signIn, standing, startStory, text, type Running, type Story } from './story.ts';

let story: Story;
let agnes: Running;
let accountId: AccountId;
let bruno: TestDevice;
let room: RoomId;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno'], { config: { max_event_delay_duration: '7d' } });
  agnes = await story.start('agnes');
  accountId = await signIn(agnes, story, 'agnes');
  bruno = await story.device('bruno');
  const { room_id } = await bruno.request<{ room_id: string }>('POST', '/createRoom', {
    preset: 'public_chat',
    invite: [asUser('agnes', story)],
  });
  room = asRoom(room_id);
  await join(agnes, accountId, room);
});
afterAll(() => story.close());

type Event = {
  event_id: string;
  type: string;
  content: { [key: string]: unknown; body?: string };
  unsigned?: { redacted_because?: object };
};
const onServer = async (): Promise<Event[]> => {
  const { chunk } = await bruno.request<{ chunk: Event[] }>('GET', `/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=100`);
  return chunk.reverse();
};
let count = 0;
const send = async (content: Outgoing) => {
  const transactionId = asTransaction(`queue-${(count += 1)}`);
  await agnes.page.call('messages.send', { accountId, roomId: room, transactionId, content });
  return transactionId;
};
const row = (items: readonly TimelineItem[], id: string) => items.find((item): item is MessageItem => item.id === id);
const timeline = () => agnes.page.feed('timeline', { accountId, roomId: room });
const emptied = async () => {
  const queue = agnes.page.feed('sendQueue', { accountId });
  await queue.until((items) => items.length === 0, 60_000);
  queue.close();
};
/** Without network, also over a restart. */
const offline = () => story.proxy.disconnect();
const online = async () => {
  await story.proxy.reconnect();
  await standing(agnes.page, accountId, (view) => view.connection === 'online', 60_000);
  await emptied();
};

describe('what is about a message that still waits', () => {
  it('stands on it at once, survives a restart, and reaches the server about its event', async () => {
    await offline();
    const question = await send(text('à quelle heure ?'));
    const answer = await send({ ...text('à 14 h'), replyTo: question } as Outgoing);
    await send({ kind: 'reaction', target: question, key: '👍' });
    await send({ kind: 'edit', target: question, body: 'À quelle heure ?', html: null });
    await agnes.stop();
    agnes = await story.start('agnes');
    await standing(agnes.page, accountId, (view) => view.status === 'ready');
    const open = timeline();
    const items = await open.until((all) => row(all, question)?.reactions.length === 1);
    expect(row(items, question)).toMatchObject({ eventId: null, content: { body: 'À quelle heure ?' } });
    expect(row(items, answer)?.replyTo).toMatchObject({ eventId: question, excerpt: { kind: 'text', text: 'À quelle heure ?' } });
    open.close();
    await online();
    const events = await onServer();
    const asked = events.find(({ content }) => /^à quelle heure/iu.test(content.body ?? ''));
    const relations = events.map(({ content }) => content['m.relates_to']);
    expect(relations).toContainEqual({ rel_type: 'm.annotation', event_id: asked?.event_id, key: '👍' });
    expect(relations).toContainEqual({ 'm.in_reply_to': { event_id: asked?.event_id } });
    const after = timeline();
    const bodyOf = (content: MessageContent | undefined) => (content?.kind === 'text' ? content.body : null);
    const shown = await after.until(
      (all) => row(all, question)?.status === 'sent' && bodyOf(row(all, question)?.content) === 'À quelle heure ?',
    );
    expect(row(shown, question)?.eventId).toBe(asked?.event_id);
    after.close();
  });

  it('an edit of what may have arrived is an event of its own, once it is known', async () => {
    story.proxy.add({ match: /^PUT .*\/send\//, fault: { kind: 'latency', ms: 1500 } });
    const message = await send(text('premier jet'));
    await expect.poll(() => story.proxy.seen.some(({ path }) => path.includes(message)), { timeout: 20_000 }).toBe(true);
    await send({ kind: 'edit', target: message, body: 'second jet', html: null });
    story.proxy.clear();
    await emptied();
    const events = await onServer();
    const first = events.find(({ content }) => content.body === 'premier jet');
    const edit = events.find(({ content }) => content.body === '* second jet');
    expect(edit?.content['m.relates_to']).toEqual({ rel_type: 'm.replace', event_id: first?.event_id });
  });

  it('goes with it when it is deleted; answers stay; what the server had all the same is redacted', async () => {
    await offline();
    const wrong = await send(text('pour un autre salon'));
    await send({ kind: 'reaction', target: wrong, key: '🙈' });
    await send({ ...text('réponse qui reste'), replyTo: wrong } as Outgoing);
    await send({ kind: 'redaction', target: wrong, reason: null });
    await online();
    const bodies = (await onServer()).map(({ content }) => content.body);
    expect(bodies).not.toContain('pour un autre salon');
    expect(bodies).toContain('réponse qui reste');

    story.proxy.add({ match: /^PUT .*\/send\//, fault: { kind: 'latency', ms: 1500 } });
    const late = await send(text('trop tard'));
    const queue = agnes.page.feed('sendQueue', { accountId });
    await expect.poll(() => story.proxy.seen.some(({ path }) => path.includes(late)), { timeout: 20_000 }).toBe(true);
    await agnes.page.call('messages.discard', { accountId, roomId: room, transactionId: late });
    await queue.until((items) => items.every(({ transactionId }) => transactionId !== late));
    queue.close();
    story.proxy.clear();
    await expect
      .poll(async () => (await onServer()).filter(({ unsigned }) => unsigned?.redacted_because).length, { timeout: 20_000 })
      .toBe(1);
    expect((await onServer()).map(({ content }) => content.body)).not.toContain('trop tard');
  });

  it('that is nowhere is refused', async () => {
    const nothing = asTransaction('jamais-vu');
    await expect(send({ kind: 'reaction', target: nothing, key: '👍' })).rejects.toMatchObject({ code: 'message.unknown' });
    await send({ ...text('répond à rien'), replyTo: nothing } as Outgoing);
    await emptied();
    const found = (await onServer()).find(({ content }) => content.body === 'répond à rien');
    expect(found?.content['m.relates_to']).toBeUndefined();
  });

  it('a message that failed is sent again as it was changed', async () => {
    const powers = `/rooms/${encodeURIComponent(room)}/state/m.room.power_levels/`;
    const levels = await bruno.request<{ [key: string]: unknown }>('GET', powers);
    await bruno.request('PUT', powers, { ...levels, events_default: 50 });
    const refused = await send(text('pas le droit'));
    const open = timeline();
    const items = await open.until((all) => row(all, refused)?.status === 'failed');
    expect(row(items, refused)?.failure).toBe('forbidden');
    open.close();
    await bruno.request('PUT', powers, levels);
    await send({ kind: 'edit', target: refused, body: 'à présent oui', html: null });
    await emptied();
    const bodies = (await onServer()).map(({ content }) => content.body);
    expect([bodies.includes('à présent oui'), bodies.includes('pas le droit')]).toEqual([true, false]);
  });
});

describe('messages for later (MSC4140)', () => {
  const later = (body: string, ms: number, roomId = room) =>
    agnes.page.call('scheduled.create', {
      accountId,
      roomId,
      transactionId: asTransaction(`later-${(count += 1)}`),
      content: text(body),
      sendAt: Date.now() + ms,
    });
  const listed = async (roomId = room) => (await agnes.page.call('scheduled.list', { accountId, roomId })).messages;

  it('are held by the server, listed, cancelled, sent now or at their time', async () => {
    expect(await agnes.page.call('scheduled.support', { accountId })).toEqual({ maxDelayMs: 7 * 24 * 3_600_000 });
    await later('demain', 24 * 3_600_000);
    await later('tout à l’heure', 3_600_000);
    await later('bientôt', 2_000);
    expect((await listed()).map(({ body }) => body)).toEqual(['bientôt', 'tout à l’heure', 'demain']);
    const [, second, third] = await listed();
    if (!second || !third) throw new Error('not listed');
    await agnes.page.call('scheduled.act', { accountId, roomId: room, delayId: third.delayId, action: 'cancel' });
    await agnes.page.call('scheduled.act', { accountId, roomId: room, delayId: second.delayId, action: 'send' });
    const bodies = async () => (await onServer()).map(({ content }) => content.body);
    await expect.poll(bodies, { timeout: 20_000 }).toEqual(expect.arrayContaining(['tout à l’heure', 'bientôt']));
    expect(await bodies()).not.toContain('demain');
    expect(await listed()).toEqual([]);
    await expect(
      agnes.page.call('scheduled.act', { accountId, roomId: room, delayId: third.delayId, action: 'send' }),
    ).rejects.toMatchObject({
      code: 'message.unknown',
    });
  });

  it('are refused beyond what the server takes, and encrypted at once where the room is', async () => {
    await expect(later('dans un mois', 30 * 24 * 3_600_000)).rejects.toMatchObject({ code: 'scheduled.too-far' });
    const { roomId } = await agnes.page.call('rooms.create', { accountId, name: 'Secret', invite: [] });
    story.proxy.seen.length = 0;
    await later('secret de demain', 3_600_000, roomId);
    const [sent] = story.proxy.seen.filter(({ path }) => path.includes('msc4140.delay'));
    expect(sent?.path).toContain('/send/m.room.encrypted/');
    expect(sent?.body).not.toContain('secret de demain');
    expect(await listed(roomId)).toMatchObject([{ body: 'secret de demain' }]);
    await agnes.stop();
    agnes = await story.start('agnes');
    await standing(agnes.page, accountId, (view) => view.connection === 'online');
    expect(await listed(roomId)).toMatchObject([{ body: 'secret de demain' }]);
  });
});

describe('a server that takes no messages for later', () => {
  it('is said to take none', async () => {
    const other = await startStory(['carine']);
    try {
      const carine = await other.start('carine');
      const account = await signIn(carine, other, 'carine');
      expect(await carine.page.call('scheduled.support', { accountId: account })).toEqual({ maxDelayMs: null });
    } finally {
      await other.close();
    }
  });
});
