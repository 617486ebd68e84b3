import * as v from 'valibot';

/**
 * Branded identifiers. They are plain strings on the wire; the brand only stops one kind from
 * being given where another is meant. Limits follow the Matrix specification, appendices 4.2.
 */
const id = <const Name extends string>(name: Name, pattern: RegExp) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.regex(pattern), v.brand(name));

/** Fully qualified Matrix user id, `@local:server`. */
export const userId = id('UserId', /^@[^:\s]*:\S+$/u);
/** Room id, `!opaque:server`, or `!opaque` from room version 12 on. */
export const roomId = id('RoomId', /^!\S+$/u);
/** Room alias, `#local:server`. */
export const roomAlias = id('RoomAlias', /^#[^:\s]+:\S+$/u);
/** A room by its id or an alias. */
export const roomAddress = v.union([roomId, roomAlias]);
/** Event id, `$opaque`. */
export const eventId = id('EventId', /^\$\S+$/u);
/** Transaction id made by the page: names one send for ever, which makes a retry harmless. */
export const transactionId = id('TransactionId', /^[\w.~-]+$/u);
/** A message: one of the server, or one that still waits in the send queue here, by its transaction id. */
export const messageRef = v.union([eventId, transactionId]);
/** Local id of an account of this installation. Stable, and never shown. */
export const accountId = id('AccountId', /^[\w-]+$/u);
/** A file handed over in parts and kept by main until it is sent or dropped. */
export const attachmentId = id('AttachmentId', /^[\w-]+$/u);
/** Address of a picture or file that main serves to the page, `media:...`. Holds no key and no token. */
export const mediaUrl = v.pipe(v.string(), v.maxLength(2048), v.startsWith('media:'), v.brand('MediaUrl'));

export type UserId = v.InferOutput<typeof userId>;
export type RoomId = v.InferOutput<typeof roomId>;
export type RoomAlias = v.InferOutput<typeof roomAlias>;
export type RoomAddress = v.InferOutput<typeof roomAddress>;
export type EventId = v.InferOutput<typeof eventId>;
export type TransactionId = v.InferOutput<typeof transactionId>;
export type MessageRef = v.InferOutput<typeof messageRef>;
export type AccountId = v.InferOutput<typeof accountId>;
export type AttachmentId = v.InferOutput<typeof attachmentId>;
export type MediaUrl = v.InferOutput<typeof mediaUrl>;

/** Milliseconds since 1970-01-01T00:00Z, as a whole number. */
export const timestamp = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A count that cannot be negative. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
