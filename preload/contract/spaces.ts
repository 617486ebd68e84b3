import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, count, roomId, userId } from './ids.ts';

const space = { accountId, spaceId: roomId };
const none = v.null();
const acting = ['account.unknown', 'room.unknown', 'room.forbidden', 'network.unreachable', 'server.error', 'server.rate-limited'] as const;
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255));
const invite = v.pipe(v.array(userId), v.maxLength(100));

/** A room of a space, as the server tells of it (spec 11.36, `/hierarchy`). */
export const spaceRoom = v.object({
  roomId,
  name: v.string(),
  topic: v.string(),
  memberCount: count,
  /** Whether the account is in it, may enter at once, or may ask. */
  entry: v.picklist(['joined', 'open', 'ask', 'invite']),
});
export type SpaceRoom = v.InferOutput<typeof spaceRoom>;

export const spaceCalls = {
  /** Makes a private space, and invites. */
  'spaces.create': call({
    input: v.object({ accountId, name, topic: v.pipe(v.string(), v.trim(), v.maxLength(4096)), invite }),
    output: v.object({ roomId, notInvited: v.array(userId) }),
    errors: [...acting, 'room.not-created', 'user.unknown'],
    timeoutMs: 60_000,
  }),
  /** The rooms of a space, in its order; other spaces in it are left out. At most 500. */
  'spaces.rooms': call({ input: v.object(space), output: v.object({ rooms: v.array(spaceRoom) }), errors: acting, timeoutMs: 60_000 }),
  /**
   * Puts rooms into a space. `open`: members of the space may enter them without an invitation (`restricted`);
   * `closed` tells those for which that could not be: too old a version, or refused. They are in the space all the same.
   */
  'spaces.add': call({
    input: v.object({ ...space, roomIds: v.pipe(v.array(roomId), v.minLength(1), v.maxLength(50)), open: v.boolean() }),
    output: v.object({ closed: v.array(roomId) }),
    errors: acting,
    timeoutMs: 120_000,
  }),
  /** Takes a room out of a space; the room itself stays as it is. */
  'spaces.remove': call({ input: v.object({ ...space, roomId }), output: none, errors: acting }),
  /** Makes a private encrypted room in a space, which its members may enter where the server can; `open` says whether. */
  'spaces.createRoom': call({
    input: v.object({ ...space, name }),
    output: v.object({ roomId, open: v.boolean() }),
    errors: [...acting, 'room.not-created'],
    timeoutMs: 60_000,
  }),
  /** Enters a room by way of the servers that the space names. */
  'spaces.join': call({ input: v.object({ ...space, roomId }), output: none, errors: acting, timeoutMs: 60_000 }),
};
