import { describe, expect, it } from 'vitest';
import type { RoomId } from '../../../preload/contract/index.ts';
import type { DecryptionResult, EventRecord, JsonObject } from '../../records/index.ts';
import { openDatabase } from '../open/open-database.ts';
import { alice, bob, freshPath, id, key, openCache, salonState, text } from './answers.test-data.ts';
import { cacheMigrations } from './migrations/index.ts';

/** Mulberry32: the same hostile events in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
const random = randomFrom(20261123);
const below = (most: number): number => Math.floor(random() * most);
const one = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value;
const rooms = ['!a:x.test', '!b:x.test', '!twelve', '!d:x.test'] as RoomId[];

const texts = [
  '',
  ' ',
  '\u202e\u202dtxt.exe',
  '\u200b\u200d\ufeff',
  '\ud800',
  '\udfff\ud800',
  '\0\u0001\u001b[31m',
  'é'.repeat(300),
  'x'.repeat(70_000),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢'.repeat(20),
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  'javascript:alert(1)',
  "'; DROP TABLE event; --",
  '%s%n%00',
  '../../etc/passwd',
  '> <@a:b> '.repeat(500),
  '__proto__',
  'constructor',
  'toString',
  '$a0',
  '@bob:tchap.test',
  '!a:x.test',
  'mxc://x/../y',
  'm.room.member',
  'm.replace',
  'join',
  '1e999',
];
const deep = (levels: number, open: string, close: string): string => open.repeat(levels) + '1' + close.repeat(levels);
/** Raw JSON, since some of it cannot be made by `JSON.stringify`. */
const scalars = [
  'null',
  'true',
  '-1',
  '0',
  '1e999',
  '-1e999',
  '1.5',
  '9007199254740993',
  '1e308',
  '{}',
  '[]',
  '[[]]',
  '[null]',
  '{"":{}}',
  '{"__proto__":{"polluted":true}}',
];
const value = (): string =>
  one([
    () => one(scalars),
    () => JSON.stringify(one(texts)),
    () => deep(below(90), '{"a":', '}'),
    () => deep(below(90), '[', ']'),
    () => (below(50) === 0 ? deep(20_000, '[', ']') : '1'),
    () => `[${Array.from({ length: below(200) }, () => one(scalars)).join(',')}]`,
    () => (below(30) === 0 ? `[${'0,'.repeat(30_000)}0]` : '0'),
  ])();
const pair = (name: string, json: string): string => `${JSON.stringify(name)}:${json}`;
const relation = (): string =>
  `{${pair('rel_type', JSON.stringify(one(['m.replace', 'm.annotation', 'm.thread', 'x', 'constructor'])))},${pair('event_id', JSON.stringify(id(`a${below(10_000)}`)))},${pair('key', below(2) ? '"👍"' : value())}}`;
const contentKeys = [
  'body',
  'msgtype',
  'formatted_body',
  'm.relates_to',
  'm.new_content',
  'm.mentions',
  'membership',
  'displayname',
  'avatar_url',
  'users',
  'events',
  'room_version',
  'algorithm',
  'session_id',
  'redacts',
  'name',
  'topic',
  'alias',
  'url',
  'max_lifetime',
  'rule',
  'join_rule',
  'history_visibility',
  '__proto__',
  'toString',
];
const content = (): string => {
  const pairs = Array.from({ length: below(8) }, () => {
    const name = one(contentKeys);
    return pair(name, name === 'm.relates_to' && below(2) ? relation() : below(3) ? JSON.stringify(one(texts)) : value());
  });
  return below(20) === 0 ? value() : `{${pairs.join(',')}}`;
};
const types = [
  'm.room.message',
  'm.room.encrypted',
  'm.reaction',
  'm.room.redaction',
  'm.room.member',
  'm.room.name',
  'm.room.topic',
  'm.room.create',
  'm.room.power_levels',
  'm.room.encryption',
  'm.room.retention',
  'm.room.tombstone',
  'm.room.canonical_alias',
  'm.room.avatar',
  'im.vector.room.access_rules',
  'x.unknown',
];

/** One field of these is usually wrong, missing or forged. */
function hostileEvent(n: number): string {
  const fields = new Map([
    ['event_id', JSON.stringify(id(`a${below(8) ? n : below(n + 1)}`))],
    ['type', JSON.stringify(one(types))],
    ['sender', JSON.stringify(one([alice, bob, '@x:y']))],
    ['origin_server_ts', String(one([1, 1700000000000, 9e15, -1, 1.5]))],
    ['content', content()],
  ]);
  if (below(2)) fields.set('state_key', JSON.stringify(one(['', alice, bob, '@new:x'])));
  if (below(3) === 0) fields.set('redacts', JSON.stringify(id(`a${below(n + 1)}`)));
  if (below(2))
    fields.set(
      'unsigned',
      one([
        value(),
        `{"redacted_because":${value()},"transaction_id":${value()},"prev_content":${content()}}`,
        `{"redacted_because":{"sender":"@x:y","content":${content()}}}`,
      ]),
    );
  if (below(3) === 0) fields.set(one([...fields.keys()]), value());
  if (below(10) === 0) fields.delete(one([...fields.keys()]));
  return below(50) === 0 ? value() : `{${[...fields].map(([name, json]) => pair(name, json)).join(',')}}`;
}

