import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import { asObject, isIdentifier, isUserId, type EventRecord, type JsonObject } from '../../records/index.ts';

/** A request is good for ten minutes, and may come from a clock that is five ahead (spec 11.12.2.1). */
const oldestMs = 10 * 60_000;
const newestMs = 5 * 60_000;

/** The first message of a verification, checked and bounded; what it says of time and methods is the engine's to read. */
export interface FirstMessage {
  userId: UserId;
  deviceId: string;
  transaction: string;
  /** Null where it came as a to-device message. */
  roomId: RoomId | null;
  /** Old clients begin without a request (`m.key.verification.start`). */
  kind: 'request' | 'start';
  /** What the engine is given: a to-device event, or an event of a room. */
  event: JsonObject;
}

const verificationType = /^m\.key\.verification\./u;

/** Whether the time that a message says to be of allows it to begin something now. */
const isFresh = (sentAt: unknown, now: number): boolean => typeof sentAt === 'number' && sentAt > now - oldestMs && sentAt < now + newestMs;

/** Sender and transaction of a to-device message of a verification; null where it is another message, `malformed` where it is of no use. */
export function toDeviceName(event: JsonObject): { userId: UserId; transaction: string; type: string } | 'malformed' | null {
  const { type, sender } = event;
  if (typeof type !== 'string' || !verificationType.test(type)) return null;
  const transaction = asObject(event['content'])['transaction_id'];
  return isUserId(sender) && isIdentifier(transaction) ? { userId: sender, transaction, type } : 'malformed';
}

/**
 * A to-device message that begins a verification; null where it is malformed, or was sent too long
 * ago. What came `live` was sent just now, whatever the clock of its sender says; the engine, which
 * looks at that clock, is given ours.
 */
export function firstToDevice(event: JsonObject, live: boolean, now: number): FirstMessage | null {
  const name = toDeviceName(event);
  if (name === null || name === 'malformed') return null;
  const content = asObject(event['content']) as JsonObject;
  const deviceId = content['from_device'];
  const kind = name.type === 'm.key.verification.request' ? 'request' : 'start';
  if (!isIdentifier(deviceId)) return null;
  if (kind === 'request' && !live && !isFresh(content['timestamp'], now)) return null;
  const fresh = { type: name.type, sender: name.userId, content: kind === 'request' ? { ...content, timestamp: now } : content };
  return { ...name, deviceId, roomId: null, kind, event: fresh };
}

/** A verification event of a room as the engine takes it: decrypted, with the relation that stays outside of the ciphertext. */
export interface RoomMessage {
  userId: UserId;
  roomId: RoomId;
  /** The event that began the verification; its own id where it is that one. */
  transaction: string;
  begins: boolean;
  type: string;
  deviceId: string | null;
  event: JsonObject;
}

const clearOf = ({ type, content, decryption }: EventRecord): { type: string; content: JsonObject } =>
  decryption.status === 'ok' ? decryption.clear : { type, content };

/** Null where the event is not of a verification, or is malformed. */
export function roomMessage(record: EventRecord): RoomMessage | null {
  const { type, content } = clearOf(record);
  const begins = type === 'm.room.message' && content['msgtype'] === 'm.key.verification.request';
  if (!begins && !verificationType.test(type)) return null;
  const relation = asObject(content['m.relates_to'] ?? record.content['m.relates_to']);
  const transaction = begins ? record.eventId : relation['event_id'];
  if (!isIdentifier(transaction)) return null;
  const deviceId = isIdentifier(content['from_device']) ? content['from_device'] : null;
  const full = begins ? content : { ...content, 'm.relates_to': relation as JsonObject };
  const { eventId, sender, sentAt, roomId } = record;
  const event = { event_id: eventId, type, sender, origin_server_ts: sentAt, content: full };
  return { userId: sender, roomId, transaction, begins, type, deviceId, event };
}

/** The request of a room as the beginning of a verification with us; null where it is for somebody else, or was sent too long ago. */
export function firstOfRoom(message: RoomMessage, ownUserId: string, live: boolean, now: number): FirstMessage | null {
  const { userId, deviceId, transaction, roomId, event } = message;
  const asked = asObject(event['content'])['to'];
  if (!message.begins || deviceId === null || userId === ownUserId || asked !== ownUserId) return null;
  if (!live && !isFresh(event['origin_server_ts'], now)) return null;
  return { userId, deviceId, transaction, roomId, kind: 'request', event: { ...event, origin_server_ts: now } };
}
