import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, EventId, Outgoing, RoomId, RoomSummary } from '../../preload/contract/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import { asTransaction, asUser, join, signIn, standing, startStory, text, untilRead, type Running, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno']);
});
afterAll(() => story.close());

const day = 86_400_000;
/** The same machine, three days later. */
const later = { clock: { now: () => Date.now() + 3 * day } };
const ofRoom = (roomId: RoomId) => `/rooms/${encodeURIComponent(roomId)}`;

/** Bruno, his application, and what he writes with it. */
class Writer {
  readonly #running: Running;
  readonly #account: AccountId;
  readonly #roomId: RoomId;
  #sent = 0;

  constructor(running: Running, account: AccountId, roomId: RoomId) {
    this.#running = running;
    this.#account = account;
    this.#roomId = roomId;
  }

  async send(content: Outgoing): Promise<void> {
    const transactionId = asTransaction(`gap-${(this.#sent += 1)}`);
    await this.#running.page.call('messages.send', { accountId: this.#account, roomId: this.#roomId, transactionId, content });
  }

  /** Texts and where the server has them, once all were sent. */
  async places(last: string): Promise<Map<string, EventId>> {
    const items = await untilRead(this.#running, this.#account, this.#roomId, last);
    return new Map(
      items.flatMap((item) =>
        item.type === 'message' && item.content.kind === 'text' && item.eventId !== null ? [[item.content.body, item.eventId]] : [],
      ),
    );
  }
}

const badge = (agnes: Running) => agnes.headless.host.badges.at(-1);

describe('what is unread in an encrypted room', () => {
  let other: TestDevice;
  let bruno: Running;
  let writer: Writer;
  let roomId: RoomId;
  let account: AccountId;
  let agnes: Running;
  const mention = (): Outgoing =>
    ({ ...text('Agnès, vous êtes là ?'), mentions: { userIds: [asUser('agnes', story)], room: false } }) as Outgoing;
  const room = (holds: (room: RoomSummary) => boolean) => {
    const rooms = agnes.page.feed('rooms', { accountId: account });
    return rooms.until((all) => all.some((one) => one.roomId === roomId && holds(one))).finally(() => rooms.close());
  };

  it('is exact after three days offline, whatever came in between, and with what was read on another device', async () => {
    agnes = await story.start('agnes');
    bruno = await story.start('bruno');
    account = await signIn(agnes, story, 'agnes');
    const his = await signIn(bruno, story, 'bruno');
    other = await story.device('agnes');
    ({ roomId } = await bruno.page.call('rooms.create', { accountId: his, name: 'Budget', invite: [asUser('agnes', story)] }));
    await join(agnes, account, roomId);
    writer = new Writer(bruno, his, roomId);
    await writer.send(text('avant'));
    const items = await untilRead(agnes, account, roomId, 'avant');
    const before = items.findLast((item) => item.type === 'message' && item.eventId !== null);
    if (before?.type !== 'message' || before.eventId === null) throw new Error('nothing to read');
    await agnes.page.call('rooms.markRead', { accountId: account, roomId, eventId: before.eventId });
    await agnes.stop();

    for (let n = 0; n < 40; n += 1)
      await writer.send([5, 20, 35].includes(n) ? ({ ...mention(), body: `m${n}` } as Outgoing) : text(`m${n}`));
    const places = await writer.places('m39');
    const at = (name: string) => places.get(name) as EventId;
    await writer.send({
      kind: 'edit',
      target: at('m30'),
      body: 'm30 corrigé',
      html: null,
      mentions: { userIds: [asUser('agnes', story)], room: false },
    });
    for (const key of ['👍', '🎉', '👀']) await writer.send({ kind: 'reaction', target: at('m31'), key });
    await writer.send({ kind: 'redaction', target: at('m36'), reason: null });
    const host = await story.device('bruno');
    await host.request('PUT', `${ofRoom(roomId)}/state/m.room.topic/`, { topic: 'Agnès' });
    const power = await host.request<{ [key: string]: unknown }>('GET', `${ofRoom(roomId)}/state/m.room.power_levels/`);
    await host.request('PUT', `${ofRoom(roomId)}/state/m.room.power_levels/`, { ...power, invite: 0 });
    await writer.send(text('fin'));
    await writer.places('fin');
    await other.request('POST', `${ofRoom(roomId)}/receipt/m.read.private/${encodeURIComponent(places.get('m10') ?? '')}`, {});

    agnes = await story.start('agnes', later);
    await standing(agnes.page, account, ({ connection }) => connection === 'online');
    // m11 to m39 without the deleted one, and the last; of the mentions m20 and m35.
    await room(({ unread, mentions }) => unread === 29 && mentions === 2);
    await expect.poll(() => badge(agnes)).toEqual({ count: 29, mention: true });
  });

  it('goes when another device of the agent reads it, and comes for what is written after', async () => {
    const last = (await writer.places('fin')).get('fin') ?? '';
    await other.request('POST', `${ofRoom(roomId)}/read_markers`, { 'm.fully_read': last, 'm.read': last });
    await room(({ unread, mentions }) => unread === 0 && mentions === 0);
    await expect.poll(() => badge(agnes)).toEqual({ count: 0, mention: false });
    await writer.send(text('encore'));
    await room(({ unread, mentions }) => unread === 1 && mentions === 0);
  });

  it('is a mention alone where the agent chose so on another device, though the server sees none', async () => {
    await other.request('PUT', `/pushrules/global/room/${encodeURIComponent(roomId)}`, { actions: [] });
    const last = (await writer.places('encore')).get('encore') ?? '';
    await other.request('POST', `${ofRoom(roomId)}/read_markers`, { 'm.read': last });
    await room(({ unread }) => unread === 0);
    await writer.send(text('rien pour elle'));
    await writer.send(mention());
    await room(({ unread, mentions }) => unread === 1 && mentions === 1);
    await expect.poll(() => badge(agnes)).toEqual({ count: 1, mention: true });
  });

  it('is read in a thread by itself, here and on another device', async () => {
    await other.request('DELETE', `/pushrules/global/room/${encodeURIComponent(roomId)}`);
    await room(({ mode }) => mode === 'default');
    await agnes.page.call('rooms.setUnread', { accountId: account, roomId, unread: false });
    await room(({ unread }) => unread === 0);
    const root = (await writer.places('encore')).get('encore') as EventId;
    const inThread = (body: string): Outgoing => ({ ...text(body), thread: { root, latest: root } }) as Outgoing;
    const threads = agnes.page.feed('threads', { accountId: account, roomId });
    await writer.send(inThread('dans le fil'));
    await room(({ unread }) => unread === 1);
    const [thread] = await threads.until(([one]) => one?.unread === 1);
    expect(thread?.eventId).toBe(root);
    const { chunk } = await other.request<{ chunk: { event_id: EventId; type: string }[] }>(
      'GET',
      `${ofRoom(roomId)}/messages?dir=b&limit=5`,
    );
    const newest = chunk.find(({ type }) => type === 'm.room.encrypted')?.event_id as EventId;
    await other.request('POST', `${ofRoom(roomId)}/receipt/m.read/${encodeURIComponent(newest)}`, { thread_id: root });
    await room(({ unread }) => unread === 0);
    await threads.until(([one]) => one?.unread === 0);
    threads.close();
  });

  it('is told to her own devices alone where she does not want to be seen reading', async () => {
    interface Synced {
      rooms: {
        join: {
          [roomId: string]: {
            ephemeral: { events: { type: string; content: object }[] };
            unread_notifications: { notification_count: number };
          };
        };
      };
    }
    const seenBy = async (device: TestDevice) => {
      const joined = (await device.request<Synced>('GET', '/sync?timeout=0')).rooms.join[roomId];
      const receipts = joined?.ephemeral.events.find(({ type }) => type === 'm.receipt')?.content as {
        [event: string]: { [type: string]: object };
      };
      const own = (type: string) =>
        Object.entries(receipts ?? {}).flatMap(([id, types]) => (asUser('agnes', story) in (types[type] ?? {}) ? [id] : []));
      return { unread: joined?.unread_notifications.notification_count, seen: own('m.read'), secret: own('m.read.private') };
    };
    await agnes.page.call('settings.update', { sendReceipts: false });
    await writer.send(text('discret'));
    const place = (await writer.places('discret')).get('discret') as EventId;
    await room(({ unread }) => unread === 1);
    await agnes.page.call('rooms.markRead', { accountId: account, roomId, eventId: place });
    await room(({ unread }) => unread === 0);
    await expect.poll(async () => (await seenBy(other)).unread).toBe(0);
    expect((await seenBy(other)).secret).toContain(place);
    const his = await seenBy(await story.device('bruno'));
    expect(his.seen).not.toContain(place);
    expect(his.secret).toEqual([]);
  });
});
