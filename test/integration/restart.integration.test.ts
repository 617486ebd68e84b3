import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import { asRoom, asUser, join, sent, signIn, standing, startStory, type Running, type Story } from './story.ts';

let story: Story;
let bruno: TestDevice;
let roomId: RoomId;
let account: AccountId;
let agnes: Running;

beforeAll(async () => {
  story = await startStory(['agnes', 'bruno']);
  bruno = await story.device('bruno');
  const invite = [asUser('agnes', story)];
  const made = await bruno.request<{ room_id: string }>('POST', '/createRoom', { preset: 'public_chat', name: 'Lectures', invite });
  roomId = asRoom(made.room_id);
  agnes = await story.start('agnes');
  account = await signIn(agnes, story, 'agnes');
  await join(agnes, account, roomId);
});
afterAll(() => story.close());

const path = (room: RoomId) => `/rooms/${encodeURIComponent(room)}`;
const markers = () => story.proxy.seen.filter((seen) => seen.path.includes('/read_markers'));

describe('after a restart', () => {
  it('the server is told, once, what was read while it could not be reached', async () => {
    const said = await bruno.request<{ event_id: string }>('PUT', `${path(roomId)}/send/m.room.message/1`, {
      msgtype: 'm.text',
      body: 'à lire',
    });
    const timeline = agnes.page.feed('timeline', { accountId: account, roomId });
    const items = await timeline.until((all) => sent(all, 'à lire'));
    const last = items.findLast((item) => item.type === 'message');
    if (last?.type !== 'message' || last.eventId === null) throw new Error('the message has no event');
    expect(last.eventId).toBe(said.event_id);
    const rooms = agnes.page.feed('rooms', { accountId: account });
    await rooms.until(([room]) => (room?.unread ?? 0) > 0);

    await story.proxy.disconnect();
    await agnes.page.call('rooms.markRead', { accountId: account, roomId, eventId: last.eventId });
    await rooms.until(([room]) => room?.unread === 0);
    await agnes.stop();
    expect(markers()).toEqual([]);

    await story.proxy.reconnect();
    agnes = await story.start('agnes');
    await standing(agnes.page, account, (view) => view.connection === 'online', 60_000);
    await expect.poll(() => markers().map(({ status }) => status), { timeout: 20_000 }).toEqual([200]);
    const phone = await story.device('agnes');
    const marker = await phone.request(
      'GET',
      `/user/${encodeURIComponent(asUser('agnes', story))}${path(roomId)}/account_data/m.fully_read`,
    );
    expect(marker).toEqual({ event_id: said.event_id });
    await agnes.stop();

    agnes = await story.start('agnes');
    await standing(agnes.page, account, (view) => view.connection === 'online', 60_000);
    await agnes.stop();
    expect(markers()).toHaveLength(1);
  });

  it('the rooms are there before the server is asked, with when it last answered', async () => {
    story.proxy.seen.splice(0);
    agnes = await story.start('agnes');
    const view = await standing(agnes.page, account, ({ status }) => status === 'ready');
    expect(Date.now() - (view.lastSyncAt ?? 0)).toBeLessThan(600_000);
    await agnes.page.feed('rooms', { accountId: account }).until((rooms, { complete }) => complete && rooms.length === 1);
    expect(story.proxy.seen).toEqual([]);
    await expect.poll(() => story.proxy.seen.some((seen) => seen.path.includes('/sync')), { timeout: 20_000 }).toBe(true);
    await agnes.stop();
  });
});
