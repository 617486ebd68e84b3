import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, eventId, roomId } from './ids.ts';

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

export const mediaCalls = {
  /** Lets the page open the microphone once, within the next seconds, to record a voice message for a room that the agent is in. Every other wish for it is refused. */
  'media.openMicrophone': call({ input: v.object({ accountId, roomId }), output: v.null(), errors: ['account.unknown', 'room.unknown'] }),
  /** Saves the file of a message where the agent chooses, with the mark of the web. `saved` is false when the agent cancelled. */
  'media.save': call({
    input: message,
    output: v.object({ saved: v.boolean() }),
    errors: [...fetching, 'media.unsafe', 'store.disk-full'],
    timeoutMs: wholeFileMs,
  }),
  /** Opens the file of a message with the program that the system has for it, from a copy that goes with the session. Never one that could act on the machine (`media.not-opened`). */
  'media.open': call({
    input: message,
    output: v.null(),
    errors: [...fetching, 'media.unsafe', 'media.not-opened', 'media.no-program', 'store.disk-full'],
    timeoutMs: wholeFileMs,
  }),
  /** The agent drags the file of a message out of the window. */
  'media.drag': call({
    input: message,
    output: v.null(),
    errors: [...fetching, 'media.unsafe', 'store.disk-full'],
    timeoutMs: wholeFileMs,
  }),
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
