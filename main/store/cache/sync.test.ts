import { describe, expect, it } from 'vitest';
import type { RoomId } from '../../../preload/contract/index.ts';
import {
  alice,
  bob,
  bodies,
  bytes,
  epoch,
  first,
  freshPath,
  joined,
  member,
  openCache,
  salon,
  secret,
  state,
  sync,
  text,
} from './answers.test-data.ts';

describe('a sync answer', () => {
  it('is nothing until it is committed, and all of it is there after a restart', async () => {
    const path = freshPath();
    const cache = await openCache(path);
    const body = bytes({
      next_batch: 's1',
      rooms: {
        join: { [salon]: first([text('m1', bob, 'Bonjour')], { unread_notifications: { notification_count: 3, highlight_count: 1 } }) },
      },
    });
    const staged = await cache.stageSync(body);
    expect(body.byteLength).toBe(0);
    expect(await cache.rooms()).toEqual([]);
    expect(await cache.syncToken()).toBeNull();
    const changes = await cache.commitSync(staged.stageId, []);
    expect(changes).toMatchObject({ rooms: [salon], timelines: [], members: [salon] });
    await cache.close();
    const again = await openCache(path);
    expect(await again.syncToken()).toBe('s1');
    expect(await again.rooms()).toMatchObject([
      {
        roomId: salon,
        membership: 'join',
        name: 'Salon',
        version: '10',
        unread: 3,
        mentions: 1,
        joinedCount: 2,
        heroes: [{ userId: bob, name: 'Bob' }],
        power: { own: 0, invite: 50, send: 0, redact: 50, pin: 50 },
        preview: { senderName: 'Bob', own: false, kind: 'text', text: 'Bonjour' },
      },
    ]);
    expect((await again.timelineTail(salon, 10)).events.map(({ event: e }) => e.content['body'])).toEqual(['Bonjour']);
    await again.close();
  });

  it('that was dropped, or is not one, changes nothing', async () => {
    const cache = await openCache();
    const staged = await cache.stageSync(bytes({ next_batch: 's1', rooms: { join: { [salon]: first([]) } } }));
    await cache.dropStage(staged.stageId);
    await expect(cache.commitSync(staged.stageId, [])).rejects.toMatchObject({ code: 'internal' });
    await expect(cache.stageSync(new TextEncoder().encode('<html>'))).rejects.toMatchObject({ code: 'server.error', retryable: true });
    await expect(cache.stageSync(bytes({ rooms: {} }))).rejects.toMatchObject({ code: 'server.error' });
    await expect(cache.stageSync(bytes([1]))).rejects.toMatchObject({ code: 'server.error' });
    expect(await cache.syncToken()).toBeNull();
    await cache.close();
  });

  it('tells what is new, once, and keeps our transaction id', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m1', bob, 'un')]) });
    const own = text('m2', alice, 'deux', { unsigned: { transaction_id: 'tx1' } });
    const changes = await sync(cache, { [salon]: joined([own, text('m3', bob, 'trois')]) });
    expect(changes.timelines.map((t) => [t.roomId, t.limited, t.events.map((e) => [e.eventId, e.transactionId])])).toEqual([
      [
        salon,
        false,
        [
          ['$m2', 'tx1'],
          ['$m3', null],
        ],
      ],
    ]);
    const repeated = await sync(cache, { [salon]: joined([own]) });
    expect(repeated.timelines).toEqual([]);
    expect(bodies(await cache.timelineTail(salon, 10))).toEqual(['m1', 'm2', 'm3']);
    await cache.close();
  });

  it('hands over what the crypto needs, and the newest encrypted events, bounded', async () => {
    const cache = await openCache();
    const many = Array.from({ length: 9 }, (_, n) => secret(`s${n}`, bob, 'session'));
    const encryption = state('enc', bob, 'm.room.encryption', '', { algorithm: 'm.megolm.v1.aes-sha2' });
    const staged = await cache.stageSync(
      bytes({
        next_batch: 's1',
        to_device: { events: [{ type: 'm.room.encrypted', sender: bob, content: {} }, 'not one'] },
        device_lists: { changed: [bob, 3], left: [] },
        device_one_time_keys_count: { signed_curve25519: 50, bad: 'x' },
        device_unused_fallback_key_types: ['signed_curve25519'],
        rooms: { join: { [salon]: first([encryption, member('carol-in', '@carol:tchap.test', 'join', 'Carol'), ...many]) } },
      }),
    );
    expect(staged.crypto).toMatchObject({
      toDevice: [{ type: 'm.room.encrypted', sender: bob, content: {} }],
      deviceLists: { changed: [bob], left: [] },
      oneTimeKeyCounts: { signed_curve25519: 50 },
      unusedFallbackKeys: ['signed_curve25519'],
      encryptionEvents: [{ roomId: salon, content: { algorithm: 'm.megolm.v1.aes-sha2' } }],
    });
    expect(staged.crypto.memberships.map((m) => m.userId)).toEqual([alice, bob, '@carol:tchap.test']);
    expect(staged.toDecrypt.map((e) => e.eventId)).toEqual(['$s8']);
    await cache.commitSync(staged.stageId, []);
    const later = await cache.stageSync(
      bytes({
        next_batch: 's2',
        rooms: { join: { [salon]: joined(Array.from({ length: 9 }, (_, n) => secret(`t${n}`, bob, 'session'))) } },
      }),
    );
    expect(later.toDecrypt.map((e) => e.eventId)).toEqual(['$t4', '$t5', '$t6', '$t7', '$t8']);
    await cache.close();
  });

  it('with state_after takes the state from there and not from the timeline', async () => {
    const cache = await openCache();
    const renamed = state('n2', bob, 'm.room.name', '', { name: 'Passage' });
    const after = state('n3', bob, 'm.room.name', '', { name: 'Arrivée' });
    await sync(cache, { [salon]: joined([renamed], { 'org.matrix.msc4222.state_after': { events: [after] } }) });
    expect((await cache.room(salon))?.name).toBe('Arrivée');
    await sync(cache, { [salon]: joined([state('n4', bob, 'm.room.name', '', { name: 'Suite' })], { state_after: { events: [] } }) });
    expect((await cache.room(salon))?.name).toBe('Arrivée');
    await sync(cache, { [salon]: joined([state('n5', bob, 'm.room.name', '', { name: 'Fin' })]) });
    expect((await cache.room(salon))?.name).toBe('Fin');
    await cache.close();
  });

  it('brings invitations, from stripped state alone, and their end', async () => {
    const cache = await openCache();
    const events = [
      { type: 'm.room.member', state_key: alice, sender: bob, content: { membership: 'invite', is_direct: true } },
      { type: 'm.room.member', state_key: bob, sender: bob, content: { membership: 'join', displayname: 'Bob' } },
      { type: 'm.room.name', state_key: '', sender: bob, content: { name: 'Projet' } },
      { type: 'm.room.encryption', state_key: '', sender: bob, content: { algorithm: 'm.megolm.v1.aes-sha2' } },
    ];
    await sync(cache, {}, { rooms: { invite: { [salon]: { invite_state: { events } } } } });
    const invited = { membership: 'invite', name: 'Projet', encrypted: true, inviter: { userId: bob, name: 'Bob' }, directUserId: bob };
    expect(await cache.rooms()).toMatchObject([invited]);
    expect((await cache.room(salon))?.activityAt).toBeGreaterThan(epoch);
    const out = member('alice-out', alice, 'leave', 'Alice');
    const changes = await sync(cache, {}, { rooms: { leave: { [salon]: { timeline: { events: [out] } } } } });
    expect(changes.rooms).toEqual([salon]);
    expect(await cache.rooms()).toEqual([]);
    expect((await cache.room(salon))?.membership).toBe('leave');
    await cache.close();
  });

  it('starts a room afresh when it is joined again, but never ends its encryption', async () => {
    const cache = await openCache();
    const encryption = state('enc', bob, 'm.room.encryption', '', { algorithm: 'm.megolm.v1.aes-sha2' });
    await sync(cache, {
      [salon]: first([encryption, state('topic', bob, 'm.room.topic', '', { topic: 'ancien' }), text('old', bob, 'avant')]),
    });
    await sync(cache, {}, { rooms: { leave: { [salon]: joined([member('out', alice, 'ban', 'Alice', bob)]) } } });
    expect((await cache.room(salon))?.membership).toBe('ban');
    const back = [member('alice-back', alice, 'join', 'Alice')];
    await sync(cache, { [salon]: joined([text('new', bob, 'après')], { state: { events: back } }) });
    expect(await cache.room(salon)).toMatchObject({ membership: 'join', topic: '', name: null, encrypted: true, membersComplete: false });
    const slice = await cache.timelineTail(salon, 10);
    expect([bodies(slice), slice.before]).toEqual([['new'], 'hole']);
    await sync(cache, { [salon]: joined([state('enc2', bob, 'm.room.encryption', '', {})]) });
    expect(await cache.state(salon, 'm.room.encryption', '')).toEqual({ algorithm: 'm.megolm.v1.aes-sha2' });
    await cache.close();
  });

  it('carries receipts, typing, tags, markers, direct rooms and muting', async () => {
    const cache = await openCache();
    const forum = '!forum:tchap.test' as RoomId;
    await sync(cache, { [salon]: first([text('m1', bob, 'un'), text('m2', bob, 'deux')]), [forum]: first([text('f1', bob, 'un')]) });
    const ephemeral = {
      events: [
        { type: 'm.typing', content: { user_ids: [bob, 4] } },
        {
          type: 'm.receipt',
          content: {
            $m1: { 'm.read': { [bob]: { ts: 5, thread_id: 'main' }, '@x:y': { ts: 5, thread_id: '$root' } } },
            $m2: { 'm.read.private': { [alice]: { ts: 6 } }, 'm.other': { [bob]: { ts: 9 } } },
          },
        },
      ],
    };
    const tags = { type: 'm.tag', content: { tags: { 'm.favourite': { order: 0.1 } } } };
    const marker = { type: 'm.fully_read', content: { event_id: '$m1' } };
    const mute = { rule_id: forum, enabled: true, actions: [], conditions: [{ kind: 'event_match', key: 'room_id', pattern: forum }] };
    const changes = await sync(
      cache,
      {
        [salon]: joined([], {
          ephemeral,
          account_data: { events: [tags, marker, { type: 'm.marked_unread', content: { unread: true } }] },
        }),
      },
      {
        account_data: {
          events: [
            { type: 'm.direct', content: { [bob]: [forum] } },
            { type: 'm.push_rules', content: { global: { override: [mute] } } },
          ],
        },
      },
    );
    expect(changes).toMatchObject({
      receipts: [salon],
      typing: [{ roomId: salon, userIds: [bob] }],
      accountData: ['m.direct', 'm.push_rules'],
    });
    expect(new Set(changes.rooms)).toEqual(new Set([salon, forum]));
    expect(await cache.receipts(salon)).toMatchObject([
      { userId: alice, eventId: '$m2' },
      { userId: bob, eventId: '$m1', readAt: 5 },
    ]);
    expect(await cache.room(salon)).toMatchObject({ tags: { favourite: true, lowPriority: false }, readMarker: '$m2', markedUnread: true });
    expect(await cache.room(forum)).toMatchObject({ directUserId: bob, muted: true });
    expect(await cache.accountData('m.direct')).toEqual({ [bob]: [forum] });
    await cache.close();
  });

  it('leaves who went the name they had, since leaving is told without one', async () => {
    const cache = await openCache();
    const bobGoes = state('bob-out', alice, 'm.room.member', bob, { membership: 'leave' });
    await sync(cache, { [salon]: first([text('m1', bob, 'un')]) });
    await sync(cache, { [salon]: joined([bobGoes]) });
    expect(await cache.profiles(salon, [bob])).toMatchObject([{ membership: 'leave', displayName: 'Bob' }]);
    // Who comes back without a name has none.
    await sync(cache, { [salon]: joined([state('bob-back', bob, 'm.room.member', bob, { membership: 'join' })]) });
    expect(await cache.profiles(salon, [bob])).toMatchObject([{ membership: 'join', displayName: null }]);
    await cache.close();
  });
});
