import type { EventId, RoomId, UserId } from '../../preload/contract/index.ts';
import { CodedError } from '../../preload/contract/index.ts';
import type { EventRecord, JsonObject } from './event.ts';
import {
  asArray,
  asCount,
  asObject,
  asString,
  boundedObject,
  isEventId,
  isIdentifier,
  isObject,
  isRoomId,
  isUserId,
  limits,
} from './json.ts';
import type { StrippedState } from './parse-event.ts';
import { parseEvent, parseStrippedState } from './parse-event.ts';
import type { StagedSync, SyncCryptoPart } from './sync.ts';

export interface AccountDataRecord {
  type: string;
  content: JsonObject;
}

export interface ParsedReceipt {
  userId: UserId;
  eventId: EventRecord['eventId'];
  readAt: number;
  private: boolean;
  /** `main`, the root of a thread, or null for an unthreaded receipt. */
  threadId: string | null;
}

/** Unread messages of one thread (spec 6.4, `unread_thread_notifications`). */
export interface ThreadUnread {
  root: EventId;
  unread: number;
  mentions: number;
}

/** One room of a sync answer. */
export interface ParsedRoom {
  roomId: RoomId;
  section: 'join' | 'invite' | 'knock' | 'leave';
  /** State without a place in the timeline. */
  state: EventRecord[];
  /** `state` is the state after the timeline (MSC4222): the timeline itself changes none. */
  stateIsAfter: boolean;
  stripped: StrippedState[];
  timeline: EventRecord[];
  limited: boolean;
  previousBatch: string | null;
  receipts: ParsedReceipt[];
  /** Null where the answer says nothing of typing. */
  typing: UserId[] | null;
  accountData: AccountDataRecord[];
  summary: { heroes: UserId[] | null; joined: number | null; invited: number | null };
  unread: { count: number; mentions: number; threads: ThreadUnread[] } | null;
}

/** A sync answer after all checks. */
export interface ParsedSync {
  nextBatch: string;
  crypto: Omit<SyncCryptoPart, 'encryptionEvents' | 'memberships'>;
  accountData: AccountDataRecord[];
  rooms: ParsedRoom[];
  skipped: StagedSync['skipped'];
}

type Skipped = ParsedSync['skipped'];
type Fields = { [key: string]: unknown };
/** Room version known of a room, to read its redactions; null where it is not known yet. */
export type VersionOf = (roomId: RoomId) => string | null;

/** Most skipped events that are told of in one answer: the log is not the sender's to fill. */
const toldSkips = 100;

function skip(skipped: Skipped, roomId: string, reason: string): void {
  if (skipped.length < toldSkips) skipped.push({ roomId, reason });
}

/** Events of a list, without the malformed ones. */
function parseEvents(list: unknown, roomId: RoomId, version: string | null, skipped: Skipped): EventRecord[] {
  return asArray(list).flatMap((json) => {
    const parsed = parseEvent(json, roomId, version);
    if (parsed.ok) return [parsed.value];
    skip(skipped, roomId, parsed.reason);
    return [];
  });
}

function parseStripped(list: unknown, roomId: RoomId, skipped: Skipped): StrippedState[] {
  return asArray(list).flatMap((json) => {
    const parsed = parseStrippedState(json);
    if (parsed.ok) return [parsed.value];
    skip(skipped, roomId, parsed.reason);
    return [];
  });
}

function parseAccountData(section: unknown): AccountDataRecord[] {
  return asArray(asObject(section)['events']).flatMap((json) => {
    const { type, content } = asObject(json);
    const bounded = boundedObject(content, limits.accountDataSize);
    return isIdentifier(type) && bounded ? [{ type, content: bounded }] : [];
  });
}

function parseReceipt(eventId: EventRecord['eventId'], type: string, userId: string, data: unknown): ParsedReceipt[] {
  if (!isUserId(userId) || !isObject(data)) return [];
  const threadId = data['thread_id'];
  const readAt = Math.min(asCount(data['ts']) ?? 0, limits.time);
  return [{ userId, eventId, readAt, private: type === 'm.read.private', threadId: isIdentifier(threadId) ? threadId : null }];
}

/** `m.receipt` (spec 11.8): event to type to user. */
function parseReceipts(content: unknown): ParsedReceipt[] {
  return Object.entries(asObject(content)).flatMap(([eventId, types]) =>
    ['m.read', 'm.read.private'].flatMap((type) =>
      isEventId(eventId)
        ? Object.entries(asObject(asObject(types)[type])).flatMap(([userId, data]) => parseReceipt(eventId, type, userId, data))
        : [],
    ),
  );
}

