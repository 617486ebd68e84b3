import { CodedError, type EventId, type RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { asking, roomPath, userPath, type Privacy, type RoomParts } from './parts.ts';

type Parts = Pick<RoomParts, 'http' | 'cache' | 'announce' | 'privacy' | 'userId'>;

/** Receipts of an agent who does not want to be seen reading go to her own devices alone (spec 11.9.1). */
export const receiptType = ({ receipts }: Privacy): 'm.read' | 'm.read.private' => (receipts ? 'm.read' : 'm.read.private');

/** Of a room that is marked as unread (spec 11.27; MSC2867), under both names where both were used. */
const markNames = ['m.marked_unread', 'com.famedly.marked_unread'];

/**
 * Read marker, receipts, and rooms marked as unread. The store is changed at once; the server is told
 * now, or when the connection is back, also after a restart: until then the store keeps what is untold.
 */
export class Reading {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async markRead(roomId: RoomId, eventId: EventId): Promise<void> {
    const room = await this.#parts.cache.room(roomId);
    if (room === null) throw new CodedError('room.unknown', 'no such room');
    if (room.readMarker === eventId && room.unread === 0 && !room.markedUnread) return;
    await this.#parts.cache.markRead(roomId, eventId);
    this.#parts.announce({ rooms: [roomId] });
    await this.#tell(roomId, eventId, room.markedUnread);
  }

  /** All of a room, threads included. */
  async markWhole(roomId: RoomId): Promise<void> {
    const room = await this.#parts.cache.room(roomId);
    if (room === null) throw new CodedError('room.unknown', 'no such room');
    const newest = await this.#parts.cache.markWholeRead(roomId);
    this.#parts.announce({ rooms: [roomId] });
    if (newest !== null) await this.#tell(roomId, newest, room.markedUnread);
  }

  /** One room after the other: a server limits how often it is asked. */
  async markAll(): Promise<void> {
    const rooms = (await this.#parts.cache.rooms()).filter(({ membership }) => membership === 'join');
    for (const room of rooms) if (room.unread > 0 || room.mentions > 0 || room.markedUnread) await this.markWhole(room.roomId);
  }

  /** The server first: a mark that other devices do not see is of little use. */
  async markUnread(roomId: RoomId): Promise<void> {
    await asking(this.#mark(roomId, 'm.marked_unread', true));
    await this.#parts.cache.markUnread(roomId);
    this.#parts.announce({ rooms: [roomId] });
  }

  /** Tells what could not be told while there was no connection, in this run or the one before. */
  async resume(): Promise<void> {
    for (const { roomId, eventId } of await this.#parts.cache.untoldReads()) await this.#tell(roomId, eventId, true);
  }

  /** `POST /read_markers` (spec 11.9.2). Where threads are unread, the receipt speaks of the conversation outside of them (spec 11.8). */
  async #send(roomId: RoomId, eventId: EventId, marked: boolean): Promise<void> {
    const { http, cache, privacy } = this.#parts;
    const type = receiptType(privacy());
    const threads = (await cache.room(roomId))?.threads ?? [];
    const markers = { 'm.fully_read': eventId, ...(threads.length > 0 ? {} : { [type]: eventId }) };
    await http.json('POST', `${roomPath(roomId)}/read_markers`, { body: markers });
    const path = `${roomPath(roomId)}/receipt/${type}/${encodeURIComponent(eventId)}`;
    if (threads.length > 0) await http.json('POST', path, { body: { thread_id: 'main' } });
    if (marked) for (const name of markNames) await this.#unmark(roomId, name);
  }

  /** Only where it is marked: rooms that never were keep no trace. */
  async #unmark(roomId: RoomId, name: string): Promise<void> {
    const before = await this.#parts.http.json('GET', this.#markPath(roomId, name)).catch((error: unknown): JsonObject => {
      if (error instanceof CodedError && error.detail.errcode === 'M_NOT_FOUND') return {};
      throw error;
    });
    if (before['unread'] === true) await this.#mark(roomId, name, false);
  }

  async #mark(roomId: RoomId, name: string, unread: boolean): Promise<void> {
    await this.#parts.http.json('PUT', this.#markPath(roomId, name), { body: { unread } });
  }

  #markPath(roomId: RoomId, name: string): string {
    return `${userPath(this.#parts.userId)}/rooms/${encodeURIComponent(roomId)}/account_data/${name}`;
  }

  /** What the server refuses for good is not told again. */
  async #tell(roomId: RoomId, eventId: EventId, marked: boolean): Promise<void> {
    try {
      await this.#send(roomId, eventId, marked);
    } catch (error) {
      if (error instanceof CodedError && (error.retryable || error.code.startsWith('auth.'))) return;
    }
    await this.#parts.cache.readTold(roomId, eventId);
  }
}
