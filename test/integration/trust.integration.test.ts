import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Peer } from '../peer/index.ts';
import { signIn, standing, startStory, type Story } from './story.ts';
import { messageOf, roomOf, userOf } from './trust-story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'carla']);
});
afterAll(() => story.close());

describe('the shield of a message', () => {
  it('goes away in the open conversation once the sender has signed the device it came from', async () => {
    const agnes = await story.start('agnes');
    const accountId = await signIn(agnes, story, 'agnes');
    const bruno = await Peer.start(story.server, userOf(story, 'bruno'));
    const roomId = await roomOf(story, bruno, agnes, accountId, 'Signature');
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
    const carla = await Peer.start(story.server, userOf(story, 'carla'));
    await carla.signDevice();
    const accountId = await signIn(agnes, story, 'agnes');
    const roomId = await roomOf(story, carla, agnes, accountId, 'Déjà signée');
    const timeline = agnes.page.feed('timeline', { accountId, roomId });
    const eventId = await carla.sendText(roomId, 'signé d’avance');
    await timeline.until((items) => messageOf(items, eventId)?.content.kind === 'text' && messageOf(items, eventId)?.shield === null);
    await agnes.stop();
    carla.stop();
  });
});