function parseEphemeral(section: unknown): Pick<ParsedRoom, 'receipts' | 'typing'> {
  const events = asArray(asObject(section)['events']).map(asObject);
  const typing = events.findLast((event) => event['type'] === 'm.typing');
  const receipts = events.filter((event) => event['type'] === 'm.receipt');
  return {
    receipts: receipts.flatMap((event) => parseReceipts(event['content'])),
    typing: typing ? asArray(asObject(typing['content'])['user_ids']).filter(isUserId).slice(0, 100) : null,
  };
}

function parseSummary(section: unknown): ParsedRoom['summary'] {
  const summary = asObject(section);
  const heroes = summary['m.heroes'];
  return {
    heroes: Array.isArray(heroes) ? heroes.filter(isUserId).slice(0, 5) : null,
    joined: asCount(summary['m.joined_member_count']),
    invited: asCount(summary['m.invited_member_count']),
  };
}

/** At most this many threads are told of. */
const mostThreads = 200;

const countsIn = (section: unknown): { unread: number; mentions: number } => {
  const counts = asObject(section);
  return { unread: asCount(counts['notification_count']) ?? 0, mentions: asCount(counts['highlight_count']) ?? 0 };
};

function parseUnread(section: unknown, threads: unknown): ParsedRoom['unread'] {
  if (!isObject(section)) return null;
  const { unread, mentions } = countsIn(section);
  const ofThreads = Object.entries(asObject(threads)).slice(0, mostThreads);
  return {
    count: unread,
    mentions,
    threads: ofThreads.flatMap(([root, counts]) => (isEventId(root) ? [{ root, ...countsIn(counts) }] : [])),
  };
}

/** `state_after` under its stable or unstable name (MSC4222), else `state`. */
function stateSection(json: Fields): { events: unknown; after: boolean } {
  const after = json['state_after'] ?? json['org.matrix.msc4222.state_after'];
  return isObject(after) ? { events: after['events'], after: true } : { events: asObject(json['state'])['events'], after: false };
}

const versionIn = (events: unknown): string | null =>
  asString(
    asArray(events)
      .map(asObject)
      .filter((event) => event['type'] === 'm.room.create')
      .map((event) => asObject(event['content'])['room_version'])[0],
  );

const emptyRoom = (roomId: RoomId, section: ParsedRoom['section']): ParsedRoom => ({
  roomId,
  section,
  state: [],
  stateIsAfter: false,
  stripped: [],
  timeline: [],
  limited: false,
  previousBatch: null,
  receipts: [],
  typing: null,
  accountData: [],
  summary: { heroes: null, joined: null, invited: null },
  unread: null,
});

function parseSeenRoom(roomId: RoomId, section: 'join' | 'leave', json: Fields, versionOf: VersionOf, skipped: Skipped): ParsedRoom {
  const state = stateSection(json);
  const timeline = asObject(json['timeline']);
  const version = versionOf(roomId) ?? versionIn(state.events) ?? versionIn(timeline['events']);
  return {
    ...emptyRoom(roomId, section),
    state: parseEvents(state.events, roomId, version, skipped).filter((event) => event.stateKey !== null),
    stateIsAfter: state.after,
    timeline: parseEvents(timeline['events'], roomId, version, skipped),
    limited: timeline['limited'] === true,
    previousBatch: asString(timeline['prev_batch']),
    ...parseEphemeral(json['ephemeral']),
    accountData: parseAccountData(json['account_data']),
    summary: parseSummary(json['summary']),
    unread: parseUnread(json['unread_notifications'], json['unread_thread_notifications']),
  };
}

function parseRoom(roomId: RoomId, section: ParsedRoom['section'], json: Fields, versionOf: VersionOf, skipped: Skipped): ParsedRoom {
  if (section === 'join' || section === 'leave') return parseSeenRoom(roomId, section, json, versionOf, skipped);
  const state = asObject(json[section === 'invite' ? 'invite_state' : 'knock_state']);
  return { ...emptyRoom(roomId, section), stripped: parseStripped(state['events'], roomId, skipped) };
}

const sections = ['join', 'invite', 'knock', 'leave'] as const;

function parseRooms(json: unknown, versionOf: VersionOf, skipped: Skipped): ParsedRoom[] {
  const rooms = asObject(json);
  return sections.flatMap((section) =>
    Object.entries(asObject(rooms[section])).flatMap(([roomId, room]) => {
      if (isRoomId(roomId) && isObject(room)) return [parseRoom(roomId, section, room, versionOf, skipped)];
      skip(skipped, roomId.slice(0, limits.identifier), 'not a room');
      return [];
    }),
  );
}

