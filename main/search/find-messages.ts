import type { EventId, RoomId, UserId } from '../../preload/contract/index.ts';
import type { EventCache, SearchKind, SearchHit } from '../store/index.ts';
import { excerptOf, type Excerpt } from './excerpt.ts';
import { parseQuery } from './parse-query.ts';

export interface SearchRequest {
  query: string;
  kinds: SearchKind[];
  link: boolean;
  /** Null: in all rooms. */
  roomId: RoomId | null;
  sender: UserId | null;
  /** Milliseconds: at or after, before. */
  from: number | null;
  to: number | null;
  /** `next` of the page before; null for the first. */
  cursor: number | null;
}

export interface FoundMessage {
  roomId: RoomId;
  eventId: EventId;
  sender: UserId;
  /** As last seen in the room; null where it is not known. */
  senderName: string | null;
  sentAt: number;
  excerpt: Excerpt;
}

export interface SearchAnswer {
  messages: FoundMessage[];
  /** For the next page; null at the end. */
  next: number | null;
  /** Messages that are not indexed yet: more may be found in a moment. */
  waiting: number;
  /** The room's history is whole here, so that nothing older can be missing. True for a search in all rooms, which is never whole. */
  complete: boolean;
}

const page = 30;

/** Messages of an account that match, newest first, a page at a time. Nothing for a request that asks for nothing. */
export async function findMessages(cache: EventCache, request: SearchRequest): Promise<SearchAnswer> {
  const { query, cursor, ...narrowed } = request;
  const words = parseQuery(query);
  const hasAim = words.length > 0 || request.kinds.length > 0 || request.link || request.sender !== null;
  if (!hasAim) return { messages: [], next: null, waiting: 0, complete: true };
  const { hits, waiting } = await cache.search({ ...narrowed, words, before: cursor, limit: page });
  const names = await namesOf(cache, hits);
  const messages = hits.map(({ event, body }) => ({
    roomId: event.roomId,
    eventId: event.eventId,
    sender: event.sender,
    senderName: names.get(`${event.roomId} ${event.sender}`) ?? null,
    sentAt: event.sentAt,
    excerpt: excerptOf(body, words),
  }));
  const complete = request.roomId === null || (await cache.holeBefore(request.roomId, null)) === null;
  return { messages, next: hits.length < page ? null : (hits.at(-1)?.place ?? null), waiting, complete };
}

async function namesOf(cache: EventCache, hits: readonly SearchHit[]): Promise<Map<string, string | null>> {
  const names = new Map<string, string | null>();
  for (const [roomId, ofRoom] of Map.groupBy(hits, (hit) => hit.event.roomId)) {
    const senders = [...new Set(ofRoom.map((hit) => hit.event.sender))];
    for (const profile of await cache.profiles(roomId, senders)) names.set(`${roomId} ${profile.userId}`, profile.displayName);
  }
  return names;
}
