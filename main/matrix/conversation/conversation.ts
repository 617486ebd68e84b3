import { CodedError, type EventId, type RoomId } from '../../../preload/contract/index.ts';
import { asArray, isEventId, type EventRecord, type JsonObject } from '../../records/index.ts';
import type { Http } from '../http/index.ts';
import { receiptType, roomPath, type RoomParts } from '../rooms/index.ts';
import type { Conversation } from '../types.ts';
import { findLink, type FoundLink } from './link-preview.ts';

/** Events of one answer, and answers at most, when relations are asked for. */
const pageSize = 100;
/** Events around one that is jumped to. */
const contextSize = 60;
/** Threads that the list asks for, and messages of each that is not known. */
const mostThreads = 50;
const firstOfThread = 20;
/** More are of no use to anybody; the oldest go. */
const mostPinned = 100;
const filter = JSON.stringify({ lazy_load_members: true });
const relationsPath = (roomId: RoomId, eventId: EventId, relType: string): string =>
  `/_matrix/client/v1/rooms/${encodeURIComponent(roomId)}/relations/${encodeURIComponent(eventId)}/${encodeURIComponent(relType)}`;

export type ConversationParts = Pick<RoomParts, 'cache' | 'crypto' | 'announce' | 'privacy'> & { http: Pick<Http, 'json' | 'bytes'> };

/** A refusal in the words of the contract: what is not found is the message. */
async function asking<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof CodedError) || error.detail.errcode !== 'M_NOT_FOUND') throw error;
    throw new CodedError('message.unknown', 'the server knows no such message', { detail: error.detail, cause: error });
  }
}

/** What is asked of the server about single messages. What it answers is kept, decrypted, beside the timeline. */
export class LiveConversation implements Conversation {
  readonly #parts: ConversationParts;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  raw(roomId: RoomId, eventId: EventId): Promise<JsonObject> {
    return asking(this.#parts.http.json('GET', `${roomPath(roomId)}/event/${encodeURIComponent(eventId)}`));
  }

  async fetch(roomId: RoomId, eventId: EventId): Promise<EventRecord | null> {
    const known = await this.#parts.cache.event(roomId, eventId);
    if (known) return known.event;
    const body = await asking(this.#parts.http.bytes('GET', `${roomPath(roomId)}/event/${encodeURIComponent(eventId)}`));
    await this.#keep(roomId, body);
    return (await this.#parts.cache.event(roomId, eventId))?.event ?? null;
  }

  async loadRelations(roomId: RoomId, eventId: EventId, relType: string, most: number): Promise<void> {
    const path = relationsPath(roomId, eventId, relType);
    let from: string | null = null;
    for (let asked = 0; asked < most; asked += pageSize) {
      const query: { dir: string; limit: number; from?: string } = { dir: 'b', limit: Math.min(pageSize, most - asked) };
      const body = await asking(this.#parts.http.bytes('GET', path, { query: from === null ? query : { ...query, from } }));
      const next = await this.#keep(roomId, body);
      if (next === null || next === from) return;
      from = next;
    }
  }

  async loadThreads(roomId: RoomId): Promise<void> {
    const path = `/_matrix/client/v1/rooms/${encodeURIComponent(roomId)}/threads`;
    const body = await asking(this.#parts.http.bytes('GET', path, { query: { limit: mostThreads } }));
    const { events } = await this.#parts.cache.keepEvents(roomId, body);
    await this.#decrypt(events);
    const known = new Set(
      (
        await this.#parts.cache.threads(
          roomId,
          events.map(({ eventId }) => eventId),
        )
      ).map(({ root }) => root),
    );
    for (const { eventId } of events) if (!known.has(eventId)) await this.loadRelations(roomId, eventId, 'm.thread', firstOfThread);
  }

  async readThread(roomId: RoomId, root: EventId, eventId: EventId): Promise<void> {
    await this.#parts.cache.markThreadRead(roomId, root, eventId);
    this.#parts.announce({ rooms: [roomId] });
    const path = `${roomPath(roomId)}/receipt/${receiptType(this.#parts.privacy())}/${encodeURIComponent(eventId)}`;
    await asking(this.#parts.http.json('POST', path, { body: { thread_id: root } }));
  }

  async reach(roomId: RoomId, eventId: EventId): Promise<void> {
    const { cache, http } = this.#parts;
    if (await cache.placed(roomId, eventId)) return;
    const query = { limit: contextSize, filter };
    const body = await asking(http.bytes('GET', `${roomPath(roomId)}/context/${encodeURIComponent(eventId)}`, { query }));
    const events = await cache.keepContext(roomId, body);
    if (events === null) throw new CodedError('message.unknown', 'the message has no place in the history that is stored');
    await this.#decrypt(events);
  }

  async goForward(roomId: RoomId, at: { chunk: number; token: string }, count: number): Promise<void> {
    const query = { dir: 'f', from: at.token, limit: count, filter };
    const body = await asking(this.#parts.http.bytes('GET', `${roomPath(roomId)}/messages`, { query }));
    await this.#decrypt(await this.#parts.cache.fillForward(roomId, at, body));
  }

  async eventAt(roomId: RoomId, timestamp: number): Promise<EventId> {
    const path = `/_matrix/client/v1/rooms/${encodeURIComponent(roomId)}/timestamp_to_event`;
    const ask = (dir: string): Promise<JsonObject> => asking(this.#parts.http.json('GET', path, { query: { ts: timestamp, dir } }));
    const answer = await ask('f').catch((error: unknown) => {
      if (error instanceof CodedError && error.code === 'message.unknown') return ask('b');
      throw error;
    });
    if (!isEventId(answer['event_id'])) throw new CodedError('server.error', 'the answer holds no event_id');
    return answer['event_id'];
  }

  /** What is pinned is read from the server first: another member may have changed it. */
  async pin(roomId: RoomId, eventId: EventId, pinned: boolean): Promise<void> {
    const path = `${roomPath(roomId)}/state/m.room.pinned_events/`;
    const before = await this.#parts.http.json('GET', path).catch((error: unknown): JsonObject => {
      if (error instanceof CodedError && error.detail.errcode === 'M_NOT_FOUND') return {};
      throw error;
    });
    const others = asArray(before['pinned']).filter((id) => isEventId(id) && id !== eventId) as EventId[];
    await asking(
      this.#parts.http.json('PUT', path, { body: { ...before, pinned: pinned ? [...others, eventId].slice(-mostPinned) : others } }),
    );
  }

  findLink(url: string): Promise<FoundLink | null> {
    return findLink(this.#parts.http, url);
  }

  async report(roomId: RoomId, eventId: EventId, reason: string): Promise<void> {
    await asking(this.#parts.http.json('POST', `${roomPath(roomId)}/report/${encodeURIComponent(eventId)}`, { body: { reason } }));
  }

  /** Keeps an answer and decrypts what is new in it; answers where the rest begins. */
  async #keep(roomId: RoomId, body: Uint8Array): Promise<string | null> {
    const { cache } = this.#parts;
    const { events, next } = await cache.keepEvents(roomId, body);
    await this.#decrypt(events);
    return next;
  }

  async #decrypt(events: readonly EventRecord[]): Promise<void> {
    const encrypted = events.filter((event) => event.decryption.status === 'pending');
    if (encrypted.length > 0) await this.#parts.cache.saveDecrypted(await (await this.#parts.crypto()).decrypt(encrypted));
  }
}