const hostileRoom = (events: string[]): string =>
  `{${[
    pair(
      'timeline',
      `{"events":[${events.join(',')}],"limited":${below(4) ? 'false' : 'true'},"prev_batch":${below(2) ? '"p"' : value()}}`,
    ),
    ...['state', 'state_after', 'ephemeral', 'account_data', 'summary', 'unread_notifications']
      .filter(() => below(3) === 0)
      .map((name) =>
        pair(name, below(2) ? value() : `{"events":[${value()},${hostileEvent(0)}],"m.heroes":${value()},"notification_count":${value()}}`),
      ),
  ].join(',')}}`;

/** A sync answer of hostile events, with one good message in each room. */
function answer(batch: number, events: number): Uint8Array {
  const join = rooms.map((roomId, room) => {
    const hostile = Array.from({ length: events / rooms.length }, (_, n) => hostileEvent(batch * events + room * 1000 + n));
    return pair(roomId, hostileRoom([...hostile, JSON.stringify(text(`good-${batch}-${room}`, bob, 'lisible'))]));
  });
  const others = ['invite', 'knock', 'leave'].map((section) =>
    pair(
      section,
      below(2)
        ? value()
        : `{"!e${below(9)}:x":${value()},"!f${below(9)}:x":{"invite_state":{"events":[${hostileEvent(0)},${value()}]}},"bad":{}}`,
    ),
  );
  const extras = ['to_device', 'device_lists', 'device_one_time_keys_count', 'account_data', 'presence', '__proto__'].map((name) =>
    pair(
      name,
      below(2)
        ? value()
        : `{"events":[${value()},{"type":"m.push_rules","content":${value()}},{"type":"m.direct","content":${content()}}],"changed":${value()}}`,
    ),
  );
  return new TextEncoder().encode(
    `{"next_batch":"n${batch}","rooms":{"join":{${join.join(',')}},${others.join(',')}},${extras.join(',')}}`,
  );
}

/** What a hostile sender encrypted: `clear` is as wild as any content. */
const decrypted = (event: EventRecord): DecryptionResult => ({
  roomId: event.roomId,
  eventId: event.eventId,
  decryption: { status: 'ok', clear: { type: one([...types, '']), content: JSON.parse(content()) as JsonObject }, shield: null },
});

describe('ten thousand hostile events', () => {
  it('are kept safely or skipped, and nothing after them is lost', async () => {
    const path = freshPath();
    const cache = await openCache(path);
    const batches = 20;
    let skipped = 0;
    const start = {
      next_batch: 'start',
      rooms: { join: Object.fromEntries(rooms.map((roomId) => [roomId, { state: { events: salonState() } }])) },
    };
    const first = await cache.stageSync(new TextEncoder().encode(JSON.stringify(start)));
    await cache.commitSync(first.stageId, []);
    for (let batch = 0; batch < batches; batch += 1) {
      const staged = await cache.stageSync(answer(batch, 500));
      skipped += staged.skipped.length;
      const changes = await cache.commitSync(staged.stageId, staged.toDecrypt.map(decrypted));
      expect(changes.timelines.map((timeline) => timeline.events.at(-1)?.eventId)).toEqual(
        rooms.map((_, room) => `$good-${batch}-${room}`),
      );
      expect(await cache.syncToken()).toBe(`n${batch}`);
    }
    expect(skipped).toBeGreaterThan(500);
    await readBack(cache, batches);
    await cache.close();
    const db = openDatabase(path, key, cacheMigrations);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(Number(db.prepare('SELECT count(*) FROM event').pluck().get())).toBeGreaterThan(2000);
    db.close();
    expect('polluted' in {}).toBe(false);
  }, 120_000);
});

async function readBack(cache: Awaited<ReturnType<typeof openCache>>, batches: number): Promise<void> {
  expect((await cache.rooms()).length).toBeGreaterThanOrEqual(rooms.length);
  for (const [room, roomId] of rooms.entries()) {
    for (let batch = 0; batch < batches; batch += 1) {
      expect((await cache.event(roomId, id(`good-${batch}-${room}`)))?.event.content['body']).toBe('lisible');
    }
    const waiting = await cache.undecrypted(roomId, null, 1000);
    await cache.saveDecrypted(waiting.map(decrypted));
    const shown = [await cache.timelineTail(roomId, 1000)];
    while (shown[0]?.before === 'stored')
      shown.unshift(await cache.timelineBefore(roomId, shown[0].events[0]?.position ?? { chunk: 0, index: 0 }, 1000));
    const last = shown.at(-1)?.events.at(-1)?.event;
    expect(last?.eventId).toBe(`$good-${batches - 1}-${room}`);
    await Promise.all([cache.members(roomId), cache.receipts(roomId), cache.room(roomId), cache.profiles(roomId, [bob])]);
    expect((await cache.room(roomId))?.encrypted).toBeTypeOf('boolean');
  }
}
