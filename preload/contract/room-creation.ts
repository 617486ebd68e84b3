import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, roomId, userId } from './ids.ts';

/** Kinds of rooms that agents create, beside direct messages. */
export const newRoomKind = v.picklist(['private', 'external', 'private-unencrypted', 'forum']);
export type NewRoomKind = v.InferOutput<typeof newRoomKind>;

/**
 * What a room is for.
 * - `announcement`: moderators write, the others read and react.
 * - `consultation`: moderators ask (polls, in rooms in clear), everybody votes and writes; who comes later reads what was asked.
 * - `questions`: each question is a thread; who comes later finds the answers.
 */
export const roomTemplate = v.picklist(['conversation', 'announcement', 'consultation', 'questions']);
export type RoomTemplate = v.InferOutput<typeof roomTemplate>;

export const roomCreationCalls = {
  /** Creates a room of a kind and invites. On a plain homeserver it is the nearest that there is. */
  'rooms.create': call({
    input: v.object({
      accountId,
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255)),
      invite: v.pipe(v.array(userId), v.maxLength(100)),
      /** `private` unless told. */
      kind: v.optional(newRoomKind),
      /** `conversation` unless told. */
      template: v.optional(roomTemplate),
      topic: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(4096))),
      /** Whether people of other servers may ever enter (`m.federate`); they may unless told. */
      federated: v.optional(v.boolean()),
    }),
    output: v.object({
      roomId,
      /** Who could not be invited; the room is there all the same. */
      notInvited: v.array(userId),
    }),
    errors: ['account.unknown', 'room.not-created', 'user.unknown', 'network.unreachable', 'server.error', 'server.rate-limited'],
    timeoutMs: 60_000,
  }),
};
