import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, count, mediaUrl, roomAddress, roomAlias, roomId } from './ids.ts';

const room = { accountId, roomId };
const none = v.null();
const acting = ['account.unknown', 'room.unknown', 'network.unreachable', 'server.error', 'server.rate-limited'] as const;

const serverName = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(230), v.regex(/^[0-9a-z.:[\]-]+$/u));

/** A room that is seen from outside. */
export const roomGlimpse = v.object({
  roomId,
  alias: v.nullable(roomAlias),
  /** Empty where it has none that is told. */
  name: v.string(),
  topic: v.string(),
  avatar: v.nullable(mediaUrl),
  memberCount: v.nullable(count),
  encrypted: v.boolean(),
  /** How one enters: at once, on request, or by invitation alone (also where the server does not tell). */
  entry: v.picklist(['open', 'request', 'invitation']),
  /** How the account stands with it. */
  membership: v.nullable(v.picklist(['join', 'invite', 'knock'])),
});
export type RoomGlimpse = v.InferOutput<typeof roomGlimpse>;

/** Address and servers that know the room. */
const door = { accountId, address: roomAddress, via: v.pipe(v.array(serverName), v.maxLength(10)) };

export const roomDoorCalls = {
  /** Servers whose forums can be looked for: the account's own first, then those of the administration, by label. */
  'doors.servers': call({
    input: v.object({ accountId }),
    output: v.object({ servers: v.array(v.object({ serverName: v.string(), label: v.string() })) }),
    errors: ['account.unknown'],
  }),
  /** Thirty forums of a server, the largest first, that have these words in their name, topic or address. `from`: as the page before told. */
  'doors.forums': call({
    input: v.object({
      accountId,
      /** The account's own where null. */
      server: v.nullable(serverName),
      query: v.pipe(v.string(), v.trim(), v.maxLength(255)),
      from: v.nullable(v.pipe(v.string(), v.maxLength(2048))),
    }),
    output: v.object({ forums: v.array(roomGlimpse), next: v.nullable(v.string()), total: v.nullable(count) }),
    errors: ['account.unknown', 'guest.refused', 'forums.unreachable', 'network.unreachable', 'server.error', 'server.rate-limited'],
    timeoutMs: 60_000,
  }),
  /** A room as its server shows it to who is not in (spec: room summary). Where it tells nothing, only the address is known. */
  'doors.glimpse': call({ input: v.object(door), output: roomGlimpse, errors: acting }),
  /** Enters a room (spec 10.4.1) or, with `asking`, asks to (`/knock`, spec 10.4.2); `reason` is shown to who may answer, and may be empty. */
  'doors.enter': call({
    input: v.object({ ...door, asking: v.nullable(v.object({ reason: v.pipe(v.string(), v.trim(), v.maxLength(500)) })) }),
    output: v.object({ roomId }),
    errors: [...acting, 'room.no-entry', 'guest.refused'],
    timeoutMs: 120_000,
  }),
  /** Who may come in, and what the account may change of it. */
  'doors.of': call({
    input: v.object(room),
    output: v.object({
      /** Link that others can be given. */
      url: v.string(),
      mayChangeLink: v.boolean(),
      mayOpenToGuests: v.boolean(),
    }),
    errors: acting,
  }),
  /** Lets in whoever has the link of a private room, or nobody any more. */
  'doors.setLinkAccess': call({
    input: v.object({ ...room, open: v.boolean() }),
    output: none,
    errors: [...acting, 'room.forbidden'],
    timeoutMs: 60_000,
  }),
  /** Opens a private room to external guests, for good. */
  'doors.openToGuests': call({ input: v.object(room), output: none, errors: [...acting, 'room.not-opened'] }),
};
