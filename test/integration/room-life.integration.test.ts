import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, RoomId, RoomSummary } from '../../preload/contract/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import { asRoom, asTransaction, asUser, join, signIn, standing, startStory, text, texts, type Running, type Story } from './story.ts';

let story: Story;
let agnes: Running;
let accountId: AccountId;
let carla: TestDevice;

beforeAll(async () => {
  story = await startStory(['agnes', 'carla']);
  agnes = await story.start('agnes');
  accountId = await signIn(agnes, story, 'agnes');
  carla = await story.device('carla');
});
afterAll(() => story.close());

const note = { name: 'note.txt', mimetype: 'text/plain', size: 4, width: null, height: null, preview: null };

/** A room of carla, to which agnes is invited. */
async function roomOfCarla(name: string, more: object = {}): Promise<RoomId> {
  const invite = [asUser('agnes', story)];
  const made = await carla.request<{ room_id: string }>('POST', '/createRoom', { preset: 'private_chat', name, invite, ...more });
  return asRoom(made.room_id);
}
const summary = async (roomId: RoomId, holds: (room: RoomSummary) => boolean): Promise<RoomSummary> => {
  const rooms = agnes.page.feed('rooms', { accountId });
  const items = await rooms.until((all) => all.some((room) => room.roomId === roomId && holds(room)));
  rooms.close();
  return items.find((room) => room.roomId === roomId) as RoomSummary;
};
const untilGone = async (roomId: RoomId): Promise<void> => {
  const rooms = agnes.page.feed('rooms', { accountId });
  await rooms.until((all) => !all.some((room) => room.roomId === roomId));
  rooms.close();
};
const on = (roomId: RoomId, act: string, body: object = {}): Promise<unknown> =>
  carla.request('POST', `/rooms/${encodeURIComponent(roomId)}/${act}`, { user_id: asUser('agnes', story), ...body });

