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
 * Why an event cannot be read, as kept. Whatever the reason, it is tried again when its key comes.
 * - `waiting`: no key, and nobody said why.
 * - `before-join`: no key, and the agent was not a member when it was sent (`unsigned.membership`, MSC4115).
 * - `history-not-shared`: who invited could not share the history (MSC4268).
 * - `withheld…`: the sender said that it keeps the key from this device (`m.room_key.withheld`, spec 11.12.4.4).
 * - `unknown-device`, `unsigned-device`, `identity-changed`: the sender's device is not trusted enough
 *   (MSC4153); tried again when what is known of the sender changes.
 * - `mismatched-sender`: who encrypted it is not the sender.
 */
export type UndecryptableReason =
  | 'waiting'
  | 'before-join'
  | 'history-not-shared'
  | 'withheld'
  | 'withheld-unverified'
  | 'withheld-blocked'
  | 'withheld-unauthorised'
  | 'unknown-device'
  | 'unsigned-device'
  | 'identity-changed'
  | 'mismatched-sender'
  | 'malformed'
  | 'other';

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

/** How the decryption of an event stands. `none`: it was not encrypted. `pending`: not tried yet; `missing` is why its key may be missing. */
export type Decryption =
  | { status: 'none' }
  | { status: 'pending'; sessionId: string; missing?: 'before-join' }
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
