import type { AccountId, MediaUrl, Member, RoomId, RoomSummary, UserId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { everybodyMention, findEmoji, folded, loadEmoji, personName, roomName, type Emoji, type Mention } from '../text/index.ts';
import { commandNames, type CommandName } from './composer-commands.ts';
import { FeedList } from './feed-list.svelte.ts';

/** What is asked for: words after a sign. */
export type Asking = { kind: 'user' | 'room' | 'emoji' | 'command'; query: string };
/** Something to choose. `id` is unique in the list. */
export type Option =
  | { kind: 'user'; id: string; member: Member }
  | { kind: 'everybody'; id: string }
  | { kind: 'room'; id: string; room: RoomSummary }
  | { kind: 'emoji'; id: string; emoji: Emoji }
  | { kind: 'command'; id: string; name: CommandName };

export type CompletionSources = {
  client: Client;
  accountId: AccountId;
  roomId: RoomId;
  ownUserId: () => UserId | null;
  /** Rooms of the account. */
  rooms: () => readonly RoomSummary[];
  canNotifyRoom: () => boolean;
  /** Whether the agent may do what a command does. */
  canCommand: (name: CommandName) => boolean;
  /** Words by which a command is found beside its name. */
  commandWords: (name: CommandName) => string;
};

const most = 8;

/** Those whose words begin with what is asked first, then those that hold it. */
function matching<T>(all: readonly T[], query: string, wordsOf: (one: T) => string, limit = most): T[] {
  const asked = folded(query);
  const scored = all.flatMap((one) => {
    const words = wordsOf(one);
    if (asked === '' || words.startsWith(asked)) return [{ one, score: 0 }];
    if (words.includes(` ${asked}`)) return [{ one, score: 1 }];
    return words.includes(asked) ? [{ one, score: 2 }] : [];
  });
  return scored
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ one }) => one);
}

/** The list that helps to write a name, an emoji or a command. Members are read when the first is asked for. */
export class Completion {
  options = $state.raw<readonly Option[]>([]);
  active = $state(0);
  readonly #sources: CompletionSources;
  #members: FeedList<'members'> | null = null;
  /** Folded names, made once for each list of members. */
  #names = new WeakMap<Member, string>();
  #emoji: readonly Emoji[] | null = null;
  #asking: Asking | null = null;
  /** What the agent closed the list on; it stays closed until something else is asked. */
  #dismissed: string | null = null;
  #moved = false;

  constructor(sources: CompletionSources) {
    this.#sources = sources;
  }

  get open(): boolean {
    return this.options.length > 0;
  }
  get current(): Option | null {
    return this.options[this.active] ?? null;
  }

  /** Whether Enter chooses: something was written after the sign, or the agent went through the list. */
  get picks(): boolean {
    return this.open && (this.#moved || (this.#asking?.query ?? '') !== '');
  }

  ask(asking: Asking | null): void {
    const before = this.#asking;
    this.#asking = asking;
    if (asking?.kind !== this.#dismissed) this.#dismissed = null;
    if (asking?.query !== before?.query || asking?.kind !== before?.kind) {
      this.active = 0;
      this.#moved = false;
    }
    this.#renew();
  }

  /** Up and down, around the ends. */
  move(step: 1 | -1): void {
    this.#moved = true;
    this.active = (this.active + step + this.options.length) % Math.max(1, this.options.length);
  }

  /** Closes the list until the words are left. */
  dismiss(): void {
    this.#dismissed = this.#asking?.kind ?? null;
    this.options = [];
  }

  close(): void {
    this.#members?.close();
    this.#members = null;
  }

  #renew(): void {
    const asking = this.#asking;
    const found = asking === null || asking.kind === this.#dismissed ? [] : this.#find(asking);
    this.options = found;
    if (this.active >= found.length) this.active = 0;
  }

  #find({ kind, query }: Asking): Option[] {
    if (kind === 'user') return this.#people(query);
    if (kind === 'emoji') return this.#emojiFor(query);
    if (kind === 'command') return this.#commands(query);
    const rooms = this.#sources.rooms().filter(({ membership, directUserId }) => membership === 'join' && directUserId === null);
    return matching(rooms, query, (room) => folded(roomName(room.title))).map((room) => ({ kind: 'room', id: room.roomId, room }));
  }

  #people(query: string): Option[] {
    const { client, accountId, roomId, ownUserId, canNotifyRoom } = this.#sources;
    this.#members ??= new FeedList(client, 'members', { accountId, roomId }, () => this.#renew());
    const present = this.#members.items.filter(
      ({ membership, userId }) => (membership === 'join' || membership === 'invite') && userId !== ownUserId(),
    );
    const people = matching(present, query, (member) => this.#nameOf(member)).map((member): Option => ({
      kind: 'user',
      id: member.userId,
      member,
    }));
    const all = canNotifyRoom() && ['room', 'tous', 'everyone'].some((word) => word.startsWith(folded(query)));
    return all ? [...people.slice(0, most - 1), { kind: 'everybody', id: '@room' }] : people;
  }

  #nameOf(member: Member): string {
    const known = this.#names.get(member) ?? folded(`${member.name} ${member.userId.slice(1)}`);
    this.#names.set(member, known);
    return known;
  }

  #emojiFor(query: string): Option[] {
    if (this.#emoji === null) {
      void loadEmoji().then((all) => ((this.#emoji = all), this.#renew()));
      return [];
    }
    return findEmoji(this.#emoji, query.replace(/:$/u, ''), most).map((emoji) => ({ kind: 'emoji', id: emoji.unicode, emoji }));
  }

  #commands(query: string): Option[] {
    const { canCommand, commandWords } = this.#sources;
    const words = (name: CommandName): string => folded(`${name} ${commandWords(name)}`);
    return matching(commandNames.filter(canCommand), query, words, commandNames.length).map((name) => ({
      kind: 'command',
      id: name,
      name,
    }));
  }
}

/** What an option puts in the text: a mention, or words. */
export function inserted(option: Option, server: string): Mention | string {
  if (option.kind === 'emoji') return option.emoji.unicode;
  if (option.kind === 'command') return `/${option.name} `;
  if (option.kind === 'everybody') return everybodyMention();
  const [ref, name, via] =
    option.kind === 'user'
      ? [option.member.userId, `@${personName(option.member.name)}`, '']
      : [option.room.roomId, `#${roomName(option.room.title)}`, server];
  return { type: 'mention', attrs: { ref, label: name, via } };
}

/** Picture of an option, where it has one. */
export const pictureOf = (option: Option): MediaUrl | null => {
  if (option.kind === 'user') return option.member.avatar;
  return option.kind === 'room' ? option.room.avatar : null;
};
