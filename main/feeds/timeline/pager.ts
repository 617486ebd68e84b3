import type { RoomId } from '../../../preload/contract/index.ts';
import type { Account } from '../../matrix/index.ts';
import type { TimelineHole } from '../../store/index.ts';
import type { Serial } from '../serial.ts';
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

  async #fillGap(count: number): Promise<void> {
    const fetched = await this.#fetch(count);
    await this.#order.run(async () => {
      const rows = this.#window.size + count;
      this.#window.renew(await this.#account.cache.timelineTail(this.#roomId, rows));
    });
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
    const first = this.#window.live[0];
    const place = first && (await this.#account.cache.event(this.#roomId, first.eventId));
    return this.#account.cache.holeBefore(this.#roomId, place?.position ?? null);
  }

  /** Positions are read anew each time: filling a hole may number the events otherwise. */
  async #readBefore(count: number): Promise<void> {
    const first = this.#window.live[0];
    const place = first && (await this.#account.cache.event(this.#roomId, first.eventId));
    const { cache } = this.#account;
    if (place) this.#window.prepend(await cache.timelineBefore(this.#roomId, place.position, count));
    else this.#window.renew(await cache.timelineTail(this.#roomId, count));
  }
}
