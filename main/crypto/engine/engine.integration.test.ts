import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoomId } from '../../../preload/contract/index.ts';
import { startHomeserver, type Homeserver } from '../../../test/homeserver/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { Agent, textOf } from '../../../test/crypto/agent.ts';

let server: Homeserver;
let opened: Agent[] = [];
let users = 0;

beforeAll(async () => {
  server = await startHomeserver();
});
afterAll(() => server.close());

async function agent(name: string): Promise<Agent> {
  users += 1;
  const made = await Agent.signIn(server, await server.registerUser(`${name}${users}`));
  opened.push(made);
  return made;
}

async function reopen(old: Agent): Promise<Agent> {
  await old.close();
  const made = await Agent.open(old.session);
  for (const [id, event] of old.events) made.events.set(id, event);
  made.since = old.since;
  opened = [...opened.filter((each) => each !== old), made];
  return made;
}

async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((each) => each.close()));
}

/** An encrypted room of the first agent, which the others have joined. */
async function room(agents: Agent[], settings: JsonObject = {}): Promise<RoomId> {
  const [owner, ...others] = agents;
  if (!owner) throw new Error('a room has an owner');
  const content = { algorithm: 'm.megolm.v1.aes-sha2', ...settings };
  const answer = await owner.request('POST', '/createRoom', {
    preset: 'private_chat',
    invite: others.map((other) => other.session.userId),
    initial_state: [{ type: 'm.room.encryption', state_key: '', content }],
  });
  for (const each of [...others, owner]) await each.sync();
  for (const each of [...others, owner]) await each.sync();
  return textOf(answer['room_id']) as RoomId;
}

const text = (body: string) => ({ status: 'ok', clear: { type: 'm.room.message', content: { msgtype: 'm.text', body } } });

describe('two agents', () => {
  it('read each other, also after both were closed and opened again from their files', async () => {
    let [alice, bob] = [await agent('alice'), await agent('bob')];
    const roomId = await room([alice, bob]);
    const first = await alice.send(roomId, 'bonjour');
    expect(await bob.read(first.eventId)).toMatchObject(text('bonjour'));
    const second = await bob.send(roomId, 'salut');
    expect(await alice.read(second.eventId)).toMatchObject(text('salut'));

    [alice, bob] = [await reopen(alice), await reopen(bob)];
    expect(await bob.read(first.eventId)).toMatchObject(text('bonjour'));
    const third = await alice.send(roomId, 'encore');
    expect(third.sessionId).toBe(first.sessionId);
    expect(await bob.read(third.eventId)).toMatchObject(text('encore'));
    await closeAll();
  });

  it('see that a device of the other is not signed by its owner, and are not warned of their own', async () => {
    const [alice, bob] = [await agent('alice'), await agent('bob')];
    const roomId = await room([alice, bob]);
    const { eventId } = await alice.send(roomId, 'x');
    expect(await bob.read(eventId)).toMatchObject({ status: 'ok', shield: { colour: 'red', reason: 'unsigned-device' } });
    await alice.sync();
    expect(await alice.read(eventId)).toMatchObject({ status: 'ok', shield: null });
    await closeAll();
  });

  it('hear when a key came for a message that waited', async () => {
    const [alice, bob] = [await agent('alice'), await agent('bob')];
    const roomId = await room([alice, bob]);
    const keys: { roomId: string; sessionId: string }[] = [];
    bob.crypto.onRoomKeys((came) => keys.push(...came));
    const sent = await alice.send(roomId, 'attendu');
    const [event] = (
      (await bob.request('GET', `/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=1`)) as unknown as { chunk: JsonObject[] }
    ).chunk;
    const record = {
      ...([...alice.events.values()][0] ?? failed()),
      roomId,
      eventId: sent.eventId as never,
      type: 'm.room.encrypted',
      stateKey: null,
    };
    const waiting = { ...record, sender: alice.session.userId as never, content: event?.['content'] as JsonObject };
    const [before] = await bob.crypto.decrypt([waiting]);
    expect(before?.decryption).toEqual({ status: 'failed', sessionId: sent.sessionId, reason: 'waiting' });
    for (const decryption of [
      { status: 'pending', sessionId: sent.sessionId, missing: 'before-join' },
      { status: 'failed', sessionId: sent.sessionId, reason: 'before-join' },
    ] as const) {
      const [outside] = await bob.crypto.decrypt([{ ...waiting, decryption }]);
      expect(outside?.decryption).toEqual({ status: 'failed', sessionId: sent.sessionId, reason: 'before-join' });
    }
    expect(await bob.read(sent.eventId)).toMatchObject(text('attendu'));
    expect(keys).toContainEqual({ roomId, sessionId: sent.sessionId });
    expect(await bob.crypto.keysNotBackedUp()).toBe(1);
    await closeAll();
  });
});

function failed(): never {
  throw new Error('no event');
}

