import type { AccountId, EventPayload, RoomId } from '../../preload/contract/index.ts';
import type { Host, NotificationRequest } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import type { LiveAccount } from '../matrix/index.ts';
import {
  badgeOf,
  Notifications,
  pushRulesOf,
  words,
  type Arrival,
  type Moment,
  type NotificationOrder,
  type PushRules,
} from '../notify/index.ts';
import type { EventRecord, RoomRecord, SyncChanges } from '../records/index.ts';
import { arrivalOf } from './arrival.ts';
import type { Reply } from './replies.ts';

/** What announcers of all accounts share. */
export interface AnnouncerParts {
  host: Pick<Host, 'notifier' | 'clock'>;
  log: Logger;
  moment(accountId: AccountId): Moment;
  openRoom(payload: EventPayload<'app.openRoom'>): void;
  onReply(reply: Reply): void;
  onBadge(): void;
}

type ShowOrder = Extract<NotificationOrder, { kind: 'show' }>;

/** From here on rooms that changed are read together. */
const manyRooms = 50;

/**
 * Tells the agent what came for one account: gives `main/notify` what synced, in order, and carries
 * its orders out. Works behind the sync, never in its way.
 */
export class Announcer {
  readonly #parts: AnnouncerParts;
  readonly #account: LiveAccount;
  readonly #startedAt: number;
  readonly #notifications: Notifications;
  readonly #rooms = new Map<RoomId, RoomRecord>();
  #rules: PushRules | null = null;
  #work: Promise<void> = Promise.resolve();
  readonly #leave: (() => void)[];

  constructor(account: LiveAccount, parts: AnnouncerParts) {
    this.#parts = parts;
    this.#account = account;
    this.#startedAt = parts.host.clock.now();
    this.#notifications = new Notifications({ ownUserId: account.userId, prefix: account.accountId, startedAt: this.#startedAt });
    this.#then(() => this.#begin());
    this.#leave = [
      account.onSync((changes) => this.#then(() => this.#synced(changes))),
      account.onView(({ status }) => status !== 'ready' && this.#carryOut(this.#notifications.clearAll())),
      account.onDecrypted((rooms) => this.#then(() => this.#decrypted(rooms))),
    ];
  }

  badge(): { count: number; mention: boolean } {
    return badgeOf(this.#rooms.values());
  }

  focused(roomId: RoomId): void {
    this.#carryOut(this.#notifications.focused(roomId));
  }

  stop(): void {
    for (const leave of this.#leave) leave();
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => this.#parts.log.warn('an announcement failed', { error }));
  }

  async #begin(): Promise<void> {
    const rooms = await this.#account.cache.rooms();
    for (const room of rooms) this.#rooms.set(room.roomId, room);
    this.#notifications.begin(rooms);
    this.#parts.onBadge();
  }

  async #synced(changes: SyncChanges): Promise<void> {
    if (changes.accountData.includes('m.push_rules')) this.#rules = null;
    await this.#roomsChanged(changes.rooms);
    for (const { roomId, events } of changes.timelines) await this.#arrived(roomId, events);
    if (changes.rooms.length > 0) this.#parts.onBadge();
  }

  async #decrypted(rooms: RoomId[]): Promise<void> {
    for (const roomId of rooms) {
      const found = await Promise.all(this.#notifications.pendingIn(roomId).map((id) => this.#account.cache.event(roomId, id)));
      await this.#arrived(
        roomId,
        found.flatMap((place) => (place === null ? [] : [place.event])),
      );
    }
  }

  /** Many at once (a first sync) are read at once. */
  async #roomsChanged(roomIds: RoomId[]): Promise<void> {
    const { cache, accountId } = this.#account;
    const all = roomIds.length > manyRooms ? new Map((await cache.rooms()).map((room) => [room.roomId, room])) : null;
    for (const roomId of roomIds) {
      const room = all === null ? await cache.room(roomId) : (all.get(roomId) ?? null);
      if (room === null) this.#rooms.delete(roomId);
      else {
        this.#rooms.set(roomId, room);
        this.#carryOut(this.#notifications.roomChanged(room, this.#parts.moment(accountId)));
      }
    }
  }

  async #arrived(roomId: RoomId, arrived: readonly EventRecord[]): Promise<void> {
    const blocked = this.#account.people.blocked();
    const events = blocked.size === 0 ? arrived : arrived.filter(({ sender }) => !blocked.has(sender));
    // Nothing older than the start notifies: a first sync brings a great deal of it.
    if (!events.some((event) => event.sentAt >= this.#startedAt)) return;
    const { cache, userId } = this.#account;
    this.#rules ??= pushRulesOf(await cache.accountData('m.push_rules'), userId);
    const arrival: Arrival | null = await arrivalOf(this.#account, roomId, events, this.#rules);
    if (arrival !== null) this.#carryOut(this.#notifications.arrived(arrival, this.#parts.moment(this.#account.accountId)));
  }

  #carryOut(orders: NotificationOrder[]): void {
    const { notifier } = this.#parts.host;
    for (const order of orders) {
      if (order.kind === 'clear') notifier.clear(order.tag);
      else notifier.show(this.#request(order));
    }
  }

  #request({ tag, title, body, silent, roomId, message, answerable }: ShowOrder): NotificationRequest {
    const { accountId } = this.#account;
    const say = words[this.#parts.moment(accountId).language];
    const onReply = (text: string): void => this.#parts.onReply({ accountId, roomId, text, message });
    return {
      ...{ tag, title, body, silent },
      onClick: () => this.#parts.openRoom({ accountId, roomId, ...(message ? { ...message, live: true } : {}) }),
      reply: answerable ? { placeholder: say.reply, onReply } : null,
      action: message && { label: say.markRead, onAction: () => this.#then(() => this.#read(roomId, message)) },
    };
  }

  #read(roomId: RoomId, { eventId, thread }: NonNullable<ShowOrder['message']>): Promise<void> {
    const { rooms, conversation } = this.#account;
    return thread === null ? rooms.markRead(roomId, eventId) : conversation.readThread(roomId, thread, eventId);
  }
}
