import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import { Peer, until } from '../peer/index.ts';
import { asRoom, asTransaction, asUser, join, signIn, standing, startStory, text, type Running, type Story } from './story.ts';
import { untilIdentity, untilMessage, userOf } from './trust-story.ts';

let story: Story;
let agnes: Running;
let bruno: Running;
let agnesId: AccountId;
let brunoId: AccountId;
let carla: Peer;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'carla', 'dora']);
  [agnes, bruno] = [await story.start('agnes'), await story.start('bruno')];
  agnesId = await signIn(agnes, story, 'agnes');
  brunoId = await signIn(bruno, story, 'bruno');
  await untilIdentity(agnes, agnesId);
  await untilIdentity(bruno, brunoId);
  carla = await Peer.start(story.server, userOf(story, 'carla'));
  await carla.signDevice();
});
afterAll(async () => {
  carla.stop();
  await story.close();
});

let turn = 0;
const isText = (body: string) => (message: { content: { kind: string; body?: unknown } }) =>
  message.content.kind === 'text' && message.content.body === body;

async function send(roomId: RoomId, body: string): Promise<void> {
  await agnes.page.call('messages.send', {
    accountId: agnesId,
    roomId,
    transactionId: asTransaction(`past${turn++}`),
    content: text(body),
  });
  await untilMessage(agnes, agnesId, roomId, (message) => isText(body)(message) && message.status === 'sent' && message.eventId !== null);
}

/** A room of agnes alone, made by carla, whose history new members may read: our own rooms have none such. */
async function openRoom(): Promise<RoomId> {
  const roomId = asRoom(await carla.createRoom({ name: 'Ouvert', invite: [asUser('agnes', story)] }));
  await join(agnes, agnesId, roomId);
  await carla.client.setPowerLevel(roomId, asUser('agnes', story), 100);
  await carla.knows(roomId, 2);
  return roomId;
}

const invite = (roomId: RoomId, localpart: string) =>
  agnes.page.call('rooms.invite', { accountId: agnesId, roomId, userId: asUser(localpart, story) });

describe('the history of an encrypted room', () => {
  it('can be read by whom an agent invites, where new members may read it', async () => {
    const roomId = await openRoom();
    await send(roomId, 'avant bruno');
    await invite(roomId, 'bruno');
    await join(bruno, brunoId, roomId);
    const read = await untilMessage(bruno, brunoId, roomId, isText('avant bruno'));
    // The key did not come from the device that sent.
    expect(read.shield).toEqual({ colour: 'grey', reason: 'authenticity-not-guaranteed' });
  });

  it('can be read also where devices that are not signed are excluded', async () => {
    const roomId = await openRoom();
    await send(roomId, 'sans exclus');
    await bruno.page.call('settings.update', { excludeUnsignedDevices: true });
    await invite(roomId, 'bruno');
    await join(bruno, brunoId, roomId);
    await untilMessage(bruno, brunoId, roomId, isText('sans exclus'));
    await bruno.page.call('settings.update', { excludeUnsignedDevices: false });
  });

  it('is taken after a restart, where it could not be fetched before', async () => {
    const roomId = await openRoom();
    await send(roomId, 'pendant la panne');
    const broken = story.proxy.add({ match: /^GET .*\/media\/download\//u, fault: { kind: 'status', status: 503 } });
    await invite(roomId, 'bruno');
    await join(bruno, brunoId, roomId);
    await broken.struck;
    await bruno.stop();
    broken.remove();
    bruno = await story.start('bruno');
    await standing(bruno.page, brunoId, (view) => view.connection === 'online');
    await untilMessage(bruno, brunoId, roomId, isText('pendant la panne'));
  });

  it('goes to another client, and comes from one', async () => {
    const ours = await openRoom();
    await send(ours, 'avant dora');
    const dora = await Peer.start(story.server, userOf(story, 'dora'));
    await dora.signDevice();
    await invite(ours, 'dora');
    await until('dora is invited', () => dora.client.getRoom(ours));
    await dora.join(ours);
    await dora.receives(ours, (message) => message.content.body === 'avant dora');
    dora.stop();

    const theirs = asRoom(await carla.createRoom({ name: 'De carla' }));
    await carla.knows(theirs, 1);
    await carla.sendText(theirs, 'avant bruno aussi');
    await carla.client.invite(theirs, asUser('bruno', story));
    await join(bruno, brunoId, theirs);
    await untilMessage(bruno, brunoId, theirs, isText('avant bruno aussi'));
  });

  it('of a private room of ours is given to nobody', async () => {
    const { roomId } = await agnes.page.call('rooms.create', { accountId: agnesId, name: 'Fermé', invite: [] });
    await send(roomId, 'entre nous');
    const before = story.proxy.seen.length;
    await invite(roomId, 'bruno');
    await join(bruno, brunoId, roomId);
    await send(roomId, 'à deux');
    await untilMessage(bruno, brunoId, roomId, isText('à deux'));
    expect(story.proxy.seen.slice(before).filter(({ path }) => path.includes('/media/'))).toEqual([]);
    const timeline = bruno.page.feed('timeline', { accountId: brunoId, roomId });
    const items = await timeline.until((all) => all.length > 0);
    timeline.close();
    expect(items.some((item) => item.type === 'message' && isText('entre nous')(item))).toBe(false);
  });
});