describe('the room key', () => {
  it('changes after as many messages as the room says, also for an engine that was restarted', async () => {
    let alice = await agent('alice');
    const roomId = await room([alice], { rotation_period_msgs: 2 });
    const sessions = [];
    for (const body of ['1', '2', '3']) sessions.push((await alice.send(roomId, body)).sessionId);
    expect(sessions[1]).toBe(sessions[0]);
    expect(sessions[2]).not.toBe(sessions[0]);
    alice = await reopen(alice);
    for (const body of ['4', '5']) sessions.push((await alice.send(roomId, body)).sessionId);
    expect(sessions[3]).toBe(sessions[2]);
    expect(sessions[4]).not.toBe(sessions[3]);
    await closeAll();
  });

  it('keeps to the first settings: weaker ones that the server offers later are not followed', async () => {
    let alice = await agent('alice');
    const roomId = await room([alice], { rotation_period_msgs: 2 });
    alice = await reopen(alice);
    const offered = { ...(await alice.target(roomId)), settings: { algorithm: 'm.megolm.v1.aes-sha2', rotation_period_msgs: 1_000_000 } };
    const sessions = [];
    for (let n = 0; n < 3; n++) sessions.push((await alice.crypto.encrypt(offered, 'm.room.message', { n })).content['session_id']);
    expect(new Set(sessions).size).toBe(2);
    await closeAll();
  });

  it('changes when a member is removed, who then cannot read', async () => {
    const [alice, bob, carol] = [await agent('alice'), await agent('bob'), await agent('carol')];
    const roomId = await room([alice, bob, carol]);
    const before = await alice.send(roomId, 'à trois');
    expect(await carol.read(before.eventId)).toMatchObject(text('à trois'));
    await alice.request('POST', `/rooms/${encodeURIComponent(roomId)}/kick`, { user_id: carol.session.userId });
    await alice.sync();
    const after = await alice.send(roomId, 'à deux');
    expect(after.sessionId).not.toBe(before.sessionId);
    expect(await bob.read(after.eventId)).toMatchObject(text('à deux'));
    await carol.sync();
    const stolen = bob.events.get(after.eventId);
    const [result] = await carol.crypto.decrypt(stolen ? [stolen] : []);
    expect(result?.decryption).toMatchObject({ status: 'failed', reason: 'waiting' });
    await closeAll();
  });

  it('may change while messages are being encrypted', async () => {
    const [alice, bob] = [await agent('alice'), await agent('bob')];
    const roomId = await room([alice, bob]);
    const target = await alice.target(roomId);
    const empty = {
      toDevice: [],
      deviceLists: { changed: [], left: [] },
      oneTimeKeyCounts: { signed_curve25519: 50 },
      unusedFallbackKeys: null,
    };
    const left = { ...empty, encryptionEvents: [], memberships: [{ roomId, userId: '@gone:example.org' as never, membership: 'leave' }] };
    const work = Array.from({ length: 12 }, (_none, n) => [
      alice.crypto.encrypt(target, 'm.room.message', { n }),
      alice.crypto.processSync(left),
      alice.crypto.rotate(roomId),
    ]);
    const sent = await Promise.all(work.map(async ([encrypted]) => (await (encrypted as ReturnType<typeof alice.crypto.encrypt>)).content));
    await Promise.all(work.flat());
    expect(new Set(sent.map((content) => content['session_id'])).size).toBe(12);
    await closeAll();
  });

  it('goes to who joins later, from then on', async () => {
    const [alice, bob, carol] = [await agent('alice'), await agent('bob'), await agent('carol')];
    const roomId = await room([alice, bob]);
    const before = await alice.send(roomId, 'avant');
    await alice.request('POST', `/rooms/${encodeURIComponent(roomId)}/invite`, { user_id: carol.session.userId });
    await carol.sync();
    await alice.sync();
    const after = await alice.send(roomId, 'après');
    expect(await carol.read(after.eventId)).toMatchObject(text('après'));
    expect(bob.events.has(before.eventId)).toBe(false);
    await closeAll();
  });
});

describe('what fails', () => {
  it('is a result for what is no ciphertext', async () => {
    const [alice] = [await agent('alice')];
    const roomId = await room([alice]);
    const sent = await alice.send(roomId, 'x');
    await alice.read(sent.eventId);
    const event = alice.events.get(sent.eventId) ?? failed();
    const broken: JsonObject[] = [
      {},
      { algorithm: 'm.megolm.v1.aes-sha2' },
      { ...event.content, ciphertext: 'AAAA' },
      { ...event.content, session_id: 7 },
    ];
    const results = await alice.crypto.decrypt(broken.map((content) => ({ ...event, content })));
    expect(results.map((result) => result.decryption)).toMatchObject(broken.map(() => ({ status: 'failed', reason: 'malformed' })));
    await closeAll();
  });

  it('is told with its code when the server cannot be asked, and main stays up', async () => {
    const alice = await agent('alice');
    const roomId = await room([alice]);
    const target = await alice.target(roomId);
    const stranger = { ...target, settings: { algorithm: 'none' }, roomId: '!other:example.org' as RoomId };
    await expect(alice.crypto.encrypt(stranger, 'm.room.message', {})).rejects.toMatchObject({ code: 'crypto.unavailable' });
    await alice.crypto.stop();
    await expect(alice.crypto.encrypt(target, 'm.room.message', {})).rejects.toMatchObject({ code: 'crypto.unavailable' });
    await closeAll();
  });

  it('opens with crypto.unavailable where the file belongs to another device', async () => {
    const [alice, bob] = [await agent('alice'), await agent('bob')];
    await closeAll();
    const mixed = { ...alice.session, deviceId: bob.session.deviceId, userId: bob.session.userId };
    alice.precious.close();
    await expect(Agent.open({ ...mixed, deviceId: alice.session.deviceId })).rejects.toMatchObject({ code: 'crypto.unavailable' });
  });
});
