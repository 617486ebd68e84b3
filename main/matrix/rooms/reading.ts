import { CodedError, type EventId, type RoomId } from '../../../preload/contract/index.ts';
import { roomPath, type RoomParts } from './parts.ts';

/**
 * Read marker and receipt. The store is changed at once; the server is told now, or when the
 * connection is back, also after a restart: until then the store keeps what is untold.
 */
export class Reading {
  readonly #parts: Pick<RoomParts, 'http' | 'cache' | 'announce'>;

  constructor(parts: Pick<RoomParts, 'http' | 'cache' | 'announce'>) {
    this.#parts = parts;
  }

  async markRead(roomId: RoomId, eventId: EventId): Promise<void> {
    const room = await this.#parts.cache.room(roomId);
    if (room === null) throw new CodedError('room.unknown', 'no such room');
    if (room.readMarker === eventId && room.unread === 0) return;
    await this.#parts.cache.markRead(roomId, eventId);
    this.#parts.announce({ rooms: [roomId] });
    await this.#tell(roomId, eventId);
  }

  /** Tells what could not be told while there was no connection, in this run or the one before. */
  async resume(): Promise<void> {
    for (const { roomId, eventId } of await this.#parts.cache.untoldReads()) await this.#tell(roomId, eventId);
  }

  /** `POST /read_markers` (spec 11.9.2). Where threads are unread, the receipt speaks of the conversation outside of them (spec 11.8). */
  async #send(roomId: RoomId, eventId: EventId): Promise<void> {
    const { http, cache } = this.#parts;
    const threads = (await cache.room(roomId))?.threads ?? [];
    const markers = { 'm.fully_read': eventId, ...(threads.length > 0 ? {} : { 'm.read': eventId }) };
    await http.json('POST', `${roomPath(roomId)}/read_markers`, { body: markers });
    const path = `${roomPath(roomId)}/receipt/m.read/${encodeURIComponent(eventId)}`;
    if (threads.length > 0) await http.json('POST', path, { body: { thread_id: 'main' } });
  }

  /** What the server refuses for good is not told again. */
  async #tell(roomId: RoomId, eventId: EventId): Promise<void> {
    try {
      await this.#send(roomId, eventId);
    } catch (error) {
      if (error instanceof CodedError && (error.retryable || error.code.startsWith('auth.'))) return;
    }
    await this.#parts.cache.readTold(roomId, eventId);
  }
}
