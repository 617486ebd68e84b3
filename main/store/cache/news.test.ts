import { describe, expect, it } from 'vitest';
import type { DecryptionResult } from '../../records/index.ts';
import {
  alice,
  bob,
  bodies,
  bytes,
  edit,
  encryption,
  event,
  first,
  id,
  joined,
  member,
  openCache,
  reaction,
  redaction,
  salon,
  secret,
  sync,
  text,
} from './answers.test-data.ts';

const clear = (name: string, body: string, mentions: string[] = []): DecryptionResult => ({
  roomId: salon,
  eventId: id(name),
  decryption: {
    status: 'ok',
    clear: { type: 'm.room.message', content: { msgtype: 'm.text', body, 'm.mentions': { user_ids: mentions } } },
    shield: { colour: 'grey', reason: 'unsigned-device' },
  },
});

describe('counts, previews and activity', () => {
  it('are zero once read here, until the server says otherwise', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m1', bob, 'un')], { unread_notifications: { notification_count: 2, highlight_count: 2 } }) });
    await cache.markRead(salon, id('m1'));
    expect(await cache.room(salon)).toMatchObject({ unread: 0, mentions: 0, readMarker: '$m1' });
    await sync(cache, {
      [salon]: joined([text('m2', bob, 'deux')], { unread_notifications: { notification_count: 1, highlight_count: 0 } }),
    });
    expect(await cache.room(salon)).toMatchObject({ unread: 1, mentions: 0 });
    await cache.close();
  });

  it('count mentions that only the decrypted text shows', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([encryption('crypt', bob), text('m1', bob, 'un')]) });
    await cache.markRead(salon, id('m1'));
    const unread = { unread_notifications: { notification_count: 2, highlight_count: 0 } };
    const staged = await cache.stageSync(
      bytes({ next_batch: 'x', rooms: { join: { [salon]: joined([secret('s1', bob, 'a'), secret('s2', bob, 'b')], unread) } } }),
    );
    await cache.commitSync(staged.stageId, [clear('s1', 'pour toi', [alice])]);
    expect((await cache.room(salon))?.mentions).toBe(1);
    expect(await cache.saveDecrypted([clear('s2', 'encore', [alice])])).toEqual([salon]);
    expect((await cache.room(salon))?.mentions).toBe(2);
    await sync(cache, {
      [salon]: joined([text('mine', alice, 'lu')], { unread_notifications: { notification_count: 0, highlight_count: 0 } }),
    });
    expect((await cache.room(salon))?.mentions).toBe(0);
    await cache.close();
  });

  it('follow edits, decryption and redaction; members coming and going do not move a room', async () => {
    const cache = await openCache();
    const preview = async () => (await cache.room(salon))?.preview;
    await sync(cache, { [salon]: first([secret('s1', bob, 'a')]) });
    const { activityAt } = (await cache.room(salon)) ?? {};
    expect(await preview()).toMatchObject({ kind: 'undecryptable' });
    await cache.saveDecrypted([clear('s1', '> <@a:b> cité\n\nla réponse\nsuite')]);
    expect(await preview()).toMatchObject({ kind: 'text', text: 'la réponse' });
    await sync(cache, { [salon]: joined([member('carol', '@carol:tchap.test', 'join', 'Carol'), edit('e0', alice, 's1', 'volé')]) });
    expect(await preview()).toMatchObject({ kind: 'text', text: 'la réponse' });
    expect((await cache.room(salon))?.activityAt).toBe(activityAt);
    // In clear: the server may have written it.
    await sync(cache, { [salon]: joined([edit('e1', bob, 's1', 'forgé')]) });
    expect(await preview()).toMatchObject({ text: 'la réponse' });
    const change = secret('e2', bob, 'a', { 'm.relates_to': { rel_type: 'm.replace', event_id: id('s1') } });
    await sync(cache, { [salon]: joined([change]) });
    const content = { msgtype: 'm.text', body: '* corrigé', 'm.new_content': { msgtype: 'm.text', body: 'corrigé' } };
    const decryption = { status: 'ok' as const, clear: { type: 'm.room.message', content }, shield: null };
    await cache.saveDecrypted([{ roomId: salon, eventId: id('e2'), decryption }]);
    expect(await preview()).toMatchObject({ text: 'corrigé' });
    await sync(cache, { [salon]: joined([redaction('r1', bob, 's1')]) });
    expect(await preview()).toMatchObject({ kind: 'redacted', text: '' });
    await cache.close();
  });

  it('do not let a clock that runs ahead keep a room on top', async () => {
    const cache = await openCache();
    const late = text('m1', bob, 'futur', { origin_server_ts: Date.now() + 1e11 });
    await sync(cache, { [salon]: first([late]) });
    expect((await cache.room(salon))?.activityAt).toBeLessThanOrEqual(Date.now());
    await cache.close();
  });
});

