import * as v from 'valibot';
import { call, feed } from './define.ts';
import { errorCode } from './errors.ts';
import { accountId, mediaUrl, roomId, userId } from './ids.ts';

/** Where somebody comes from, other than the server of the account. */
export const origin = v.object({
  /** `administration`: another server of it; `external`: a guest from outside; `foreign`: another Matrix server; `bridge`: another network. */
  kind: v.picklist(['administration', 'external', 'foreign', 'bridge']),
  /** Name of the administration, the server or the network, as it is to be shown. */
  label: v.string(),
});
export type Origin = v.InferOutput<typeof origin>;

/** Why a name deserves a second look: another one here looks the same; it mixes scripts, hides characters or poses as an id. */
export const caution = v.picklist(['alike', 'disguised']);
export type Caution = v.InferOutput<typeof caution>;

/** An e-mail address, in small letters. */
export const email = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(255),
  v.regex(/^[^@\s:/,;<>"]+@[^@\s:/,;<>"]+\.[^@\s:/,;<>"]+$/u),
);

export const person = v.object({
  userId,
  /** Display name, else the one in the user id; with the user id where `caution` says so. */
  name: v.string(),
  avatar: v.nullable(mediaUrl),
  origin: v.nullable(origin),
  caution: v.nullable(caution),
  /** The direct message with them. */
  direct: v.nullable(roomId),
});
export type Person = v.InferOutput<typeof person>;

const room = { accountId, roomId };
const none = v.null();
const reaching = ['account.unknown', 'network.unreachable', 'server.error', 'server.rate-limited'] as const;
const inviting = [
  ...reaching,
  'room.unknown',
  'room.forbidden',
  'user.unknown',
  'invite.guest',
  'invite.no-email',
  'invite.refused',
] as const;

/** Words of an exported list, in the language of the page. */
const listWords = v.object({
  name: v.string(),
  organisation: v.string(),
  userId: v.string(),
  role: v.string(),
  origin: v.string(),
  roles: v.object({ admin: v.string(), moderator: v.string(), member: v.string(), invite: v.string(), knock: v.string() }),
  external: v.string(),
  fileName: v.pipe(v.string(), v.maxLength(100)),
});

export const peopleCalls = {
  /**
   * People to write to: those we have a direct message with, then those of the directory of the server
   * (spec: user directory). Who is in neither is not shown, be they in a room with us: that is what
   * the red list asks for.
   */
  'people.search': call({
    input: v.object({ accountId, query: v.pipe(v.string(), v.maxLength(255)) }),
    output: v.object({
      people: v.array(person),
      /** There are more than are told. */
      more: v.boolean(),
      /** `closed`: the account is an external guest, to whom the directory is empty. `failed`: why is in `problem`. */
      directory: v.picklist(['searched', 'closed', 'failed']),
      problem: v.nullable(errorCode),
    }),
    errors: ['account.unknown'],
  }),
  /** Opens the direct message with the owner of an address; where there is no account yet, one that waits for them (`invited`). */
  'people.writeTo': call({
    input: v.object({ accountId, email }),
    output: v.object({ roomId, invited: v.boolean() }),
    errors: inviting,
    timeoutMs: 60_000,
  }),
  /** Invites a person, or whom an address belongs to; `by-email`: the address has no account yet, the invitation waits. `already`: they are in the room, or invited. */
  'people.invite': call({
    input: v.object({ ...room, who: v.union([v.object({ userId }), v.object({ email })]) }),
    output: v.object({ outcome: v.picklist(['invited', 'by-email', 'already']) }),
    errors: inviting,
    timeoutMs: 60_000,
  }),
  /** Takes back an invitation by e-mail. */
  'people.revoke': call({ input: v.object({ ...room, token: v.pipe(v.string(), v.maxLength(255)) }), output: none, errors: inviting }),
  /** What is known of a person, and the rooms that both are in; `complete` where the server told them all. */
  'people.card': call({
    input: v.object({ accountId, userId, roomId: v.nullable(roomId) }),
    output: v.object({ person, rooms: v.array(roomId), complete: v.boolean() }),
    errors: ['account.unknown'],
  }),
  /** Hides all that a person writes, and their invitations, or shows it again (spec: ignoring users). */
  'people.setBlocked': call({ input: v.object({ accountId, userId, blocked: v.boolean() }), output: none, errors: reaching }),
  /** Writes the members of a room to a file where the agent says; how many, null without an answer. */
  'people.exportMembers': call({
    input: v.object({ ...room, words: listWords }),
    output: v.object({ count: v.nullable(v.number()) }),
    errors: ['account.unknown', 'room.unknown', 'members.incomplete', 'file.unwritable'],
    timeoutMs: 600_000,
  }),
};

export const peopleFeeds = {
  /** Who is blocked, by name. */
  blocked: feed({
    input: v.object({ accountId }),
    item: v.object({ userId, name: v.string() }),
    meta: v.object({}),
    key: 'userId',
    errors: ['account.unknown'],
  }),
  /** Invitations by e-mail that wait in a room (`m.room.third_party_invite`). */
  emailInvites: feed({
    input: v.object(room),
    item: v.object({ token: v.string(), name: v.string() }),
    meta: v.object({}),
    key: 'token',
    errors: ['account.unknown', 'room.unknown'],
  }),
};
