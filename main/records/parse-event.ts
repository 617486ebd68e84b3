import type { RoomId, UserId } from '../../preload/contract/index.ts';
import type { Decryption, EventRecord, JsonObject } from './event.ts';
import { asObject, asString, boundedObject, isEventId, isIdentifier, isObject, isUserId, limits } from './json.ts';
import { keptByRedaction } from './redaction.ts';

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; reason: string };

/** State as it comes with an invitation or knock: no id and no time (spec: stripped state). */
export interface StrippedState {
  type: string;
  stateKey: string;
  sender: UserId;
  content: JsonObject;
}

const bad = (reason: string): { ok: false; reason: string } => ({ ok: false, reason });

/** Room versions 1 to 10 name the target of a redaction beside the content, later ones in it (MSC2174). */
const readsTargetFromContent = (version: string | null): boolean => version === null || !/^([1-9]|10)$/u.test(version);

/** Puts the target of a redaction where every version has it from here on, and only the one that servers acted on. */
function withTarget(json: { [key: string]: unknown }, content: JsonObject, version: string | null): JsonObject {
  const { redacts, ...rest } = content;
  if (isEventId(json['redacts'])) return { ...rest, redacts: json['redacts'] };
  return readsTargetFromContent(version) && isEventId(redacts) ? { ...rest, redacts } : rest;
}

function redactionOf(unsigned: { [key: string]: unknown }): EventRecord['redaction'] {
  const because = unsigned['redacted_because'];
  if (!isObject(because) || !isUserId(because['sender'])) return null;
  return { by: because['sender'], reason: asString(asObject(because['content'])['reason'])?.slice(0, 1000) ?? null };
}

/** `unsigned.membership` (MSC4115) of an event that was sent while the agent was outside. */
const wasOutside = (unsigned: { [key: string]: unknown }): boolean => {
  const membership = unsigned['membership'] ?? unsigned['io.element.msc4115.membership'];
  return typeof membership === 'string' && membership !== 'join';
};

function decryptionOf(type: string, content: JsonObject, unsigned: { [key: string]: unknown }): Decryption {
  if (type !== 'm.room.encrypted') return { status: 'none' };
  const sessionId = content['session_id'];
  if (!isIdentifier(sessionId)) return { status: 'failed', sessionId: '', reason: 'malformed' };
  return wasOutside(unsigned) ? { status: 'pending', sessionId, missing: 'before-join' } : { status: 'pending', sessionId };
}

const boundedTime = (value: number): number => Math.min(Math.max(Math.trunc(value), 0), limits.time);

function reasonAgainst(json: { [key: string]: unknown }): string | null {
  if (!isEventId(json['event_id'])) return 'event_id is not one';
  if (!isIdentifier(json['type'])) return 'type is not one';
  if (!isUserId(json['sender'])) return 'sender is not a user id';
  const key = json['state_key'];
  if (key !== undefined && key !== '' && !isIdentifier(key)) return 'state_key is not one';
  const time = json['origin_server_ts'];
  return typeof time === 'number' && Number.isFinite(time) ? null : 'origin_server_ts is not a number';
}

/**
 * Checks and bounds an event as a server sent it (spec: `ClientEvent`). Never throws. `version` is
 * that of the room where known; it decides only where the target of a redaction is read.
 */
export function parseEvent(json: unknown, roomId: RoomId, version: string | null = null): Parsed<EventRecord> {
  if (!isObject(json)) return bad('not an object');
  const against = reasonAgainst(json);
  if (against !== null) return bad(against);
  const content = boundedObject(json['content']);
  if (!content) return bad('content is not an object within bounds');
  return { ok: true, value: toRecord(json, roomId, content, version) };
}

/** After `reasonAgainst` found nothing. */
function toRecord(json: { [key: string]: unknown }, roomId: RoomId, content: JsonObject, version: string | null): EventRecord {
  const unsigned = asObject(json['unsigned']);
  const type = json['type'] as string;
  const redaction = redactionOf(unsigned);
  const kept = redaction ? keptByRedaction(type, content) : type === 'm.room.redaction' ? withTarget(json, content, version) : content;
  const transaction = unsigned['transaction_id'];
  return {
    roomId,
    eventId: json['event_id'] as EventRecord['eventId'],
    type,
    stateKey: (json['state_key'] as string | undefined) ?? null,
    sender: json['sender'] as UserId,
    sentAt: boundedTime(json['origin_server_ts'] as number),
    content: kept,
    previousContent: boundedObject(unsigned['prev_content'] ?? json['prev_content']),
    transactionId: isIdentifier(transaction) ? transaction : null,
    redaction,
    decryption: redaction ? { status: 'none' } : decryptionOf(type, content, unsigned),
  };
}

/** Checks and bounds an event of stripped state. Never throws. */
export function parseStrippedState(json: unknown): Parsed<StrippedState> {
  if (!isObject(json)) return bad('not an object');
  const { type, sender, state_key: stateKey } = json;
  if (!isIdentifier(type) || !isUserId(sender)) return bad('type or sender is not one');
  if (stateKey !== '' && !isIdentifier(stateKey)) return bad('state_key is not one');
  const content = boundedObject(json['content']);
  return content ? { ok: true, value: { type, stateKey, sender, content } } : bad('content is not an object within bounds');
}

/**
 * A result of decryption with its clear event checked and bounded like any other: what was encrypted
 * is no less hostile. The session id of the failure is empty, since no key would change it.
 */
export function boundedDecryption(decryption: Decryption): Decryption {
  if (decryption.status !== 'ok') return decryption;
  const { type } = decryption.clear;
  const content = boundedObject(decryption.clear.content);
  if (!isIdentifier(type) || !content) return { status: 'failed', sessionId: '', reason: 'malformed' };
  return { ...decryption, clear: { type, content } };
}
