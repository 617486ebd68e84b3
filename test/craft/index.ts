import type { MediaUrl, RoomId, TransactionId, UserId } from '../../preload/contract/index.ts';
import {
  parseEvent,
  type Decryption,
  type EventRecord,
  type JsonObject,
  type QueueRecord,
  type ReceiptRecord,
} from '../../main/records/index.ts';
import type { LocalEcho, MediaSource, Profile, TimelineInput, TimelineOptions } from '../../main/timeline/index.ts';

export const roomId = '!salon:tchap.test' as RoomId;
export const alice = '@alice:tchap.test' as UserId;
export const bob = '@bob:tchap.test' as UserId;
export const carol = '@carol:tchap.test' as UserId;
/** Monday 23 November 2026, 10:00 UTC. */
export const morning = Date.UTC(2026, 10, 23, 10);
export const minute = 60_000;

export interface Crafted {
  id?: string;
  type?: string;
  sender?: UserId;
  /** Milliseconds; a second after the event before it unless told. */
  at?: number;
  content?: JsonObject;
  stateKey?: string;
  previous?: JsonObject;
  transactionId?: string;
  redactedBy?: UserId;
  /** The event arrives encrypted, and this is what decryption makes of it. */
  decryption?: Decryption;
}

let made = 0;

/** An event as the server would send it, parsed as the store parses it. */
export function event(crafted: Crafted = {}): EventRecord {
  const number = ++made;
  const {
    id = `$e${number}`,
    type = 'm.room.message',
    sender = bob,
    at = morning + number * 1000,
    content = text(`message ${number}`),
  } = crafted;
  const unsigned = {
    ...(crafted.transactionId === undefined ? {} : { transaction_id: crafted.transactionId }),
    ...(crafted.previous === undefined ? {} : { prev_content: crafted.previous }),
    ...(crafted.redactedBy === undefined ? {} : { redacted_because: { sender: crafted.redactedBy, content: { reason: 'erreur' } } }),
  };
  const json = {
    event_id: id,
    type: crafted.decryption ? 'm.room.encrypted' : type,
    sender,
    origin_server_ts: at,
    content: crafted.decryption ? { ...encrypted, ...relationsOf(content) } : content,
    unsigned,
    ...(crafted.stateKey === undefined ? {} : { state_key: crafted.stateKey }),
  };
  const parsed = parseEvent(json, roomId);
  if (!parsed.ok) throw new Error(parsed.reason);
  return crafted.decryption ? { ...parsed.value, decryption: crafted.decryption } : parsed.value;
}

const encrypted: JsonObject = { algorithm: 'm.megolm.v1.aes-sha2', session_id: 'session', ciphertext: 'AwgA' };

/** `m.relates_to` stays outside of the ciphertext (spec 11.12.1). */
const relationsOf = (content: JsonObject): JsonObject =>
  'm.relates_to' in content ? { 'm.relates_to': content['m.relates_to'] ?? null } : {};

/** An encrypted message that could be read. */
export const readable = (content: JsonObject, crafted: Crafted = {}): EventRecord =>
  event({ ...crafted, content, decryption: { status: 'ok', clear: { type: crafted.type ?? 'm.room.message', content }, shield: null } });

export const text = (body: string): JsonObject => ({ msgtype: 'm.text', body });

export const edit = (target: EventRecord, body: string, crafted: Crafted = {}): EventRecord =>
  event({
    sender: target.sender,
    ...crafted,
    content: { ...text(`* ${body}`), 'm.new_content': text(body), 'm.relates_to': { rel_type: 'm.replace', event_id: target.eventId } },
  });

export const reaction = (target: EventRecord, key: string, crafted: Crafted = {}): EventRecord =>
  event({ ...crafted, type: 'm.reaction', content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: target.eventId, key } } });

export const member = (userId: UserId, content: JsonObject, crafted: Crafted = {}): EventRecord =>
  event({ sender: userId, ...crafted, type: 'm.room.member', stateKey: userId, content });

export const profile = (userId: UserId, displayName: string | null, avatarMxc: string | null = null): Profile => ({
  userId,
  displayName,
  avatarMxc,
});

export const receipt = (userId: UserId, target: EventRecord, readAt = morning): ReceiptRecord => ({
  roomId,
  userId,
  eventId: target.eventId,
  readAt,
});

/** An entry of the send queue. */
export function echo(transactionId: string, content: QueueRecord['content'], record: Partial<QueueRecord> = {}): LocalEcho {
  const whole: QueueRecord = {
    transactionId: transactionId as TransactionId,
    roomId,
    position: 1,
    queuedAt: morning + 60 * minute,
    content,
    status: 'queued',
    failure: null,
    eventId: null,
    wire: null,
    ...record,
  };
  return { record: whole, sending: false, attachment: null };
}

export const mediaUrl = (source: MediaSource): MediaUrl | null => `media:${JSON.stringify(source)}`.slice(0, 200) as MediaUrl;

export const options: TimelineOptions = { ownUserId: alice, mediaUrl, originOf: () => null, timeZone: 'Europe/Paris' };

/** A conversation of one whole run, seen by Alice. */
export function input(events: readonly EventRecord[], more: Partial<TimelineInput> = {}): TimelineInput {
  const profiles = [profile(alice, 'Alice Martin'), profile(bob, 'Bob Durand'), profile(carol, 'Carole Petit')];
  return {
    roomId,
    runs: [events],
    before: 'stored',
    relations: [],
    echoes: [],
    receipts: [],
    profiles: new Map(profiles.map((one) => [one.userId, one])),
    replyTargets: new Map(),
    threads: new Map(),
    unreadAfter: null,
    encrypted: false,
    redactPower: 50,
    ...more,
  };
}
