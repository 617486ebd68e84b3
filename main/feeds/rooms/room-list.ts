import type { RoomId, RoomSummary } from '../../../preload/contract/index.ts';
import { SortedList } from '../../lists/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Account, QueueEntry, Unsubscribe } from '../../matrix/index.ts';
import type { RoomRecord } from '../../records/index.ts';
import type { MediaUrlOf } from '../../timeline/index.ts';
import { Serial } from '../serial.ts';
import { compareRooms, roomSummaryOf } from './summary.ts';

/** Beyond this many changed rooms one read of all is cheaper. */
const fewRooms = 30;

/** The room list of an account, kept up to date while a page looks at it. */
export class RoomList {
  readonly list = new SortedList<RoomSummary>({ key: (room) => room.roomId, compare: compareRooms });
  readonly #account: Account;
  readonly #mediaUrl: MediaUrlOf;
  readonly #log: Logger;
  readonly #serial: Serial;
  readonly #records = new Map<RoomId, RoomRecord>();
  readonly #dirty = new Set<RoomId>();
  readonly #leave: Unsubscribe[];
  #failed: Map<RoomId, number>;
  #drafts: ReadonlyMap<RoomId, string>;
  #synced = false;
  /** Resolves once the stored rooms are in the list. */
  readonly loaded: Promise<void>;

  constructor(account: Account, mediaUrl: MediaUrlOf, log: Logger) {
    this.#account = account;
    this.#mediaUrl = mediaUrl;
    this.#log = log;
    this.#serial = new Serial((error) => log.warn('room list was not renewed', { error }));
    this.#failed = failuresByRoom(account.queue.entries());
    this.#drafts = account.precious.drafts();
    this.#leave = [
      account.onSync((changes) => this.#roomsChanged(changes.rooms)),
      account.onDecrypted((roomIds) => this.#roomsChanged(roomIds)),
      account.onQueue((entries) => this.#queueChanged(entries)),
      account.onDraft((roomId) => this.#draftChanged(roomId)),
      account.people.onBlocked(() => this.#serial.request('blocked', () => this.#loadAll())),
    ];
    this.loaded = this.#serial.run(() => this.#loadAll()).then(() => undefined);
  }

  /** Whether the server has told of all rooms: a first sync was kept. */
  get complete(): boolean {
    return this.#synced;
  }

  stop(): void {
    this.#serial.stop();
    for (const leave of this.#leave) leave();
  }

  async #loadAll(): Promise<void> {
    const [rooms, token] = await Promise.all([this.#account.cache.rooms(), this.#account.cache.syncToken()]);
    this.#records.clear();
    for (const record of rooms) this.#records.set(record.roomId, record);
    this.#synced = token !== null;
    this.list.replace(rooms.flatMap((record) => this.#row(record) ?? []));
  }

  #roomsChanged(roomIds: RoomId[]): void {
    for (const roomId of roomIds) this.#dirty.add(roomId);
    if (this.#dirty.size > 0 || !this.#synced) this.#serial.request('refresh', () => this.#refresh());
  }

  async #refresh(): Promise<void> {
    const changed = [...this.#dirty];
    this.#dirty.clear();
    if (!this.#synced || changed.length > fewRooms) return this.#loadAll();
    const records = await Promise.all(changed.map((roomId) => this.#account.cache.room(roomId)));
    changed.forEach((roomId, index) => {
      const record = records[index];
      if (record) this.#records.set(roomId, record);
      else this.#records.delete(roomId);
    });
    this.#redraw(changed);
  }

  #queueChanged(entries: QueueEntry[]): void {
    const before = this.#failed;
    this.#failed = failuresByRoom(entries);
    const concerned = new Set([...before.keys(), ...this.#failed.keys()]);
    this.#redraw([...concerned].filter((roomId) => before.get(roomId) !== this.#failed.get(roomId)));
  }

  #draftChanged(roomId: RoomId): void {
    this.#drafts = this.#account.precious.drafts();
    this.#redraw([roomId]);
  }

  /** One batch for all these rooms. */
  #redraw(roomIds: RoomId[]): void {
    if (this.#serial.stopped) return;
    this.list.transaction((change) => {
      for (const roomId of roomIds) {
        const record = this.#records.get(roomId);
        const row = record && this.#row(record);
        if (row) change.put(row);
        else change.remove(roomId);
      }
    });
  }

  #row(record: RoomRecord): RoomSummary | null {
    const { roomId, inviter } = record;
    // Invitations of blocked people are hidden.
    if (record.membership === 'invite' && inviter !== null && this.#account.people.blocked().has(inviter.userId)) return null;
    try {
      return roomSummaryOf({ record, draft: this.#drafts.get(roomId) ?? '', failedSends: this.#failed.get(roomId) ?? 0 }, this.#mediaUrl);
    } catch (error) {
      this.#log.warn('a room cannot be listed', { roomId, error });
      return null;
    }
  }
}

function failuresByRoom(entries: readonly QueueEntry[]): Map<RoomId, number> {
  const failures = new Map<RoomId, number>();
  for (const { record } of entries) {
    if (record.status === 'failed') failures.set(record.roomId, (failures.get(record.roomId) ?? 0) + 1);
  }
  return failures;
}
