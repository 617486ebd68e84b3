import type { UserId } from '../../preload/contract/index.ts';
import { alice, bob, morning } from './index.ts';

type Fields = { [key: string]: unknown };
let made = 0;

/** Events as a server sends them, each a second after the one before it. */
export const raw = (id: string, type: string, content: Fields, more: Fields = {}): Fields => ({
  event_id: `$${id}`,
  type,
  sender: bob,
  origin_server_ts: morning + ++made * 1000,
  content,
  ...more,
});
export const said = (id: string, body: string, more: Fields = {}): Fields => raw(id, 'm.room.message', { msgtype: 'm.text', body }, more);
export const saidMany = (prefix: string, count: number, from = 0): Fields[] =>
  Array.from({ length: count }, (_, index) => said(`${prefix}${from + index}`, `${prefix} ${from + index}`));
export const state = (type: string, stateKey: string, content: Fields): Fields =>
  raw(`state-${++made}`, type, content, { state_key: stateKey });
export const joinedMember = (userId: UserId, displayname: string): Fields =>
  state('m.room.member', userId, { membership: 'join', displayname });

/** The first answer about a room: its state, and the newest part of its timeline. */
export const newRoom = (events: Fields[], more: Fields = {}, members: Fields[] = []): Fields => ({
  state: {
    events: [
      state('m.room.create', '', { room_version: '11' }),
      state('m.room.name', '', { name: 'Salon' }),
      state('m.room.power_levels', '', { users: { [bob]: 100 } }),
      joinedMember(alice, 'Alice'),
      joinedMember(bob, 'Bob'),
      ...members,
    ],
  },
  timeline: { events, limited: true, prev_batch: 'older' },
  ...more,
});

export const more = (events: Fields[], rest: Fields = {}): Fields => ({ timeline: { events, limited: false, prev_batch: 'x' }, ...rest });
export const jump = (events: Fields[], prev_batch: string): Fields => ({ timeline: { events, limited: true, prev_batch } });
export const read = (userId: UserId, id: string): Fields => ({
  type: 'm.receipt',
  content: { [`$${id}`]: { 'm.read': { [userId]: { ts: morning } } } },
});
