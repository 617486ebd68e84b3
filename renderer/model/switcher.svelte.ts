import * as v from 'valibot';
import { userId, type Person, type RoomSummary, type UserId } from '../../preload/contract/index.ts';
import { folded } from '../text/index.ts';
import type { PeopleSearch } from './people-search.svelte.ts';
import type { RoomList } from './room-list.svelte.ts';

/** Something that the switcher can do. */
export type Action = { id: string; label: string; run: () => void };
export type Hit =
  | { type: 'room'; id: string; room: RoomSummary }
  | { type: 'action'; id: string; action: Action }
  | { type: 'person'; id: string; person: Person }
  | { type: 'user'; id: string; userId: UserId };

const mostRooms = 50;
const mostPeople = 8;
/** Before anything is typed. */
const firstRooms = 8;

/** 0 when the name begins with what was typed, 1 when a word of it does, 2 when it is inside; more is worse. */
function rank(letters: string, typed: string): number {
  if (letters.startsWith(typed)) return 0;
  return letters.includes(` ${typed}`) ? 1 : 2;
}

/** One search for rooms, people and actions. */
export class Switcher {
  query = $state('');
  /** Place of the hit that Enter takes. */
  at = $state(0);
  readonly #rooms: RoomList | null;
  readonly #actions: readonly Action[];
  readonly #people: PeopleSearch | null;

  readonly hits: readonly Hit[] = $derived.by(() => [
    ...this.#roomHits(),
    ...this.#personHits(),
    ...this.#userHit(),
    ...this.#actionHits(),
  ]);
  readonly current: Hit | null = $derived.by(() => this.hits[Math.min(this.at, this.hits.length - 1)] ?? null);

  constructor(rooms: RoomList | null, actions: readonly Action[], people: PeopleSearch | null = null) {
    this.#rooms = rooms;
    this.#actions = actions;
    this.#people = people;
  }

  type(query: string): void {
    this.query = query;
    this.at = 0;
    this.#people?.type(query);
  }

  /** Walks through the hits, round and round. */
  move(step: number): void {
    const count = this.hits.length;
    if (count > 0) this.at = (Math.min(this.at, count - 1) + step + count) % count;
  }

  #roomHits(): Hit[] {
    const list = this.#rooms;
    if (!list) return [];
    const typed = folded(this.query);
    const words = typed.split(' ').filter(Boolean);
    const rooms = list.rooms.filter((room) => words.every((word) => list.letters(room).includes(word)));
    const ordered =
      words.length === 0 ? recent(rooms) : [...rooms].sort((a, b) => rank(list.letters(a), typed) - rank(list.letters(b), typed));
    return ordered.slice(0, words.length === 0 ? firstRooms : mostRooms).map((room) => ({ type: 'room', id: room.roomId, room }));
  }

  /** Those of the directory with whom there is no conversation yet. */
  #personHits(): Hit[] {
    const found = (this.#people?.found ?? []).filter(({ direct }) => direct === null).slice(0, mostPeople);
    return found.map((person) => ({ type: 'person', id: person.userId, person }));
  }

  #userHit(): Hit[] {
    const parsed = v.safeParse(userId, this.query.trim());
    const known = parsed.success && this.#people?.found.some((person) => person.userId === parsed.output);
    return parsed.success && !known ? [{ type: 'user', id: parsed.output, userId: parsed.output }] : [];
  }

  #actionHits(): Hit[] {
    const words = folded(this.query).split(' ').filter(Boolean);
    const found = this.#actions.filter((action) => words.every((word) => folded(action.label).includes(word)));
    return found.map((action) => ({ type: 'action', id: action.id, action }));
  }
}

/** Before anything is typed: what asks for attention, then what was active last. */
const recent = (rooms: readonly RoomSummary[]): RoomSummary[] =>
  [...rooms].sort((a, b) => Number(b.unread > 0) - Number(a.unread > 0) || b.activityAt - a.activityAt);
