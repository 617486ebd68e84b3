import { CodedError, type EventId, type RoomId } from '../../../preload/contract/index.ts';
import { roomPath, type RoomParts } from './parts.ts';

/**
 * Read marker and receipt. The store is changed at once; the server is told now, or when the
 * connection is back. What was not told before the application ended is lost: the counts then come
 * back with the next sync, which is the safe side.
 */
export class Reading {
  readonly #parts: Pick<RoomParts, 'http' | 'cache' | 'announce'>;
  readonly #untold = new Map<RoomId, EventId>();

  constructor(parts: Pick<RoomParts, 'http' | 'cache' | 'announce'>) {
    this.#parts = parts;
  }

  async markRead(roomId: RoomId, eventId: EventId): Promise<void> {
    const room = await this.#parts.cache.room(roomId);
    if (room === null) throw new CodedError('room.unknown', 'no such room');
    if (room.readMarker === eventId && room.unread === 0) return;
    await this.#parts.cache.markRead(roomId, eventId);
    this.#parts.announce({ rooms: [roomId] });
    this.#untold.set(roomId, eventId);
    await this.#tell(roomId, eventId);
  }

  /** Tells what could not be told while there was no connection. */
  async resume(): Promise<void> {
    for (const [roomId, eventId] of this.#untold) await this.#tell(roomId, eventId);
  }

  /** `POST /read_markers` (spec 11.9.2). */
  async #tell(roomId: RoomId, eventId: EventId): Promise<void> {
    try {
      await this.#parts.http.json('POST', `${roomPath(roomId)}/read_markers`, { body: { 'm.fully_read': eventId, 'm.read': eventId } });
    } catch (error) {
      if (error instanceof CodedError && (error.retryable || error.code.startsWith('auth.'))) return;
    }
    if (this.#untold.get(roomId) === eventId) this.#untold.delete(roomId);
  }
}
