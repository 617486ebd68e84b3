import type { AttachmentId, EventId, MediaUrl, Origin, RoomId, UserId } from '../../preload/contract/index.ts';
import type { AttachmentRecord, EventRecord, QueueRecord, ReceiptRecord } from '../records/index.ts';

/** Something that `main/media` can serve. */
export type MediaSource =
  | { kind: 'event'; roomId: RoomId; eventId: EventId; thumbnail: boolean }
  | { kind: 'avatar'; mxc: string }
  | { kind: 'attachment'; attachmentId: AttachmentId };

/** Address under which the page finds it; null where it cannot be served. Pure. */
export type MediaUrlOf = (source: MediaSource) => MediaUrl | null;

/** What a member says of themselves, as received. */
export interface Profile {
  userId: UserId;
  displayName: string | null;
  avatarMxc: string | null;
  /** Where they are a member. */
  power?: number;
}

/** An entry of the send queue of the room. `attachment` is what is known of the file that it sends. */
export interface LocalEcho {
  record: QueueRecord;
  sending: boolean;
  attachment: AttachmentRecord | null;
}

export interface TimelineOptions {
  ownUserId: UserId;
  mediaUrl: MediaUrlOf;
  /** Where a person comes from; null: the server of the account. Pure. */
  originOf(userId: UserId): Origin | null;
  /** IANA name; the one of the machine without it. */
  timeZone?: string;
  /** The thread whose messages are rows; none without it. */
  thread?: EventId;
  /** Hears of an event that could not be drawn; it is shown as unsupported. */
  onError?: (eventId: EventId, error: unknown) => void;
}

/** What a first message tells of its thread. */
export interface ThreadFacts {
  count: number;
  latest: EventRecord;
  unread: number;
}

/** All that a conversation is drawn from. Arrays are never changed in place: identity tells what is new. */
export interface TimelineInput {
  roomId: RoomId;
  /** Runs of events without a hole, oldest first; between two runs history is missing. The last one is live. */
  runs: readonly (readonly EventRecord[])[];
  /** What lies before the first event. */
  before: 'stored' | 'hole' | 'start';
  /** Edits, reactions, votes and redactions, in the order in which they came. */
  relations: readonly EventRecord[];
  echoes: readonly LocalEcho[];
  receipts: readonly ReceiptRecord[];
  profiles: ReadonlyMap<UserId, Profile>;
  /** Answered messages that are not in `runs`. */
  replyTargets: ReadonlyMap<EventId, EventRecord>;
  /** Threads by their first message. */
  threads: ReadonlyMap<EventId, ThreadFacts>;
  /** The last event that was read when the room was opened; the line « Nouveaux messages » follows it. */
  unreadAfter: EventId | null;
  /** Whether the room is encrypted now. */
  encrypted: boolean;
  /** Power that removing messages of others takes. */
  redactPower: number;
}
