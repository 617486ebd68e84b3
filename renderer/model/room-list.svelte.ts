import type { AccountId, RoomId, RoomSummary } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { folded, language, roomName } from '../text/index.ts';
import { FeedList } from './feed-list.svelte.ts';

export type RoomChip = 'all' | 'unread' | 'direct' | 'forum';
export type RoomSection = 'invites' | 'favourites' | 'rooms' | 'low';
/** What the list draws: titles of sections among rooms, each with an id that is its own. */
export type RoomRow = { type: 'section'; id: RoomSection; count: number } | { type: 'room'; id: RoomId; room: RoomSummary };

const sectionOf = (room: RoomSummary): RoomSection => {
  if (room.membership !== 'join') return 'invites';
  if (room.favourite) return 'favourites';
  return room.lowPriority ? 'low' : 'rooms';
};

const order: readonly RoomSection[] = ['invites', 'favourites', 'rooms', 'low'];

const asksForAttention = (room: RoomSummary): boolean =>
  room.unread > 0 || room.mentions > 0 || room.failedSends > 0 || room.membership === 'invite';

/** The rooms of one account, as filtered by the agent. */
export class RoomList {
  filter = $state('');
  chip = $state<RoomChip>('all');
  /** The open room: it stays in « Non lus » while it is read. */
  selected = $state<RoomId | null>(null);
  readonly feed: FeedList<'rooms'>;
  #letters = new WeakMap<RoomSummary, { language: string; text: string }>();

  readonly shown: readonly RoomSummary[] = $derived.by(() => {
    const words = folded(this.filter).split(' ').filter(Boolean);
    return this.feed.items.filter((room) => this.#passesChip(room) && words.every((word) => this.letters(room).includes(word)));
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
  readonly unreadRooms: number = $derived.by(() => this.feed.items.filter((room) => !room.muted && asksForAttention(room)).length);
  readonly mentions: number = $derived.by(() => this.feed.items.reduce((sum, room) => sum + room.mentions, 0));
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
