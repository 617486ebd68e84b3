import type { Diff, RoomSummary } from '../../../preload/contract/index.ts';
import type { FeedSink, FeedSources, StopFeed } from '../../../preload/wire/index.ts';
import { diffLists } from '../../lists/index.ts';
import { Shared } from '../shared.ts';
import type { FeedDependencies } from '../types.ts';
import { openAccount, whileOpen } from '../with-account.ts';
import { RoomList } from './room-list.ts';

/** Rows of the snapshot: more than a screen shows. */
const firstRows = 50;
/** Rows of each batch after it, one batch a tick, so that main stays free in between; a list that grows by more at once is shown so too. */
const nextRows = 200;

type Sink = FeedSink<RoomSummary, { total: number; complete: boolean }>;

/** Feed `rooms`: the first rows at once, the others in batches. */
export function roomsFeed({ accounts, mediaUrl, onRoomsShown, log }: FeedDependencies): FeedSources['rooms'] {
  const lists = new Shared<RoomList>();
  return async ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const { service, release } = lists.take(accountId, () => new RoomList(account, mediaUrl(accountId), log));
    try {
      await service.loaded;
    } catch (error) {
      release();
      throw error;
    }
    const stop = unroll(service, sink, () => onRoomsShown(accountId));
    return whileOpen(accounts, account, sink, () => {
      stop();
      release();
    });
  };
}

/** Shows a growing part of the list, until all of it is shown. `shown` is then the list itself, which only a replacement of all rows exchanges. */
function unroll(rooms: RoomList, sink: Sink, onWhole: () => void): StopFeed {
  let shown: readonly RoomSummary[] = rooms.list.items.slice(0, firstRows);
  let limit = firstRows;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const whole = (): boolean => limit >= rooms.list.items.length;
  const meta = (): { total: number; complete: boolean } => ({ total: rooms.list.items.length, complete: rooms.complete && whole() });
  const follow = (): void => {
    const next = rooms.list.items.slice(0, limit);
    sink.push(
      diffLists(shown, next, (room) => room.roomId),
      meta(),
    );
    shown = limit === Infinity ? rooms.list.items : next;
  };
  const grow = (): void => {
    limit = whole() ? Infinity : limit + nextRows;
    follow();
    timer = limit === Infinity ? null : setTimeout(grow, 0);
    if (limit === Infinity) onWhole();
  };
  const changed = (diffs: Diff<RoomSummary>[]): void => {
    if (limit !== Infinity) return follow();
    if (rooms.list.items.length - shown.length <= nextRows) {
      shown = rooms.list.items;
      return sink.push(diffs, meta());
    }
    limit = Math.max(firstRows, shown.length);
    follow();
    timer = setTimeout(grow, 0);
  };
  sink.reset(shown, meta());
  const leave = rooms.list.observe(changed);
  timer = setTimeout(grow, 0);
  return () => {
    leave();
    if (timer !== null) clearTimeout(timer);
  };
}
