import type { Diff, FeedMeta, Origin, RoomId, TimelineItem, UserId } from '../../../preload/contract/index.ts';
import type { Logger } from '../../log/index.ts';
import type { Account, Unsubscribe } from '../../matrix/index.ts';
import type { MediaUrlOf } from '../../timeline/index.ts';
import type { Service } from '../shared.ts';

export type TimelineMeta = FeedMeta<'timeline'>;

export interface TimelineParts {
  account: Account;
  roomId: RoomId;
  mediaUrl: MediaUrlOf;
  originOf(userId: UserId): Origin | null;
  log: Logger;
  timeZone?: string;
}

export type Direction = 'back' | 'forward';

/** A timeline holds this many rows at most; who reads further takes it along. */
export const mostRows = 2250;

/** Rows of a conversation while pages look at them. */
export interface OpenTimeline extends Service {
  /** Resolves once the first rows are drawn. Rejects with `CodedError`. */
  readonly loaded: Promise<void>;
  readonly items: readonly TimelineItem[];
  readonly meta: TimelineMeta;
  observe(onDiffs: (diffs: Diff<TimelineItem>[]) => void, onMeta: (meta: TimelineMeta) => void): Unsubscribe;
  /** Rejects with `CodedError`. `more`: there is more in this direction. */
  paginate(count: number, direction: Direction): Promise<{ more: boolean }>;
  /** Shows what is newest, whatever was read; nothing where that is not part of it. */
  toEnd?(): Promise<void>;
}

/** Tells of the meta of a timeline whenever it changed. */
export class MetaTeller {
  readonly #listeners = new Set<(meta: TimelineMeta) => void>();
  #last = '';

  add(listener: (meta: TimelineMeta) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(meta: TimelineMeta): void {
    const text = JSON.stringify(meta);
    if (text === this.#last) return;
    this.#last = text;
    for (const listener of [...this.#listeners]) listener(meta);
  }

  clear(): void {
    this.#listeners.clear();
  }
}