function parseCrypto(json: Fields): ParsedSync['crypto'] {
  const lists = asObject(json['device_lists']);
  const counts = Object.entries(asObject(json['device_one_time_keys_count'])).filter(([, count]) => asCount(count) !== null);
  const unused = json['device_unused_fallback_key_types'] ?? json['org.matrix.msc2732.device_unused_fallback_key_types'];
  return {
    toDevice: asArray(asObject(json['to_device'])['events'])
      .map((event) => boundedObject(event))
      .filter((event) => event !== null),
    deviceLists: { changed: asArray(lists['changed']).filter(isUserId), left: asArray(lists['left']).filter(isUserId) },
    oneTimeKeyCounts: Object.fromEntries(counts) as { [algorithm: string]: number },
    unusedFallbackKeys: Array.isArray(unused) ? unused.filter(isIdentifier) : null,
  };
}

/** JSON of a server's answer; throws `server.error` where it is no JSON object. */
function parseBody(body: Uint8Array): Fields {
  if (body.byteLength > limits.bodySize) throw new CodedError('server.error', 'the answer is too large');
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    if (isObject(json)) return json;
  } catch (error) {
    throw new CodedError('server.error', 'the answer is not JSON', { retryable: true, cause: error });
  }
  throw new CodedError('server.error', 'the answer is not an object', { retryable: true });
}

/**
 * A `/sync` answer after all checks (spec 6.4). What is malformed inside is skipped and told; throws
 * `server.error` only where the body is no sync answer at all.
 */
export function parseSync(body: Uint8Array, versionOf: VersionOf): ParsedSync {
  const json = parseBody(body);
  const nextBatch = json['next_batch'];
  if (typeof nextBatch !== 'string' || nextBatch === '')
    throw new CodedError('server.error', 'the answer has no next_batch', { retryable: true });
  const skipped: Skipped = [];
  return {
    nextBatch,
    crypto: parseCrypto(json),
    accountData: parseAccountData(json['account_data']),
    rooms: parseRooms(json['rooms'], versionOf, skipped),
    skipped,
  };
}

/** An answer of `GET /messages` (spec 8.4.6), `dir=b`: newest first. */
export interface ParsedMessages {
  events: EventRecord[];
  state: EventRecord[];
  /** Where older events begin; null at the start of the room. */
  end: string | null;
}

export function parseMessages(body: Uint8Array, roomId: RoomId, version: string | null): ParsedMessages {
  const json = parseBody(body);
  if (!Array.isArray(json['chunk'])) throw new CodedError('server.error', 'the answer has no chunk', { retryable: true });
  const end = json['end'];
  return {
    events: parseEvents(json['chunk'], roomId, version, []),
    state: parseEvents(json['state'], roomId, version, []),
    end: typeof end === 'string' && end !== '' ? end : null,
  };
}

/** An answer of `GET /context` (spec 8.4.8). */
export interface ParsedContext {
  /** Null where it is malformed. */
  event: EventRecord | null;
  /** Newest first. */
  before: EventRecord[];
  /** Oldest first. */
  after: EventRecord[];
  state: EventRecord[];
  /** Where older and newer events go on; null where there are none. */
  start: string | null;
  end: string | null;
}

const tokenIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export function parseContext(body: Uint8Array, roomId: RoomId, version: string | null): ParsedContext {
  const json = parseBody(body);
  return {
    event: parseEvents([json['event']], roomId, version, [])[0] ?? null,
    before: parseEvents(json['events_before'], roomId, version, []),
    after: parseEvents(json['events_after'], roomId, version, []),
    state: parseEvents(json['state'], roomId, version, []),
    start: tokenIn(json['start']),
    end: tokenIn(json['end']),
  };
}

/** Events that were asked for beside the timeline, in the order of the answer. */
export interface ParsedEvents {
  events: EventRecord[];
  /** `next_batch`: where the rest begins; null where there is none. */
  next: string | null;
}

/** An answer with a `chunk` of events (`GET /relations`, `/threads`, spec 11.30), or one event (`GET /event`, spec 8.4.1). */
export function parseEventsAnswer(body: Uint8Array, roomId: RoomId, version: string | null): ParsedEvents {
  const json = parseBody(body);
  const list = Array.isArray(json['chunk']) ? json['chunk'] : [json];
  const next = json['next_batch'];
  return { events: parseEvents(list, roomId, version, []), next: typeof next === 'string' && next !== '' ? next : null };
}

/** Member events of an answer of `GET /members`. */
export function parseMembers(body: Uint8Array, roomId: RoomId): EventRecord[] {
  const json = parseBody(body);
  if (!Array.isArray(json['chunk'])) throw new CodedError('server.error', 'the answer has no chunk', { retryable: true });
  return parseEvents(json['chunk'], roomId, null, []).filter((event) => event.type === 'm.room.member' && event.stateKey !== null);
}