describe('a room that somebody took the agent out of', () => {
  it('stays in the list with who did it and why, until it is put away', async () => {
    const roomId = await roomOfCarla('Retirée');
    await join(agnes, accountId, roomId);
    await on(roomId, 'kick', { reason: 'Fin de mission' });
    const kicked = await summary(roomId, (room) => room.membership === 'leave');
    expect(kicked.parting).toMatchObject({ how: 'kicked', by: { userId: carla.userId, name: 'carla' }, reason: 'Fin de mission' });
    expect(kicked.canSend).toBe(false);
    await agnes.page.call('roomLife.forget', { accountId, roomId });
    await untilGone(roomId);
  });

  it('tells of a ban, and of its end', async () => {
    const roomId = await roomOfCarla('Exclue');
    await join(agnes, accountId, roomId);
    await on(roomId, 'ban', { reason: 'Erreur' });
    expect((await summary(roomId, (room) => room.membership === 'ban')).parting).toMatchObject({ how: 'banned', reason: 'Erreur' });
    // Back with an invitation, nothing is told of it any more.
    await on(roomId, 'unban');
    await on(roomId, 'invite');
    expect((await summary(roomId, (room) => room.membership === 'invite')).parting).toBeNull();
  });

  it('is listed where the agent left from another device, not where she left from here or an invitation was withdrawn', async () => {
    const [elsewhere, here, withdrawn] = [await roomOfCarla('Quittée'), await roomOfCarla('Laissée'), await roomOfCarla('Reprise')];
    for (const roomId of [elsewhere, here]) await join(agnes, accountId, roomId);
    await summary(withdrawn, (room) => room.membership === 'invite');
    const phone = await story.device('agnes');
    await phone.request('POST', `/rooms/${encodeURIComponent(elsewhere)}/leave`, {});
    await agnes.page.call('rooms.leave', { accountId, roomId: here });
    await on(withdrawn, 'kick');
    const { parting } = await summary(elsewhere, (room) => room.membership === 'leave');
    expect(parting).toMatchObject({ how: 'left', back: 'invitation' });
    await untilGone(here);
    await untilGone(withdrawn);
  });

  it('can still be read; forgotten, it leaves no draft, no message that waits and no file behind', async () => {
    const roomId = await roomOfCarla('À oublier');
    await join(agnes, accountId, roomId);
    await carla.request('PUT', `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/m1`, { msgtype: 'm.text', body: 'Adieu' });
    const timeline = agnes.page.feed('timeline', { accountId, roomId });
    await timeline.until((items) => texts(items).includes('Adieu'));
    timeline.close();
    await on(roomId, 'kick');
    await summary(roomId, (room) => room.membership === 'leave');
    const again = agnes.page.feed('timeline', { accountId, roomId });
    await again.until((items) => texts(items).includes('Adieu'));
    again.close();
    await agnes.page.call('drafts.save', { accountId, roomId, thread: null, text: 'Pas fini', state: null });
    await agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction('too-late'), content: text('Trop tard') });
    const { attachmentId } = await agnes.page.call('attachments.begin', { accountId, ...note });
    await agnes.page.call('attachments.append', { accountId, attachmentId, bytes: new Uint8Array(4) });
    const content = { kind: 'attachment', attachmentId, caption: '', replyTo: null } as const;
    await agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction('late-file'), content });
    const queue = agnes.page.feed('sendQueue', { accountId });
    await queue.until((items) => items.length === 2 && items.some(({ status }) => status === 'failed'));
    const account = path.join(story.folder('agnes'), 'accounts', accountId);
    const staged = (): string[] =>
      readdirSync(account, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes(attachmentId));
    expect(staged()).not.toEqual([]);
    await agnes.page.call('roomLife.forget', { accountId, roomId });
    await untilGone(roomId);
    await queue.until((items) => items.length === 0);
    queue.close();
    expect(await agnes.page.call('drafts.get', { accountId, roomId, thread: null })).toEqual({ text: '', state: null });
    await expect.poll(staged).toEqual([]);
  });

  it('is told of even where it happened while the application was closed', async () => {
    const roomId = await roomOfCarla('Pendant la nuit');
    await join(agnes, accountId, roomId);
    await agnes.stop();
    await on(roomId, 'kick', { reason: 'Nuit' });
    agnes = await story.start('agnes');
    await standing(agnes.page, accountId, (view) => view.connection === 'online');
    expect((await summary(roomId, (room) => room.membership === 'leave')).parting).toMatchObject({ how: 'kicked', reason: 'Nuit' });
  });
});

describe('asking to enter', () => {
  const knocking = { initial_state: [{ type: 'm.room.join_rules', state_key: '', content: { join_rule: 'knock' } }], invite: [] };

  it('waits for an answer, can be taken back, is refused or granted', async () => {
    const roomId = await roomOfCarla('Sur demande', knocking);
    const ask = (reason: string) => agnes.page.call('doors.enter', { accountId, address: roomId, via: [], asking: { reason } });
    expect(await ask('Bonjour')).toEqual({ roomId });
    expect((await summary(roomId, (room) => room.membership === 'knock')).title.text).toBe('Sur demande');
    await agnes.page.call('rooms.leave', { accountId, roomId });
    await untilGone(roomId);
    await ask('');
    await summary(roomId, (room) => room.membership === 'knock');
    await on(roomId, 'kick', { reason: 'Complet' });
    expect((await summary(roomId, (room) => room.membership === 'leave')).parting).toMatchObject({ how: 'refused', reason: 'Complet' });
    await ask('');
    await summary(roomId, (room) => room.membership === 'knock' && room.parting === null);
    await on(roomId, 'invite');
    await join(agnes, accountId, roomId);
    await summary(roomId, (room) => room.membership === 'join');
  });

  it('is seen by who may answer', async () => {
    const made = await agnes.page.call('rooms.create', { accountId, name: 'À garder', invite: [] });
    await agnes.page.call('roomSettings.setJoinRule', { accountId, roomId: made.roomId, rule: 'knock' });
    await carla.request('POST', `/knock/${encodeURIComponent(made.roomId)}`, { reason: 'Je peux ?' });
    await summary(made.roomId, (room) => room.requests === 1);
    await agnes.page.call('roomSettings.kick', { accountId, roomId: made.roomId, userId: asUser('carla', story), reason: 'Non' });
    await summary(made.roomId, (room) => room.requests === 0);
  });
});

