import * as v from 'valibot';
import { call, feed } from './define.ts';
import { accountId, count, eventId, roomId } from './ids.ts';

/** Gigabytes over a slow line, in milliseconds. */
const wholeFileMs = 6 * 3_600_000;
const message = v.object({ accountId, roomId, eventId });
const fetching = [
  'account.unknown',
  'message.unknown',
  'media.unavailable',
  'media.tampered',
  'media.scan-unavailable',
  'network.unreachable',
  'server.error',
] as const;

/** Pictures of up to this many bytes are fetched as soon as they are seen; a larger one that has no thumbnail, once the agent asks. */
export const unaskedBytes = 20 * 1024 * 1024;

/** How far a file is on its way, in bytes; `total` is null while nobody knows. */
export const progress = v.object({ done: count, total: v.nullable(count) });

/** A file of a message on its way here. */
const download = v.object({
  id: v.string(),
  accountId,
  roomId,
  eventId,
  /** As it would be saved. */
  name: v.string(),
  /** The agent asked for it: saved, opened, sent on or played, not only drawn where she reads. */
  asked: v.boolean(),
  /** It is here, and written to where it is wanted. */
  writing: v.boolean(),
  ...progress.entries,
});
export type Download = v.InferOutput<typeof download>;

export const mediaCalls = {
  /** Lets the page open the microphone once, within the next seconds, to record a voice message for a room that the agent is in. Every other wish for it is refused. */
  'media.openMicrophone': call({ input: v.object({ accountId, roomId }), output: v.null(), errors: ['account.unknown', 'room.unknown'] }),
  /** Saves the file of a message where the agent chooses, with the mark of the web. `saved` is false when the agent cancelled. */
  'media.save': call({
    input: message,
    output: v.object({ saved: v.boolean() }),
    errors: [...fetching, 'media.unsafe', 'media.cancelled', 'store.disk-full'],
    timeoutMs: wholeFileMs,
  }),
  /** Opens the file of a message with the program that the system has for it, from a copy that goes with the session. Never one that could act on the machine (`media.not-opened`). */
  'media.open': call({
    input: message,
    output: v.null(),
    errors: [...fetching, 'media.unsafe', 'media.cancelled', 'media.not-opened', 'media.no-program', 'store.disk-full'],
    timeoutMs: wholeFileMs,
  }),
  /** The agent drags the file of a message out of the window. Given up once they let go: a file that comes later would be dropped wherever the pointer is then. */
  'media.drag': call({
    input: message,
    output: v.null(),
    errors: [...fetching, 'media.unsafe', 'media.cancelled', 'store.disk-full'],
    timeoutMs: wholeFileMs,
  }),
  /** Stops the file of a message on its way here, whatever it is wanted for: that rejects with `media.cancelled`. Nothing is said where it is not on its way. */
  'media.cancel': call({ input: v.object({ accountId, eventId }), output: v.null(), errors: ['account.unknown'] }),
  /**
   * What the antivirus of the administration says of the file and the thumbnail of a message. Main
   * gives no file without it; the page asks so that it can say why. `clean` where there is no antivirus.
   */
  'media.scan': call({
    input: message,
    output: v.object({ verdict: v.picklist(['clean', 'unsafe', 'forbidden-type']) }),
    errors: fetching,
    timeoutMs: 300_000,
  }),
};

export const mediaFeeds = {
  /** Files of all accounts that have been on their way here for a second, the longest first. */
  downloads: feed({ input: v.object({}), item: download, meta: v.object({}), key: 'id', errors: [] }),
};
