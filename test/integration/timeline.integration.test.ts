import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageItem, RoomId, TimelineItem } from '../../preload/contract/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import { asRoom, asTransaction, asUser, join, sent, signIn, startStory, text, texts, textsOnServer, type Story } from './story.ts';

let story: Story;
let bruno: TestDevice;
let roomId: RoomId;

beforeAll(async () => {
  story = await startStory(['agnes', 'bruno']);
  bruno = await story.device('bruno');
  const invite = [asUser('agnes', story)];
  const made = await bruno.request<{ room_id: string }>('POST', '/createRoom', { preset: 'public_chat', name: 'Historique', invite });
  roomId = asRoom(made.room_id);
});
afterAll(() => story.close());

let count = 0;
async function put(type: string, content: Record<string, unknown>): Promise<string> {
  const path = `/rooms/${encodeURIComponent(roomId)}/send/${type}/b${++count}`;
  return (await bruno.request<{ event_id: string }>('PUT', path, content)).event_id;
}
const say = (body: string): Promise<string> => put('m.room.message', { msgtype: 'm.text', body });
async function sayMany(prefix: string, many: number): Promise<string[]> {
  const bodies = Array.from({ length: many }, (_, index) => `${prefix} ${index}`);
  for (const body of bodies) await say(body);
  return bodies;
}
const row = (items: readonly TimelineItem[], eventId: string): MessageItem | undefined =>
  items.find((item): item is MessageItem => item.type === 'message' && item.eventId === eventId);

describe('a conversation on a real server', () => {
  it('follows edits, reactions, redactions and receipts, and fills what a lost connection left out', async () => {
    const agnes = await story.start('agnes');
    const account = await signIn(agnes, story, 'agnes');
    await join(agnes, account, roomId);
    const feed = agnes.page.feed('timeline', { accountId: account, roomId });
    const target = await say('Réunion à 14 h');
    await feed.until((items) => row(items, target) !== undefined);

    const about = { event_id: target };
    await put('m.room.message', {
      msgtype: 'm.text',
      body: '* Réunion à 15 h',
      'm.new_content': { msgtype: 'm.text', body: 'Réunion à 15 h' },
      'm.relates_to': { ...about, rel_type: 'm.replace' },
    });
    const thumb = await put('m.reaction', { 'm.relates_to': { ...about, rel_type: 'm.annotation', key: '👍' } });
    const edited = (item: MessageItem | undefined): boolean =>
      item?.edited === true && item.content.kind === 'text' && item.content.body === 'Réunion à 15 h';
    await feed.until((items) => edited(row(items, target)) && row(items, target)?.reactions[0]?.count === 1);
    await bruno.request('PUT', `/rooms/${encodeURIComponent(roomId)}/redact/${encodeURIComponent(thumb)}/r1`, {});
    await feed.until((items) => row(items, target)?.reactions.length === 0);

    await agnes.page.call('messages.send', { accountId: account, roomId, transactionId: asTransaction('own-1'), content: text('Entendu') });
    const items = await feed.until((all) => sent(all, 'Entendu'));
    const own = items.find((item): item is MessageItem => item.type === 'message' && item.own);
    expect(own?.id).toBe('own-1');
    await bruno.request('POST', `/rooms/${encodeURIComponent(roomId)}/receipt/m.read/${encodeURIComponent(own?.eventId ?? '')}`, {});
    await feed.until((all) => row(all, own?.eventId ?? '')?.readByCount === 1);

    await story.proxy.disconnect();
    const missed = await sayMany('manqué', 70);
    await story.proxy.reconnect();
    const all = await feed.until((now) => texts(now).length === missed.length + 2 && !now.some(({ type }) => type === 'gap'), 60_000);
    expect(texts(all)).toEqual(['Réunion à 15 h', 'Entendu', ...missed]);
    await agnes.stop();
  });

  it('a new installation reaches the beginning page by page, in the order of the server', async () => {
    const agnes = await story.start('nouvelle');
    const account = await signIn(agnes, story, 'agnes');
    const feed = agnes.page.feed('timeline', { accountId: account, roomId });
    await feed.until((items) => texts(items).at(-1) === 'manqué 69');
    for (let more = true; more;) ({ more } = await agnes.page.call('timeline.paginate', { accountId: account, roomId, count: 30 }));
    const items = await feed.until((all, { more, loading }) => !more && !loading && all[0]?.type === 'start');
    const onServer = (await textsOnServer(bruno, roomId)).filter((body) => !body.startsWith('* '));
    expect(texts(items)).toEqual(onServer.map((body) => (body === 'Réunion à 14 h' ? 'Réunion à 15 h' : body)));
    expect(items.flatMap((item) => (item.type === 'state' ? [item.change] : []))).toContain('room-created');
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);

    const members = agnes.page.feed('members', { accountId: account, roomId });
    const people = await members.until((_, { complete }) => complete);
    expect(people.map(({ name, role }) => [name, role])).toEqual([
      ['bruno', 'admin'],
      ['agnes', 'member'],
    ]);
    await agnes.stop();
  });
});
