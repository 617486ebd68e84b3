import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, roomId, userId } from './ids.ts';

const room = { accountId, roomId };
const none = v.null();
const acting = ['account.unknown', 'room.unknown', 'room.forbidden', 'network.unreachable', 'server.error', 'server.rate-limited'] as const;

/** How rooms begin for an agent, are set in order, are replaced, and end. */
export const roomLifeCalls = {
  /** Sets or removes the `m.lowpriority` tag; a favourite is none any more. */
  'roomLife.setLowPriority': call({ input: v.object({ ...room, lowPriority: v.boolean() }), output: none, errors: acting }),
  /** Removes all that is kept of a room that was left: messages, files, draft, what waits to be sent, here and for this account on the server (spec 10.4.3). */
  'roomLife.forget': call({ input: v.object(room), output: none, errors: acting }),
  /** Enters the room that replaces this one (`m.room.tombstone`). */
  'roomLife.follow': call({ input: v.object(room), output: v.object({ roomId }), errors: acting, timeoutMs: 60_000 }),
  /** Versions that the server offers for new rooms (`m.room_versions`), stable ones, its own choice first. */
  'roomLife.versions': call({ input: v.object({ accountId }), output: v.object({ versions: v.array(v.string()) }), errors: acting }),
  /** Replaces a room by one of another version (spec 11.33), and invites its members there. */
  'roomLife.upgrade': call({
    input: v.object({ ...room, version: v.pipe(v.string(), v.minLength(1), v.maxLength(255)) }),
    output: v.object({ roomId, notInvited: v.array(userId) }),
    errors: [...acting, 'room.version'],
    timeoutMs: 600_000,
  }),
};
