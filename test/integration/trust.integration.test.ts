import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, MessageItem, RoomId, TimelineItem } from '../../preload/contract/index.ts';
import { Peer } from '../peer/index.ts';
import { asRoom, asUser, join, signIn, standing, startStory, type Running, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'carla']);
});
afterAll(() => story.close());

const userOf = (localpart: string) => ({ userId: asUser(localpart, story), localpart, password: `motdepasse-${localpart}` });

/** An encrypted room of the peer that the agent has joined. */
async function roomOf(peer: Peer, running: Running, accountId: AccountId, name: string): Promise<RoomId> {
  const roomId = asRoom(await peer.createRoom({ name, invite: [asUser('agnes', story)] }));
  await join(running, accountId, roomId);
  await peer.knows(roomId, 2);
  return roomId;
}

const messageOf = (items: readonly TimelineItem[], eventId: string): MessageItem | undefined =>
  items.find((item): item is MessageItem => item.type === 'message' && item.eventId === eventId);

describe('the shield of a message', () => {
  it('goes away in the open conversation once the sender has signed the device it came from', async () => {
    const agnes = await story.start('agnes');
    const accountId = await signIn(agnes, story, 'agnes');
    const bruno = await Peer.start(story.server, userOf('bruno'));
    const roomId = await roomOf(bruno, agnes, accountId, 'Signature');
    const timeline = agnes.page.feed('timeline', { accountId, roomId });
    const eventId = await bruno.sendText(roomId, 'avant la signature');
    const before = await timeline.until((items) => messageOf(items, eventId)?.content.kind === 'text');
    expect(messageOf(before, eventId)?.shield).toEqual({ colour: 'red', reason: 'unsigned-device' });

    await bruno.signDevice();
    await timeline.until((items) => messageOf(items, eventId)?.shield === null);

    // A restart finds it so in the store.
    await agnes.stop();
    const again = await story.start('agnes');
    await standing(again.page, accountId, (view) => view.status === 'ready');
    const kept = again.page.feed('timeline', { accountId, roomId });
    const items = await kept.until((all) => messageOf(all, eventId) !== undefined);
    expect(messageOf(items, eventId)?.shield).toBeNull();
    await again.stop();
    bruno.stop();
  });

  it('never stays on a message of a person who signed before, although their keys were not asked for when it came', async () => {
    const agnes = await story.start('autre poste');
    const carla = await Peer.start(story.server, userOf('carla'));
    await carla.signDevice();
    const accountId = await signIn(agnes, story, 'agnes');
    const roomId = await roomOf(carla, agnes, accountId, 'Déjà signée');
    const timeline = agnes.page.feed('timeline', { accountId, roomId });
    const eventId = await carla.sendText(roomId, 'signé d’avance');
    await timeline.until((items) => messageOf(items, eventId)?.content.kind === 'text' && messageOf(items, eventId)?.shield === null);
    await agnes.stop();
    carla.stop();
  });
});
