import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import { Peer } from '../peer/index.ts';
import { asRoom, asTransaction, asUser, join, signIn, standing, startStory, text, type Running, type Story } from './story.ts';
import { untilIdentity, untilMessage, userOf } from './trust-story.ts';

let story: Story;
let agnes: Running;
let accountId: AccountId;
/** Stays in the rooms, and moderates them. */
let carla: Peer;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'carla']);
  agnes = await story.start('agnes');
  accountId = await signIn(agnes, story, 'agnes');
  await untilIdentity(agnes, accountId);
  carla = await Peer.start(story.server, userOf(story, 'carla'));
});
afterAll(async () => {
  carla.stop();
  await story.close();
});

let turn = 0;
const read = (body: string) => (message: { content: { body?: unknown } }) => message.content.body === body;
/** Sends, and waits until the server has it. */
async function send(roomId: RoomId, body: string): Promise<string> {
  await agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction(`member${turn++}`), content: text(body) });
  const sent = await untilMessage(
    agnes,
    accountId,
    roomId,
    ({ content, status, eventId }) => content.kind === 'text' && content.body === body && status === 'sent' && eventId !== null,
  );
  return sent.eventId ?? '';
}

/** A room of carla with agnes and bruno, in which bruno has read what agnes wrote. */
async function roomWith(bruno: Peer): Promise<RoomId> {
  const roomId = asRoom(await carla.createRoom({ name: 'Rotation', invite: [asUser('agnes', story), bruno.userId] }));
  await join(agnes, accountId, roomId);
  await bruno.join(roomId);
  await carla.knows(roomId, 3);
  await bruno.knows(roomId, 3);
  await send(roomId, 'à trois');
  await bruno.receives(roomId, read('à trois'));
  return roomId;
}

/** The session of a message as the server has it: its key is what was shared. */
async function sessionOf(roomId: RoomId, eventId: string): Promise<string> {
  const event = (await carla.client.fetchRoomEvent(roomId, eventId)) as { content?: { session_id?: string } };
  return event.content?.session_id ?? '';
}

/** Whether this client could decrypt the message if the server gave it to it. */
async function canRead(peer: Peer, roomId: RoomId, eventId: string): Promise<boolean> {
  const keys = (await peer.client.getCrypto()?.exportRoomKeys()) ?? [];
  const session = await sessionOf(roomId, eventId);
  return keys.some((key) => key.session_id === session);
}

/** Waits until agnes' application has heard of it. */
const untilMember = async (roomId: RoomId, userId: string, there: boolean): Promise<void> => {
  const members = agnes.page.feed('members', { accountId, roomId });
  await members.until((items) => items.some((member) => member.userId === userId && member.membership === 'join') === there);
  members.close();
};

describe('the keys of what follows', () => {
  const leave = {
    'is removed': (roomId: RoomId, bruno: Peer) => carla.client.kick(roomId, bruno.userId),
    'is banned': (roomId: RoomId, bruno: Peer) => carla.client.ban(roomId, bruno.userId),
    leaves: (roomId: RoomId, bruno: Peer) => bruno.client.leave(roomId),
  };
  for (const [how, go] of Object.entries(leave)) {
    it(`are not given to the devices of a member who ${how}`, async () => {
      const bruno = await Peer.start(story.server, userOf(story, 'bruno'));
      const roomId = await roomWith(bruno);
      await go(roomId, bruno);
      await untilMember(roomId, bruno.userId, false);
      const eventId = await send(roomId, 'sans bruno');
      await carla.receives(roomId, read('sans bruno'));
      expect(await canRead(carla, roomId, eventId)).toBe(true);
      expect(await canRead(bruno, roomId, eventId)).toBe(false);
      bruno.stop();
    });
  }

  it('are not given to a member who left while the application was closed', async () => {
    const bruno = await Peer.start(story.server, userOf(story, 'bruno'));
    const roomId = await roomWith(bruno);
    await agnes.stop();
    await bruno.client.leave(roomId);
    agnes = await story.start('agnes');
    await standing(agnes.page, accountId, (view) => view.connection === 'online');
    await untilMember(roomId, bruno.userId, false);
    const eventId = await send(roomId, 'après son départ');
    await carla.receives(roomId, read('après son départ'));
    expect(await canRead(bruno, roomId, eventId)).toBe(false);
    bruno.stop();
  });

  it('are not given to a device that was signed out, but to the others of the same person', async () => {
    const stays = await Peer.start(story.server, userOf(story, 'bruno'), 'Reste');
    const goes = await Peer.start(story.server, userOf(story, 'bruno'), 'Part');
    const roomId = await roomWith(stays);
    const before = await send(roomId, 'aux deux');
    await goes.receives(roomId, read('aux deux'));
    expect(await canRead(goes, roomId, before)).toBe(true);
    await goes.client.http.authedRequest('POST' as never, '/logout');
    // Two devices had the key of the session; the one that is gone makes it change.
    let eventId = '';
    for (let tries = 0; tries < 20; tries++) {
      eventId = await send(roomId, `au seul ${tries}`);
      if ((await sessionOf(roomId, eventId)) !== (await sessionOf(roomId, before))) break;
    }
    await stays.receives(roomId, ({ eventId: id, undecryptable }) => id === eventId && !undecryptable);
    expect(await sessionOf(roomId, eventId)).not.toBe(await sessionOf(roomId, before));
    expect(await canRead(goes, roomId, eventId)).toBe(false);
    stays.stop();
    goes.stop();
  });
});