describe('a room that is replaced', () => {
  it('leads to the one that goes on, which names it', async () => {
    const roomId = await roomOfCarla('Ancien', { room_version: '10' });
    await join(agnes, accountId, roomId);
    const { replacement_room: next } = await carla.request<{ replacement_room: string }>(
      'POST',
      `/rooms/${encodeURIComponent(roomId)}/upgrade`,
      {
        new_version: '11',
      },
    );
    const old = await summary(roomId, (room) => room.successor !== null);
    expect(old).toMatchObject({ successor: { roomId: next }, canSend: false });
    await carla.request('POST', `/rooms/${encodeURIComponent(next)}/invite`, { user_id: asUser('agnes', story) });
    await summary(asRoom(next), (room) => room.membership === 'invite');
    expect(await agnes.page.call('roomLife.follow', { accountId, roomId })).toEqual({ roomId: next });
    await summary(asRoom(next), (room) => room.membership === 'join' && room.predecessor === roomId);
  });

  it('is replaced by its administrator, who brings its members along', async () => {
    const { versions } = await agnes.page.call('roomLife.versions', { accountId });
    expect(versions.length).toBeGreaterThan(1);
    const made = await agnes.page.call('rooms.create', { accountId, name: 'À remplacer', invite: [asUser('carla', story)] });
    await carla.request('POST', `/join/${encodeURIComponent(made.roomId)}`, {});
    const version = versions.find((one) => one === '11') ?? '';
    const { roomId, notInvited } = await agnes.page.call('roomLife.upgrade', { accountId, roomId: made.roomId, version });
    expect(notInvited).toEqual([]);
    await carla.request('POST', `/join/${encodeURIComponent(roomId)}`, {});
    const call = agnes.page.call('roomLife.upgrade', { accountId, roomId, version: 'inconnue' });
    await expect(call).rejects.toMatchObject({ code: 'room.version' });
  });
});

it('low priority and favourite exclude each other', async () => {
  const roomId = await roomOfCarla('Bruit');
  await join(agnes, accountId, roomId);
  await agnes.page.call('rooms.setFavourite', { accountId, roomId, favourite: true });
  await summary(roomId, (room) => room.favourite);
  await agnes.page.call('roomLife.setLowPriority', { accountId, roomId, lowPriority: true });
  await summary(roomId, (room) => room.lowPriority && !room.favourite);
  await agnes.page.call('roomLife.setLowPriority', { accountId, roomId, lowPriority: false });
  await summary(roomId, (room) => !room.lowPriority);
});

it('retention is told with the room', async () => {
  const retention = { type: 'm.room.retention', state_key: '', content: { max_lifetime: 7_776_000_000 } };
  const roomId = await roomOfCarla('Forum', { initial_state: [retention] });
  await join(agnes, accountId, roomId);
  expect((await summary(roomId, (room) => room.membership === 'join')).retentionMs).toBe(7_776_000_000);
});

