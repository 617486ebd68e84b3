import type { RoomId } from '../../../preload/contract/index.ts';
import type { Account } from '../../matrix/index.ts';
import type { EventRecord, TimelinePosition } from '../../records/index.ts';
import type { NewerSlice, TimelineHole } from '../../store/index.ts';
import type { Serial } from '../serial.ts';
import { fetchForward } from './fetch-forward.ts';
import type { TimelineWindow } from './window.ts';

/** Answers of the server that bring no row are followed by the next, up to this many. */
const mostTries = 5;
/** A gap that opened while the room is open is filled by at most this many answers of this size. */
const mendingSteps = 4;
const mendingRows = 50;

/**
 * Brings older history into a window: from the store, else from the server through the store. Only
 * what touches the window runs in `order`; the network is waited for outside, so that live events
 * never wait for it.
 */
export class Pager {
  readonly #account: Account;
  readonly #roomId: RoomId;
  readonly #window: TimelineWindow;
  readonly #order: Serial;

  constructor(account: Account, roomId: RoomId, window: TimelineWindow, order: Serial) {
    this.#account = account;
    this.#roomId = roomId;
    this.#window = window;
    this.#order = order;
  }

  /** One page of up to `count` rows. */
  async step(count: number): Promise<void> {
    if (this.#window.hasGap) return this.#fillGap(count);
    const before = this.#window.size;
    for (let tries = 0; tries < mostTries && this.#window.size === before && this.#window.beforeLive !== 'start'; tries++) {
      const filled = this.#window.beforeLive === 'stored' || (await this.#fetch(count));
      // Even where no hole is left: what filled it may not have been this window.
      await this.#order.run(() => this.#readBefore(count));
      if (!filled && this.#window.size === before) this.#window.reachStart();
    }
  }

  /** Fills the gap above the live run, as far as is reasonable without being asked. */
  async mend(): Promise<void> {
    for (let steps = 0; steps < mendingSteps && this.#window.hasGap; steps++) await this.#fillGap(mendingRows);
  }

  /** One page of up to `count` rows behind the last one, where the end was let go. */
  async stepForward(count: number): Promise<void> {
    const last = (): string | undefined => this.#window.live.at(-1)?.eventId;
    const before = last();
    for (let tries = 0; tries < mostTries && this.#window.newer && last() === before; tries++) {
      const after = await this.#order.run(() => this.#readAfter(count));
      if (after !== 'hole' || last() !== before) continue;
      const place = await this.#order.run(() => this.#placeOf(this.#window.live.at(-1)));
      if (place) await fetchForward(this.#account, this.#roomId, place, count);
    }
  }

  /** The live run as the store has it now, with up to `rows` rows before its last one. To be run in order. */
  async renew(rows: number): Promise<void> {
    const { cache } = this.#account;
    const place = this.#window.newer ? await this.#placeOf(this.#window.live.at(-1)) : null;
    if (place) this.#window.renew(await cache.timelineBefore(this.#roomId, { ...place, index: place.index + 1 }, rows));
    else this.#window.renewToEnd(await cache.timelineTail(this.#roomId, rows));
  }

  async #fillGap(count: number): Promise<void> {
    const fetched = await this.#fetch(count);
    await this.#order.run(() => this.renew(this.#window.size + count));
    if (!fetched && this.#window.hasGap) this.#window.forgetAbove();
  }

  /** Asks the server for what the hole above the live run hides. False where there is none. */
  async #fetch(count: number): Promise<boolean> {
    const hole = await this.#order.run(() => this.#hole());
    if (!hole) return false;
    await this.#account.rooms.paginate(this.#roomId, hole, count);
    return true;
  }

  async #hole(): Promise<TimelineHole | null> {
    return this.#account.cache.holeBefore(this.#roomId, await this.#placeOf(this.#window.live[0]));
  }

  async #readBefore(count: number): Promise<void> {
    const place = await this.#placeOf(this.#window.live[0]);
    if (place) this.#window.prepend(await this.#account.cache.timelineBefore(this.#roomId, place, count));
    else await this.renew(count);
  }

  async #readAfter(count: number): Promise<NewerSlice['after']> {
    const place = await this.#placeOf(this.#window.live.at(-1));
    // What was the last row is gone from the store: the end is all that can be found again.
    if (!place) return this.renew(count).then(() => 'live');
    const slice = await this.#account.cache.timelineAfter(this.#roomId, place, count);
    this.#window.extend(slice);
    return slice.after;
  }

  /** Read anew each time: filling a hole may number the events otherwise. */
  async #placeOf(event: EventRecord | undefined): Promise<TimelinePosition | null> {
    return (event && (await this.#account.cache.event(this.#roomId, event.eventId))?.position) ?? null;
  }
}
