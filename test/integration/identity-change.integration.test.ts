import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import { Peer } from '../peer/index.ts';
import { asTransaction, signIn, startStory, text, type Running, type Story } from './story.ts';
import { roomOf, untilIdentity, untilMessage, untilTrust, userOf, verify } from './trust-story.ts';

let story: Story;
let agnes: Running;
let accountId: AccountId;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'carla', 'denis']);
  agnes = await story.start('agnes');
  accountId = await signIn(agnes, story, 'agnes');
  await untilIdentity(agnes, accountId);
});
afterAll(() => story.close());

let turn = 0;
const send = (roomId: RoomId, body: string) =>
  agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction(`identity${turn++}`), content: text(body) });
const ours = (roomId: RoomId, body: string, status: string) =>
  untilMessage(agnes, accountId, roomId, ({ content, status: now }) => content.kind === 'text' && content.body === body && now === status);
const read = (body: string) => (message: { content: { body?: unknown } }) => message.content.body === body;

describe('a person who was verified and has another identity', () => {
  it('gets nothing until the agent accepts it; what was written then goes out by itself', async () => {
    const bruno = await Peer.start(story.server, userOf(story, 'bruno'));
    await bruno.signDevice();
    const roomId = await roomOf(story, bruno, agnes, accountId, 'Vérifié');
    await verify(story, agnes, accountId, bruno, roomId);
    await untilTrust(agnes, accountId, roomId, ['verified']);
    await send(roomId, 'entre nous');
    await bruno.receives(roomId, read('entre nous'));

    await bruno.replaceIdentity(userOf(story, 'bruno'));
    await untilTrust(agnes, accountId, roomId, ['violation']);
    await send(roomId, 'en attente');
    expect((await ours(roomId, 'en attente', 'failed')).failure).toBe('identity-changed');
    const suspect = await bruno.sendText(roomId, 'est-ce bien moi ?');
    const shielded = await untilMessage(agnes, accountId, roomId, ({ eventId, shield }) => eventId === suspect && shield !== null);
    expect(shielded.shield).toEqual({ colour: 'red', reason: 'verification-violation' });

    await agnes.page.call('trust.accept', { accountId, userId: userOf(story, 'bruno').userId as never });
    await bruno.receives(roomId, read('en attente'));
    await ours(roomId, 'en attente', 'sent');
    await untilMessage(agnes, accountId, roomId, ({ eventId, shield }) => eventId === suspect && shield === null);
    await untilTrust(agnes, accountId, roomId, []);
    bruno.stop();
  });

  it('is verified again, and what waited goes out as well', async () => {
    const denis = await Peer.start(story.server, userOf(story, 'denis'));
    await denis.signDevice();
    const roomId = await roomOf(story, denis, agnes, accountId, 'Vérifié deux fois');
    await verify(story, agnes, accountId, denis, roomId);
    await untilTrust(agnes, accountId, roomId, ['verified']);
    await denis.replaceIdentity(userOf(story, 'denis'));
    await untilTrust(agnes, accountId, roomId, ['violation']);
    await send(roomId, 'patience');
    await ours(roomId, 'patience', 'failed');
    await verify(story, agnes, accountId, denis, roomId);
    await untilTrust(agnes, accountId, roomId, ['verified']);
    await denis.receives(roomId, read('patience'));
    denis.stop();
  });
});

describe('a person who was never verified and has another identity', () => {
  it('is told of, gets messages all the same, and is as before once the agent has seen it', async () => {
    const carla = await Peer.start(story.server, userOf(story, 'carla'));
    await carla.signDevice();
    const roomId = await roomOf(story, carla, agnes, accountId, 'Jamais vérifiée');
    await send(roomId, 'avant');
    await carla.receives(roomId, read('avant'));
    await carla.replaceIdentity(userOf(story, 'carla'));
    await untilTrust(agnes, accountId, roomId, ['changed']);
    await send(roomId, 'après');
    await carla.receives(roomId, read('après'));
    await agnes.page.call('trust.accept', { accountId, userId: userOf(story, 'carla').userId as never });
    await untilTrust(agnes, accountId, roomId, []);
    carla.stop();
  });
});
