import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import type {
  DecryptionResult,
  EventRecord,
  JsonObject,
  MemberRecord,
  PowerRules,
  ReceiptRecord,
  RoomRecord,
  StagedSync,
  SyncChanges,
  TimelineEvent,
  TimelinePosition,
} from '../../records/index.ts';

export type SearchKind = 'text' | 'image' | 'media' | 'file';
/** A word, or several that follow each other; `prefix`: the last may go on. */
export interface SearchWord {
  text: string;
  prefix: boolean;
}
/** What is searched for. At least one of `words`, `kinds`, `link`, `sender`, `roomId` says something. */
export interface SearchWanted {
  words: SearchWord[];
  /** Empty: all. */
  kinds: SearchKind[];
  /** Only messages that hold a link. */
  link: boolean;
  roomId: RoomId | null;
  sender: UserId | null;
  /** Milliseconds; from the first on, before the second. */
  from: number | null;
  to: number | null;
  /** `place` of the last hit that is known. */
  before: number | null;
  limit: number;
}
export interface SearchHit {
  event: EventRecord;
  /** Text as indexed: of the newest edit, with the name of a file. */
  body: string;
  place: number;
}

/** A run of a timeline, oldest first. */
export interface TimelineSlice {
  events: TimelineEvent[];
  /** What lies before the first event: older events here, a hole to fill from the server, or the start of the room. */
  before: 'stored' | 'hole' | 'start';
  /** Reactions, votes, and edits by the sender of their target, for the events of the slice, oldest first. Redactions are already applied. */
  relations: EventRecord[];
}

/** A run of a timeline behind a place, oldest first. */
export interface NewerSlice {
  events: TimelineEvent[];
  /** What lies behind the last event: newer events here, a hole, or what comes live. */
  after: 'stored' | 'hole' | 'live';
  relations: EventRecord[];
}

/** A thread as far as it is stored (spec 11.25). */
export interface ThreadRecord {
  root: EventId;
  /** Messages behind the first. */
  count: number;
  latest: EventRecord;
}

/** How newer events are reached behind a run that is not the live one: forward from its end where the server gave a way, else down the hole above it. */
export type WayForward = { kind: 'forward'; chunk: number; token: string } | { kind: 'hole'; hole: TimelineHole };

/** A hole to fill with `GET /messages` (spec 8.4.6), going back from `token`. */
export interface TimelineHole {
  chunk: number;
  token: string;
}

/**
 * The disposable store: everything that a new sync would bring again. It lives in a worker thread
 * with its own encrypted database file; every method is a message to it, so that neither parsing
 * nor SQL stalls the main thread. Rejects with `CodedError` (`store.disk-full`, `store.unavailable`, `store.damaged`).
 */
export interface EventCache {
  /** When the last answer was kept before this opening, milliseconds; null where none was. */
  readonly syncedAt: number | null;
  /** `next_batch` of the last committed sync; null before the first. */
  syncToken(): Promise<string | null>;
  /**
   * Parses and checks a `/sync` answer (the buffer is transferred) without keeping anything yet.
   * Malformed events are skipped and told in `skipped`; a body that is not a sync answer rejects
   * with `server.error`.
   */
  stageSync(body: Uint8Array): Promise<StagedSync>;
  /** Keeps a staged answer with what was decrypted, and its token, in one transaction. After the first answer of all `timelines` is empty: everything is new. */
  commitSync(stageId: number, decrypted: DecryptionResult[]): Promise<SyncChanges>;
  /** Forgets a staged answer. */
  dropStage(stageId: number): Promise<void>;

  /** Removes all that is kept of a room; answers the events that carried files, which are kept elsewhere. */
  forgetRoom(roomId: RoomId): Promise<EventRecord[]>;
  /** The agent is about to leave a room from here, or it failed: such a room is not listed any more, unlike one that she leaves elsewhere. */
  leaving(roomId: RoomId, leaving: boolean): Promise<void>;
  /** All rooms that belong in the list: join, invite, knock, and those that somebody took us out of. Whoever asks at the same time gets the same records: not to be changed. */
  rooms(): Promise<RoomRecord[]>;
  room(roomId: RoomId): Promise<RoomRecord | null>;
  /** Content of a state event; null where there is none. */
  state(roomId: RoomId, type: string, stateKey: string): Promise<JsonObject | null>;
  /** What decides power in a room; null where it is unknown. */
  powerRules(roomId: RoomId): Promise<PowerRules | null>;
  /** All state events of a type, with their state keys. */
  states(roomId: RoomId, type: string): Promise<{ stateKey: string; content: JsonObject }[]>;
  /** Members with membership join, invite, knock or ban. */
  members(roomId: RoomId): Promise<MemberRecord[]>;
  /** Profiles of some members (senders, receipts), also of those who left. */
  profiles(roomId: RoomId, userIds: UserId[]): Promise<MemberRecord[]>;
  /** Keeps the answer of `GET /members` and marks the list complete. */
  replaceMembers(roomId: RoomId, body: Uint8Array): Promise<void>;
  receipts(roomId: RoomId): Promise<ReceiptRecord[]>;
  accountData(type: string): Promise<JsonObject | null>;

