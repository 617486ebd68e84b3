import { CodedError, type RoomId } from '../../../preload/contract/index.ts';
import type { RoomRecord, SyncChanges } from '../../records/index.ts';
import type { EventCache, TimelineHole } from '../../store/index.ts';

export interface CatchUpParts {
  cache: Pick<EventCache, 'rooms' | 'room' | 'holeBefore'>;
  /** Reads what of a room was never tried. */
  decrypt(roomId: RoomId): Promise<void>;
  /** Brings up to `count` events of a hole into the store, and reads them. */
  fill(roomId: RoomId, hole: TimelineHole, count: number): Promise<void>;
}

/** Events of one answer, and answers for one room: what is unread behind that is left to the number of the server. */
const pageSize = 100;
const mostPages = 10;
/** Rooms that are looked at after a time without connection, the most active first. */
const mostRooms = 300;

const waitsForUs = (room: RoomRecord): boolean =>
  room.membership === 'join' && room.encrypted && (room.unread > 0 || room.uncounted || room.mode === 'mentions');

/** A room that the server refuses keeps the others waiting no longer than its own turn. */
function leaveOut(error: unknown): void {
  if (!(error instanceof CodedError) || error.retryable || error.code.startsWith('auth.')) throw error;
}

/**
 * Makes counts of encrypted rooms right after days offline: what is unread is brought from the server
 * in the background, back to where the agent read, and decrypted, so that push rules can be asked.
 * One room after the other, in no hurry; a failure waits for the next answer of the server.
 */
export class CatchUp {
  readonly #parts: CatchUpParts;
  readonly #waiting = new Set<RoomId>();
  /** Where the way back was left, so that it is not gone again for nothing. */
  readonly #leftAt = new Map<RoomId, string>();
  #running = false;
  #stopped = false;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
  }

  /** The connection is back: whatever happened meanwhile. */
  async online(): Promise<void> {
    const rooms = (await this.#parts.cache.rooms()).filter(waitsForUs).sort((a, b) => b.activityAt - a.activityAt);
    for (const { roomId } of rooms.slice(0, mostRooms)) this.#waiting.add(roomId);
    await this.#work();
  }

  /** An answer was kept: rooms with events that are missing, or that could not be read at once. */
  async synced({ timelines }: SyncChanges): Promise<void> {
    for (const { roomId, events, limited } of timelines)
      if (limited || events.some(({ decryption }) => decryption.status === 'pending')) this.#waiting.add(roomId);
    await this.#work();
  }

  stop(): void {
    this.#stopped = true;
  }

  async #work(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (const roomId of this.#waiting) {
        if (this.#stopped) return;
        await this.#room(roomId).catch(leaveOut);
        this.#waiting.delete(roomId);
      }
    } finally {
      this.#running = false;
    }
  }

  async #room(roomId: RoomId): Promise<void> {
    const { cache, decrypt, fill } = this.#parts;
    if (!(await cache.room(roomId))?.encrypted) return;
    await decrypt(roomId);
    for (let pages = 0; pages < mostPages && !this.#stopped; pages++) {
      const hole = (await cache.room(roomId))?.uncounted ? await cache.holeBefore(roomId, null) : null;
      if (hole === null || hole.token === this.#leftAt.get(roomId)) return;
      await fill(roomId, hole, pageSize);
    }
    const left = await cache.holeBefore(roomId, null);
    if (left !== null) this.#leftAt.set(roomId, left.token);
  }
}
