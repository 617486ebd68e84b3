import type { EventId, RoomId, Settings, UserId } from '../../preload/contract/index.ts';
import { isMessage, previewOf, threadOf, type EventRecord, type RoomRecord } from '../records/index.ts';
import type { PushContext } from './conditions.ts';
import { evaluateRules } from './evaluate.ts';
import type { PushRules } from './rules.ts';
import { oneLine, roomName, words, type Language, type Words } from './words.ts';

/** What is to be done with the notifications of the OS. There is one for each room. */
export type NotificationOrder =
  | {
      kind: 'show';
      tag: string;
      roomId: RoomId;
      title: string;
      body: string;
      silent: boolean;
      highlight: boolean;
      /** The newest message it tells of, and the thread it is in; null for an invitation. */
      message: { eventId: EventId; thread: EventId | null } | null;
      /** The agent may answer in it: she sees what to. */
      answerable: boolean;
    }
  | { kind: 'clear'; tag: string };

/** What holds at the moment of a decision. */
export interface Moment {
  settings: Pick<Settings, 'notifications' | 'notificationContent'>;
  language: Language;
  /** Outside of the hours of the agent: nothing is shown; the badge goes on. */
  quiet: boolean;
  /** The session or the screen is locked: no name and no text is shown. */
  locked: boolean;
  /** The room that the agent looks at; null when the window is not in front. */
  focusedRoom: RoomId | null;
}

/** New events of one room, oldest first, as the store keeps them. */
export interface Arrival {
  room: RoomRecord;
  events: readonly EventRecord[];
  rules: PushRules;
  contextOf: (sender: UserId) => PushContext;
  nameOf: (sender: UserId) => string;
}

interface Standing {
  count: number;
  readMarker: EventId | null;
  /** The server counted it as unread: when the count falls to zero it was read. */
  counted: boolean;
}

/** Events that could not be read yet are looked at again when they can; at most this many for a room. */
const mostPending = 50;
const longestBody = 200;

/**
 * Decides what one account tells through notifications. Keeps which rooms have one standing; does
 * nothing itself, and depends on no clock but the times it is given.
 */
export class Notifications {
  readonly #ownUserId: UserId;
  readonly #prefix: string;
  readonly #startedAt: number;
  readonly #standing = new Map<RoomId, Standing>();
  readonly #pending = new Map<RoomId, Set<EventId>>();
  readonly #invited = new Set<RoomId>();

  /** `startedAt`: events sent before, in milliseconds since the epoch, do not notify. `prefix` keeps the tags of accounts apart. */
  constructor({ ownUserId, prefix, startedAt }: { ownUserId: UserId; prefix: string; startedAt: number }) {
    this.#ownUserId = ownUserId;
    this.#prefix = prefix;
    this.#startedAt = startedAt;
  }