  /** The newest `limit` displayable events of a room. */
  timelineTail(roomId: RoomId, limit: number): Promise<TimelineSlice>;
  /** The `limit` displayable events before `position`. */
  timelineBefore(roomId: RoomId, position: TimelinePosition, limit: number): Promise<TimelineSlice>;
  /** The newest hole at or before `position`; null where the history is whole to its start. */
  holeBefore(roomId: RoomId, position: TimelinePosition | null): Promise<TimelineHole | null>;
  /** Keeps an answer of `GET /messages` (`dir=b`) in the hole; joins chunks that meet. Returns what is new, oldest first, undecrypted ones included; nothing where the hole was filled meanwhile. */
  fillHole(roomId: RoomId, hole: TimelineHole, body: Uint8Array): Promise<EventRecord[]>;
  event(roomId: RoomId, eventId: EventId): Promise<TimelineEvent | null>;
  /** The `limit` displayable events after `position`. */
  timelineAfter(roomId: RoomId, position: TimelinePosition, limit: number): Promise<NewerSlice>;
  /** How newer events are reached behind the run of `position`; null where it is the live one. */
  wayForward(roomId: RoomId, position: TimelinePosition): Promise<WayForward | null>;
  /** Keeps an answer of `GET /context` in its place in the history. Returns what is new; null where there is no place for it. */
  keepContext(roomId: RoomId, body: Uint8Array): Promise<EventRecord[] | null>;
  /** Keeps an answer of `GET /messages` (`dir=f`) behind a run; joins it to the next where they meet. Returns what is new. */
  fillForward(roomId: RoomId, at: { chunk: number; token: string }, body: Uint8Array): Promise<EventRecord[]>;
  /** The event where it has a place in the history, not where it was only asked for by itself. */
  placed(roomId: RoomId, eventId: EventId): Promise<TimelineEvent | null>;
  /** Keeps events that were asked for beside the timeline: an answer with a `chunk` of events, or one event. Answers them as they stand, in the order of the answer. */
  keepEvents(roomId: RoomId, body: Uint8Array): Promise<{ events: EventRecord[]; next: string | null }>;
  /** The threads that begin with these messages, as far as they are stored; all of the room (at most 200) for null. */
  threads(roomId: RoomId, roots: EventId[] | null): Promise<ThreadRecord[]>;
  /** Sets how far a thread was read before the server confirms it. */
  markThreadRead(roomId: RoomId, root: EventId, eventId: EventId): Promise<void>;
  /** Reactions, and edits by the sender of their target, for these events, oldest first. */
  relationsOf(roomId: RoomId, eventIds: EventId[]): Promise<EventRecord[]>;
  /** The newest `limit` events that are stored with this relation to `target`, oldest first. */
  related(roomId: RoomId, target: EventId, relType: string, limit: number): Promise<EventRecord[]>;
  /** Keeps results of decryption that came after the commit; renews previews. Returns the rooms in which an event changed. */
  saveDecrypted(results: DecryptionResult[]): Promise<RoomId[]>;
  /** Events that wait for one of these sessions of a room; all that wait in the room when `sessionIds` is null. Newest first, at most `limit`. */
  undecrypted(roomId: RoomId, sessionIds: string[] | null, limit: number): Promise<EventRecord[]>;
  /**
   * Events that carry a shield, or are not shown, for want of trust in their sender's device, newest
   * first, at most `limit`: of a person in all rooms, sent at `until` (milliseconds) or before; or of a room.
   */
  distrusted(of: { userId: UserId; until: number } | { roomId: RoomId }, limit: number): Promise<EventRecord[]>;
  /** Sets the read marker and zeroes the counts before the server confirms it; it is untold until `readTold`. */
  markRead(roomId: RoomId, eventId: EventId): Promise<void>;
  /** Takes all of a room for read, threads included, before the server confirms it; untold like `markRead`. The newest event, null where there is none. */
  markWholeRead(roomId: RoomId): Promise<EventId | null>;
  /** The agent wants to come back to a room. */
  markUnread(roomId: RoomId): Promise<void>;
  /** How far rooms were read without the server knowing. */
  untoldReads(): Promise<{ roomId: RoomId; eventId: EventId }[]>;
  /** The server knows that the room was read to this event. */
  readTold(roomId: RoomId, eventId: EventId): Promise<void>;
  /** Messages that match, newest first. What came just before is indexed before the answer. */
  search(wanted: SearchWanted): Promise<{ hits: SearchHit[]; /** Messages that are not indexed yet. */ waiting: number }>;
  /** Ends the worker after its last message. */
  close(): Promise<void>;
}
