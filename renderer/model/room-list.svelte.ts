import type { AccountId, RoomId, RoomSummary } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { folded, language, roomName } from '../text/index.ts';
import { FeedList } from './feed-list.svelte.ts';

export type RoomChip = 'all' | 'unread' | 'direct' | 'forum';
export type RoomSection = 'invites' | 'notices' | 'favourites' | 'rooms' | 'low' | 'gone';
/** What the list draws: titles of sections among rooms, each with an id that is its own. */
export type RoomRow = { type: 'section'; id: RoomSection; count: number } | { type: 'room'; id: RoomId; room: RoomSummary };

/** Somebody else took the agent out of it. */
const isGone = ({ membership }: RoomSummary): boolean => membership === 'leave' || membership === 'ban';

const sectionOf = (room: RoomSummary): RoomSection => {
  if (isGone(room)) return 'gone';
  if (room.membership !== 'join') return 'invites';
  if (room.notices) return 'notices';
  if (room.favourite) return 'favourites';
  return room.lowPriority ? 'low' : 'rooms';
};

const order: readonly RoomSection[] = ['invites', 'notices', 'favourites', 'rooms', 'low', 'gone'];

const asksForAttention = (room: RoomSummary): boolean =>
  !isGone(room) && (room.unread > 0 || room.mentions > 0 || room.failedSends > 0 || room.requests > 0 || room.membership === 'invite');

/** Its successor names it and the agent is there: the old history is reached from the new room (spec 11.33.1). */
function isReplaced(room: RoomSummary, byId: ReadonlyMap<RoomId, RoomSummary>): boolean {
  const next = room.successor?.roomId ? byId.get(room.successor.roomId) : undefined;
  return next?.membership === 'join' && next.predecessor === room.roomId;
}

/** The rooms of one account, as filtered by the agent. */
export class RoomList {
  filter = $state('');
  chip = $state<RoomChip>('all');
  /** The space whose rooms are shown; null: all. */
  space = $state<RoomId | null>(null);
  /** The open room: it stays in « Non lus » while it is read. */
  selected = $state<RoomId | null>(null);
  readonly feed: FeedList<'rooms'>;
  #letters = new WeakMap<RoomSummary, { language: string; text: string }>();

  /** Spaces of the agent, by name. */
  readonly spaces: readonly RoomSummary[] = $derived.by(() =>
    this.feed.items
      .filter((room) => room.space !== null && room.membership === 'join')
      .sort((a, b) => roomName(a.title).localeCompare(roomName(b.title), language())),
  );
  /** Conversations: what is no space of the agent, and was not replaced by a room that she is in. */
  readonly rooms: readonly RoomSummary[] = $derived.by(() => {
    const byId = new Map(this.feed.items.map((room) => [room.roomId, room]));
    return this.feed.items.filter((room) => (room.space === null || room.membership !== 'join') && !isReplaced(room, byId));
  });
  /** The space that is shown, while the agent is in it. */
  readonly openSpace: RoomSummary | null = $derived.by(() => this.spaces.find((space) => space.roomId === this.space) ?? null);

  readonly shown: readonly RoomSummary[] = $derived.by(() => {
    const words = folded(this.filter).split(' ').filter(Boolean);
    const inside = this.openSpace?.space ? new Set(this.openSpace.space.children) : null;
    const passes = (room: RoomSummary): boolean => inside === null || inside.has(room.roomId) || room.membership === 'invite';
    return this.rooms.filter((room) => passes(room) && this.#passesChip(room) && words.every((word) => this.letters(room).includes(word)));
  });

  readonly rows: readonly RoomRow[] = $derived.by(() =>
    order.flatMap((section): RoomRow[] => {
      const rooms = this.shown.filter((room) => sectionOf(room) === section);
      if (rooms.length === 0) return [];
      return [
        { type: 'section', id: section, count: rooms.length },
        ...rooms.map((room): RoomRow => ({ type: 'room', id: room.roomId, room })),
      ];
    }),
  );

  /** Conversations with something to read, muted ones left out. */
  readonly unreadRooms: number = $derived.by(() => this.rooms.filter((room) => !room.muted && asksForAttention(room)).length);
  readonly mentions: number = $derived.by(() => this.rooms.reduce((sum, room) => sum + room.mentions, 0));
  /** Rooms that the server has and the list does not show yet. */
  readonly missing: number = $derived.by(() => Math.max(0, (this.feed.meta?.total ?? 0) - this.feed.items.length));

  constructor(client: Client, accountId: AccountId) {
    this.feed = new FeedList(client, 'rooms', { accountId });
  }

  find(roomId: RoomId | null): RoomSummary | null {
    return this.feed.items.find((room) => room.roomId === roomId) ?? null;
  }

  /** The room `step` places from `from` in what is shown; the first or last one without a place to start from. */
  neighbour(from: RoomId | null, step: 1 | -1): RoomSummary | null {
    const rooms = this.rows.flatMap((row) => (row.type === 'room' ? [row.room] : []));
    const at = rooms.findIndex((room) => room.roomId === from);
    if (at < 0) return (step > 0 ? rooms[0] : rooms.at(-1)) ?? null;
    return rooms[at + step] ?? null;
  }

  /** What a room is searched by: its name and the other person of a direct message. Folded. */
  letters(room: RoomSummary): string {
    const known = this.#letters.get(room);
    if (known?.language === language()) return known.text;
    const text = folded(`${roomName(room.title)} ${room.directUserId ?? ''} ${room.inviter?.name ?? ''}`);
    this.#letters.set(room, { language: language(), text });
    return text;
  }

  close(): void {
    this.feed.close();
  }

  #passesChip(room: RoomSummary): boolean {
    if (this.chip === 'unread') return asksForAttention(room) || room.roomId === this.selected;
    if (this.chip === 'direct') return room.kind === 'direct';
    return this.chip === 'all' || room.kind === 'forum';
  }
}