  /** New events, or events of `pendingIn` that were looked at again. */
  arrived(arrival: Arrival, moment: Moment): NotificationOrder[] {
    const { room } = arrival;
    const fresh = this.#unreadOf(arrival);
    for (const event of fresh) this.#note(event);
    if (isSilent(moment) || moment.focusedRoom === room.roomId) return [];
    const loud = fresh.flatMap((event) => {
      const decision = isReadable(event) ? evaluateRules(arrival.rules, event, arrival.contextOf(event.sender), this.#ownUserId) : null;
      return decision?.notify ? [{ event, decision }] : [];
    });
    const last = loud.at(-1);
    if (!last) return [];
    const highlight = loud.some(({ decision }) => decision.highlight);
    const silent = loud.every(({ decision }) => decision.sound === null);
    const count = (this.#standing.get(room.roomId)?.count ?? 0) + loud.length;
    this.#standing.set(room.roomId, { count, readMarker: room.readMarker, counted: room.unread > 0 });
    const text = messageWords(arrival, last.event, count, moment);
    const message = { eventId: last.event.eventId, thread: threadOf(last.event) };
    const answerable = contentOf(moment) === 'full' && room.power.own >= room.power.send;
    return [{ kind: 'show', tag: this.#tag(room.roomId), roomId: room.roomId, ...text, silent, highlight, message, answerable }];
  }

  /** Events of a room that could not be read when they came. */
  pendingIn(roomId: RoomId): EventId[] {
    return [...(this.#pending.get(roomId) ?? [])];
  }

  /** Invitations that are there at the start are no news. */
  begin(rooms: Iterable<RoomRecord>): void {
    for (const room of rooms) if (room.membership === 'invite') this.#invited.add(room.roomId);
  }

  /** The row of a room changed: it was read elsewhere, left, or is a new invitation. */
  roomChanged(room: RoomRecord, moment: Moment): NotificationOrder[] {
    if (room.membership === 'invite') return this.#invitation(room, moment);
    this.#invited.delete(room.roomId);
    const standing = this.#standing.get(room.roomId);
    if (!standing) return [];
    if (room.unread > 0) standing.counted = true;
    const read = room.readMarker !== standing.readMarker || (standing.counted && room.unread === 0 && room.mentions === 0);
    return read || room.membership !== 'join' ? this.focused(room.roomId) : [];
  }

  /** The agent looks at the room, or has left it: its notification is taken back. */
  focused(roomId: RoomId): NotificationOrder[] {
    this.#pending.delete(roomId);
    return this.#standing.delete(roomId) ? [{ kind: 'clear', tag: this.#tag(roomId) }] : [];
  }

  /** The session is locked or over: nothing that was shown stays to be read. */
  clearAll(): NotificationOrder[] {
    return [...this.#standing.keys()].flatMap((roomId) => this.focused(roomId));
  }

  #invitation(room: RoomRecord, moment: Moment): NotificationOrder[] {
    if (this.#invited.has(room.roomId)) return [];
    this.#invited.add(room.roomId);
    if (isSilent(moment)) return [];
    this.#standing.set(room.roomId, { count: 0, readMarker: room.readMarker, counted: false });
    const say = words[moment.language];
    const content = contentOf(moment);
    const named = content !== 'none' && room.inviter !== null;
    const who = room.inviter ? oneLine(room.inviter.name ?? '', 60) || room.inviter.userId : '';
    const title = named ? say.invites(who) : 'Tchap';
    const body = content === 'full' && room.directUserId === null ? roomName(room, say) : '';
    return [
      {
        kind: 'show',
        tag: this.#tag(room.roomId),
        roomId: room.roomId,
        title,
        body: body || say.newInvitation,
        silent: false,
        highlight: true,
        message: null,
        answerable: false,
      },
    ];
  }

  /** Leaves out what is older than the start, or was read: up to the marker, and up to the last of our own. */
  #unreadOf({ room, events }: Arrival): EventRecord[] {
    const read = events.findLastIndex((event) => event.eventId === room.readMarker || event.sender === this.#ownUserId);
    return events.slice(read + 1).filter((event) => event.sentAt >= this.#startedAt && isMessage(event));
  }

  /** Keeps an event that cannot be read for later; forgets one that can. */
  #note(event: EventRecord): void {
    const pending = this.#pending.get(event.roomId) ?? new Set();
    if (isReadable(event)) pending.delete(event.eventId);
    else pending.add(event.eventId);
    for (const oldest of pending) {
      if (pending.size <= mostPending) break;
      pending.delete(oldest);
    }
    if (pending.size > 0) this.#pending.set(event.roomId, pending);
    else this.#pending.delete(event.roomId);
  }

  #tag(roomId: RoomId): string {
    return tagOf(this.#prefix, roomId);
  }
}

/** The name under which the notification of a room stands. */
export const tagOf = (accountId: string, roomId: RoomId): string => `${accountId} ${roomId}`;

const isSilent = ({ settings, quiet }: Moment): boolean => !settings.notifications || quiet;

const contentOf = ({ settings, locked }: Moment): Settings['notificationContent'] => (locked ? 'none' : settings.notificationContent);

const isReadable = ({ decryption: { status } }: EventRecord): boolean => status === 'none' || status === 'ok';

/** Says as much as the agent's settings allow. */
function messageWords({ room, nameOf }: Arrival, event: EventRecord, count: number, moment: Moment): { title: string; body: string } {
  const say = words[moment.language];
  const content = contentOf(moment);
  const news = count > 1 ? say.newMessages(count) : say.newMessage;
  if (content === 'none') return { title: 'Tchap', body: news };
  const sender = oneLine(nameOf(event.sender), 60) || event.sender;
  const title = room.directUserId === event.sender ? sender : say.inRoom(sender, roomName(room, say));
  return { title, body: content === 'full' ? bodyOf(event, say) || news : news };
}

function bodyOf(event: EventRecord, say: Words): string {
  const { kind, text } = previewOf(event, null, { name: '', own: false });
  const line = oneLine(text, longestBody);
  if (kind === 'text' || kind === 'emote' || kind === 'notice' || kind === 'other') return line;
  if (line === '') return say.kinds[kind];
  if (kind === 'code') return line;
  return kind === 'voice' ? say.lasting(say.kinds.voice, line) : say.labelled(say.kinds[kind], line);
}
