import type { EventId, RoomId, RoomPreview, UserId } from '../../preload/contract/index.ts';
import type { Bridge } from './bridge.ts';

export type Membership = 'join' | 'invite' | 'leave' | 'ban' | 'knock';

/** A row of the room table: all that the room list needs without reading events. */
export interface RoomRecord {
  roomId: RoomId;
  /** Our own membership. Rooms that were left here are removed from the list, not from the store; those that we left elsewhere, or that somebody else took us out of, stay in it. */
  membership: 'join' | 'invite' | 'knock' | 'leave' | 'ban';
  /** `m.room.name`, else the canonical alias, else null. */
  name: string | null;
  topic: string;
  avatarMxc: string | null;
  encrypted: boolean;
  /** `im.vector.room.access_rules`: `rule`, `unknown` where it is none that we know, or null on a plain server. */
  accessRule: 'restricted' | 'unrestricted' | 'direct' | 'unknown' | null;
  /** `force_unencrypted_at_creation` of the same event. */
  forcedUnencrypted: boolean;
  joinRule: string;
  historyVisibility: 'invited' | 'joined' | 'shared' | 'world_readable';
  /** Room version; anything, since unknown ones are shown too. */
  version: string;
  heroes: { userId: UserId; name: string | null; avatarMxc: string | null }[];
  joinedCount: number;
  invitedCount: number;
  inviter: { userId: UserId; name: string | null } | null;
  /** From `m.direct` account data, or `is_direct` of the invitation. */
  directUserId: UserId | null;
  /** `serverNotice`: `m.server_notice` (spec 11.27). */
  tags: { favourite: boolean; lowPriority: boolean; serverNotice?: boolean };
  /** What a push rule of this room says; null where those of the account hold. */
  mode: 'all' | 'mentions' | 'mute' | null;
  muted: boolean;
  /** Messages that push rules notify of, behind what was read: as the server counts them in clear rooms, as we do in encrypted ones. */
  unread: number;
  mentions: number;
  /** Some of what is unread is not stored yet: the numbers may be too small. */
  uncounted: boolean;
  /** Threads with something unread; their numbers are part of `unread` and `mentions`. */
  threads: { root: EventId; unread: number; mentions: number }[];
  markedUnread: boolean;
  preview: RoomPreview | null;
  /** Time of the newest event that counts as activity. */
  activityAt: number;
  /** `m.fully_read` marker and our newest receipt. */
  readMarker: EventId | null;
  /** Whether the member list was loaded whole (lazy members). */
  membersComplete: boolean;
  /** `m.space`, or another type of `m.room.create`; null for rooms one talks in. */
  type: string | null;
  /** `m.room.tombstone`: the room is closed, and which one goes on. */
  successor: { roomId: RoomId | null; reason: string } | null;
  /** `predecessor` of `m.room.create`. */
  predecessor: RoomId | null;
  /** `max_lifetime` of `m.room.retention` (MSC1763), milliseconds; null where messages stay. */
  retentionMs: number | null;
  /** Rooms of a space, in its order (`m.space.child`); none for other rooms. */
  children: RoomId[];
  /** Other networks that the room is joined to (MSC2346), with the names of who is told of; absent without any. */
  bridges?: NamedBridge[];
  /** Whom a room that we are alone in waits for: an e-mail address as the agent wrote it, else as the server masks it; absent else. */
  awaits?: string;
  /** How many ask to enter. */
  requests: number;
  /** How our membership ended, where it was not from here; null while we are in, and after we left here. */
  parting: Parting | null;
  /** Our own power level and those needed, from `m.room.power_levels`. */
  power: PowerRecord;
}

type Named = { userId: UserId; name: string | null };
export type NamedBridge = Omit<Bridge, 'by' | 'creator'> & { by: Named; creator: Named | null };

/** The end of a membership by somebody else, or by the agent from another device (`left`). `refused`: of a request to enter. `unbanned`: one may come back, if let in. */
export interface Parting {
  how: 'left' | 'kicked' | 'banned' | 'unbanned' | 'refused';
  by: { userId: UserId; name: string | null };
  reason: string;
  at: number;
}

export interface PowerRecord {
  own: number;
  invite: number;
  /** For `m.room.message`, or `m.room.encrypted` where encrypted. */
  send: number;
  redact: number;
  /** For `@room`: `notifications.room`. */
  notifyRoom: number;
  /** For `m.room.pinned_events`. */
  pin: number;
  kick: number;
  /** For `m.space.child`. */
  children: number;
}

export interface MemberRecord {
  roomId: RoomId;
  userId: UserId;
  membership: Membership;
  displayName: string | null;
  avatarMxc: string | null;
  power: number;
}

/** Newest receipt of a member (spec 11.8), main timeline or unthreaded. */
export interface ReceiptRecord {
  roomId: RoomId;
  userId: UserId;
  eventId: EventId;
  readAt: number;
}
