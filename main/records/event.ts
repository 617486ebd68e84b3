import type { EventId, RoomId, UserId } from '../../preload/contract/index.ts';

/** A JSON object whose shape is not known: content sent by other people. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Type and content of an event once decrypted. */
export interface ClearEvent {
  type: string;
  content: JsonObject;
}

/**
 * Why an event cannot be read, as kept. `waiting` is tried again when a key comes. `unknown-device`,
 * `unsigned-device` and `identity-changed` say that the sender's device is not trusted enough
 * (MSC4153); they are tried again when what is known of the sender changes.
 */
export type UndecryptableReason =
  'waiting' | 'before-join' | 'withheld' | 'unknown-device' | 'unsigned-device' | 'identity-changed' | 'malformed' | 'other';

/** Trust of a decrypted event (`EventEncryptionInfo` of matrix-js-sdk). */
export interface ShieldRecord {
  colour: 'grey' | 'red';
  reason:
    | 'unverified-identity'
    | 'unsigned-device'
    | 'unknown-device'
    | 'authenticity-not-guaranteed'
    | 'sent-in-clear'
    | 'verification-violation'
    | 'mismatched-sender'
    | 'unknown';
}

/** How the decryption of an event stands. `none`: it was not encrypted. `pending`: not tried yet. */
export type Decryption =
  | { status: 'none' }
  | { status: 'pending'; sessionId: string }
  | { status: 'ok'; clear: ClearEvent; shield: ShieldRecord | null }
  | { status: 'failed'; sessionId: string; reason: UndecryptableReason };

/**
 * Place of an event in the timeline of its room. Chunks are runs without a hole; `chunk` grows with
 * every limited sync, `index` grows towards now within a chunk and may be negative (back-pagination).
 */
export interface TimelinePosition {
  chunk: number;
  index: number;
}

/** A room event as kept (spec: client event format), after `parseEvent` checked and bounded it. */
export interface EventRecord {
  roomId: RoomId;
  eventId: EventId;
  type: string;
  /** Null for message events. */
  stateKey: string | null;
  sender: UserId;
  /** `origin_server_ts`, bounded to be a safe non-negative integer. */
  sentAt: number;
  content: JsonObject;
  /** `unsigned.prev_content` of a state event. */
  previousContent: JsonObject | null;
  /** `unsigned.transaction_id`: ours, sent by this device. */
  transactionId: string | null;
  /** Set once redacted; `content` is then empty. */
  redaction: { by: UserId; reason: string | null } | null;
  decryption: Decryption;
}

/** An event with its place. State outside the timeline has none and is not one of these. */
export interface TimelineEvent {
  event: EventRecord;
  position: TimelinePosition;
}

/** The relation of an event (spec 11.6), read from the outer content as the specification demands for encrypted events. */
export interface Relation {
  relType: 'm.annotation' | 'm.replace' | 'm.thread' | 'm.reference';
  target: EventId;
  /** Key of an annotation, at most 64 characters. */
  key: string | null;
}