it('retention ends messages in an open conversation, and files, which lie beside the store', async () => {
  const roomId = await roomOfCarla('Éphémère');
  await join(agnes, accountId, roomId);
  const { attachmentId } = await agnes.page.call('attachments.begin', { accountId, ...note });
  await agnes.page.call('attachments.append', { accountId, attachmentId, bytes: new Uint8Array(4) });
  const content = { kind: 'attachment', attachmentId, caption: '', replyTo: null } as const;
  await agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction('file'), content });
  const timeline = agnes.page.feed('timeline', { accountId, roomId });
  await timeline.until((items) => items.some((item) => item.type === 'message' && item.eventId !== null && item.status === 'sent'));
  const kept = (): number => readdirSync(path.join(story.folder('agnes'), 'accounts', accountId, 'media')).length;
  await expect.poll(kept).toBe(1);
  await carla.request('PUT', `/rooms/${encodeURIComponent(roomId)}/state/m.room.retention/`, { max_lifetime: 1 });
  await timeline.until((items) => !items.some((item) => item.type === 'message'));
  timeline.close();
  await expect.poll(kept).toBe(0);
});

describe('a space', () => {
  it('gathers rooms, old and new, that its members may enter', async () => {
    const carlaId = asUser('carla', story);
    const { roomId: spaceId } = await agnes.page.call('spaces.create', { accountId, name: 'Direction', topic: '', invite: [carlaId] });
    await summary(spaceId, (room) => room.space?.canAdd === true && room.space.children.length === 0);
    const { roomId: old } = await agnes.page.call('rooms.create', { accountId, name: 'Existant', invite: [] });
    expect(await agnes.page.call('spaces.add', { accountId, spaceId, roomIds: [old], open: true })).toEqual({ closed: [] });
    const made = await agnes.page.call('spaces.createRoom', { accountId, spaceId, name: 'Neuf' });
    expect(made.open).toBe(true);
    const { space } = await summary(spaceId, (room) => room.space?.children.length === 2);
    expect([...(space?.children ?? [])].sort()).toEqual([old, made.roomId].sort());
    // Who was invited to the space enters its rooms without another invitation.
    for (const roomId of [spaceId, old, made.roomId]) await carla.request('POST', `/join/${encodeURIComponent(roomId)}`, {});
    const { rooms } = await agnes.page.call('spaces.rooms', { accountId, spaceId });
    expect(rooms.map(({ name, entry, memberCount }) => [name, entry, memberCount]).sort()).toEqual([
      ['Existant', 'joined', 2],
      ['Neuf', 'joined', 2],
    ]);
    await agnes.page.call('spaces.remove', { accountId, spaceId, roomId: old });
    await summary(spaceId, (room) => room.space?.children.length === 1);
  });

  it('keeps a room closed whose version knows no other way, and brings the agent into those of others', async () => {
    const invite = [asUser('agnes', story)];
    const made = await carla.request<{ room_id: string }>('POST', '/createRoom', {
      name: 'De Carla',
      creation_content: { type: 'm.space' },
      invite,
      power_level_content_override: { users: { [carla.userId]: 100, [asUser('agnes', story)]: 100 } },
      room_version: '10',
    });
    const spaceId = asRoom(made.room_id);
    await join(agnes, accountId, spaceId);
    const old = await roomOfCarla('Version 6', { room_version: '6' });
    await join(agnes, accountId, old);
    expect(await agnes.page.call('spaces.add', { accountId, spaceId, roomIds: [old], open: true })).toEqual({ closed: [old] });
    const rule = { join_rule: 'restricted', allow: [{ type: 'm.room_membership', room_id: spaceId }] };
    const inside = await roomOfCarla('À rejoindre', {
      invite: [],
      initial_state: [{ type: 'm.room.join_rules', state_key: '', content: rule }],
    });
    await carla.request('PUT', `/rooms/${encodeURIComponent(spaceId)}/state/m.space.child/${encodeURIComponent(inside)}`, {
      via: [story.server.serverName],
    });
    await summary(spaceId, (room) => room.space?.children.length === 2);
    const { rooms } = await agnes.page.call('spaces.rooms', { accountId, spaceId });
    expect(rooms.find(({ roomId }) => roomId === inside)).toMatchObject({ name: 'À rejoindre', entry: 'open' });
    await agnes.page.call('spaces.join', { accountId, spaceId, roomId: inside });
    await summary(inside, (room) => room.membership === 'join');
  });
});
