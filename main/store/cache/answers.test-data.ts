import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import type { Json, SyncChanges } from '../../records/index.ts';
import { openEventCache } from './open-cache.ts';
import type { EventCache } from './types.ts';

export const alice = '@alice:tchap.test' as UserId;
export const bob = '@bob:tchap.test' as UserId;
export const salon = '!salon:tchap.test' as RoomId;
export const key = new Uint8Array(32).fill(3);
/** Past of every event of these stories: 2026-01-01T00:00:00Z. */
export const epoch = Date.UTC(2026, 0, 1);

export const freshPath = (): string => join(mkdtempSync(join(tmpdir(), 'cache-')), 'cache.db');
/** Opens alice's cache; a warning would be a fault of the story, so it is thrown. */
export const openCache = (path = freshPath(), report?: (message: string) => void): Promise<EventCache> =>
  openEventCache({
    path,
    key,
    userId: alice,
    report:
      report ??
      ((message) => {
        throw new Error(message);
      }),
  });

export const id = (name: string): EventId => `$${name}` as EventId;
export const bytes = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));

type Fields = { [key: string]: Json };
let clock = 0;
/** An event as a server sends it; each is one second later than the one made before. */
export const event = (name: string, sender: string, type: string, content: Fields, more: Fields = {}): Fields => {
  clock += 1000;
  return { event_id: id(name), sender, type, content, origin_server_ts: epoch + clock, ...more };
};
export const text = (name: string, sender: string, body: string, more: Fields = {}): Fields =>
  event(name, sender, 'm.room.message', { msgtype: 'm.text', body }, more);
export const secret = (name: string, sender: string, session: string, more: Fields = {}): Fields =>
  event(name, sender, 'm.room.encrypted', { algorithm: 'm.megolm.v1.aes-sha2', session_id: session, ciphertext: 'AAAA', ...more });
export const state = (name: string, sender: string, type: string, stateKey: string, content: Fields): Fields =>
  event(name, sender, type, content, { state_key: stateKey });
export const member = (name: string, userId: string, membership: string, displayname: string, sender = userId): Fields =>
  state(name, sender, 'm.room.member', userId, { membership, displayname });
export const encryption = (name: string, sender: string): Fields =>
  state(name, sender, 'm.room.encryption', '', { algorithm: 'm.megolm.v1.aes-sha2' });
export const edit = (name: string, sender: string, target: string, body: string): Fields =>
  event(name, sender, 'm.room.message', {
    msgtype: 'm.text',
    body: `* ${body}`,
    'm.new_content': { msgtype: 'm.text', body },
    'm.relates_to': { rel_type: 'm.replace', event_id: id(target) },
  });
export const reaction = (name: string, sender: string, target: string, emoji: string): Fields =>
  event(name, sender, 'm.reaction', { 'm.relates_to': { rel_type: 'm.annotation', event_id: id(target), key: emoji } });
export const redaction = (name: string, sender: string, target: string): Fields =>
  event(name, sender, 'm.room.redaction', { reason: 'erreur' }, { redacts: id(target) });

/** State of a room that alice and bob are in. */
export const salonState = (): Fields[] => [
  state('create', bob, 'm.room.create', '', { room_version: '10' }),
  member('alice-in', alice, 'join', 'Alice'),
  member('bob-in', bob, 'join', 'Bob'),
  state('name', bob, 'm.room.name', '', { name: 'Salon' }),
  state('power', bob, 'm.room.power_levels', '', { users: { [bob]: 100 }, redact: 50, invite: 50 }),
];
export const joined = (events: Fields[], more: Fields = {}, timeline: Fields = {}): Fields => ({
  timeline: { events, limited: false, prev_batch: 'before', ...timeline },
  ...more,
});
export const first = (events: Fields[], more: Fields = {}): Fields =>
  joined(events, { state: { events: salonState() }, ...more }, { limited: true });

let batch = 0;
/** Stages and commits one answer in which `rooms` stand in the join section. */
export async function sync(cache: EventCache, rooms: { [roomId: string]: Fields }, more: Fields = {}): Promise<SyncChanges> {
  batch += 1;
  const staged = await cache.stageSync(bytes({ next_batch: `batch-${batch}`, rooms: { join: rooms }, ...more }));
  return cache.commitSync(staged.stageId, []);
}
export const bodies = (slice: { events: { event: { eventId: string } }[] }): string[] =>
  slice.events.map(({ event: { eventId } }) => eventId.slice(1));