describe('relations and redactions', () => {
  it('come with the events they are about, edits only from their sender', async () => {
    const cache = await openCache();
    const events = [
      text('m1', bob, 'un'),
      edit('e1', bob, 'm1', 'bon'),
      edit('e2', alice, 'm1', 'volé'),
      reaction('r1', alice, 'm1', '👍'),
      text('m2', bob, 'deux'),
      reaction('r2', bob, 'm2', 'x'.repeat(65)),
    ];
    await sync(cache, { [salon]: first(events) });
    const slice = await cache.timelineTail(salon, 10);
    expect(bodies(slice)).toEqual(['m1', 'm2']);
    expect(slice.relations.map((e) => e.eventId)).toEqual(['$e1', '$r1']);
    await cache.close();
  });

  it('take the content away, also when the redaction came first, and from the state', async () => {
    const cache = await openCache();
    await sync(cache, {
      [salon]: first([
        redaction('r1', bob, 'm1'),
        reaction('k', alice, 'm2', '👍'),
        text('m2', bob, 'deux'),
        member('bob2', bob, 'join', 'Robert'),
      ]),
    });
    expect((await cache.profiles(salon, [bob]))[0]?.displayName).toBe('Robert');
    await sync(cache, { [salon]: joined([text('m1', bob, 'secret'), redaction('r2', alice, 'k'), redaction('r3', bob, 'bob2')]) });
    expect((await cache.event(salon, id('m1')))?.event).toMatchObject({ content: {}, redaction: { by: bob, reason: 'erreur' } });
    expect((await cache.timelineTail(salon, 10)).relations).toEqual([]);
    expect((await cache.profiles(salon, [bob]))[0]).toMatchObject({ displayName: null, membership: 'join' });
    await cache.close();
  });

  it('of a room before version 11 are read beside the content only', async () => {
    const cache = await openCache();
    const forged = event('r1', alice, 'm.room.redaction', { redacts: '$m1' }, { redacts: '$own' });
    const bare = event('r2', alice, 'm.room.redaction', { redacts: '$m1' });
    await sync(cache, { [salon]: first([text('m1', bob, 'un'), text('own', alice, 'à moi'), forged, bare]) });
    expect((await cache.event(salon, id('m1')))?.event.redaction).toBeNull();
    expect((await cache.event(salon, id('own')))?.event.redaction).not.toBeNull();
    await cache.close();
  });
});

describe('decryption', () => {
  it('remembers of what waits that the agent was outside when it was sent', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([{ ...secret('s1', bob, 'a'), unsigned: { membership: 'leave' } }, secret('s2', bob, 'a')]) });
    const [inside, outside] = (await cache.undecrypted(salon, ['a'], 10)).map((event) => event.decryption);
    expect(inside).toEqual({ status: 'pending', sessionId: 'a' });
    expect(outside).toEqual({ status: 'pending', sessionId: 'a', missing: 'before-join' });
    await cache.close();
  });

  it('that waits is found by session or by room, and heals when the key comes', async () => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([secret('s1', bob, 'a'), secret('s2', bob, 'b'), secret('s3', bob, 'a'), secret('s4', bob, '')]) });
    const names = async (sessions: string[] | null, limit = 10) => (await cache.undecrypted(salon, sessions, limit)).map((e) => e.eventId);
    expect(await names(['a'])).toEqual(['$s3', '$s1']);
    expect(await names(null, 2)).toEqual(['$s3', '$s2']);
    await cache.saveDecrypted([
      { roomId: salon, eventId: id('s2'), decryption: { status: 'failed', sessionId: 'b', reason: 'withheld' } },
      { roomId: salon, eventId: id('s1'), decryption: { status: 'failed', sessionId: 'a', reason: 'waiting' } },
    ]);
    expect(await names(null)).toEqual(['$s3', '$s1']);
    expect(await names(['b'])).toEqual(['$s2']);
    expect(await cache.saveDecrypted([clear('s1', 'lisible'), clear('unknown', 'x')])).toEqual([salon]);
    expect(await names(['a'])).toEqual(['$s3']);
    expect((await cache.event(salon, id('s1')))?.event.decryption).toEqual(clear('s1', 'lisible').decryption);
    expect((await cache.event(salon, id('s4')))?.event.decryption).toEqual({ status: 'failed', sessionId: '', reason: 'malformed' });
    await cache.close();
  });
});
