import { CodedError, type AccountId, type RoomId } from '../../../preload/contract/index.ts';
import type { FeedSources } from '../../../preload/wire/index.ts';
import { Shared } from '../shared.ts';
import type { FeedDependencies } from '../types.ts';
import { openAccount, whileOpen } from '../with-account.ts';
import { RoomTimeline } from './room-timeline.ts';

/** The open conversations: their feed, and the page that a handler asks for. */
export interface Timelines {
  feed: FeedSources['timeline'];
  /** Brings up to `count` older rows into the open timeline. Rejects with `account.unknown`, with `room.unknown` where it is not open, else as `RoomActions.paginate`. */
  paginate(accountId: AccountId, roomId: RoomId, count: number): Promise<{ more: boolean }>;
}

export function createTimelines(dependencies: FeedDependencies): Timelines {
  const { accounts, mediaUrl, log, timeZone } = dependencies;
  const open = new Shared<RoomTimeline>();
  const keyOf = (accountId: AccountId, roomId: RoomId): string => `${accountId} ${roomId}`;
  return {
    feed: async ({ accountId, roomId }, sink) => {
      const account = openAccount(accounts, accountId);
      const options = { account, roomId, mediaUrl: mediaUrl(accountId), log, ...(timeZone === undefined ? {} : { timeZone }) };
      const { service, release } = open.take(keyOf(accountId, roomId), () => new RoomTimeline(options));
      try {
        await service.loaded;
      } catch (error) {
        release();
        throw error;
      }
      sink.reset(service.items, service.meta);
      const leave = service.observe(
        (diffs) => sink.push(diffs),
        (meta) => sink.push([], meta),
      );
      return whileOpen(accounts, account, sink, () => {
        leave();
        release();
      });
    },
    paginate: async (accountId, roomId, count) => {
      openAccount(accounts, accountId);
      const timeline = open.peek(keyOf(accountId, roomId));
      if (!timeline) throw new CodedError('room.unknown', 'the timeline of the room is not open');
      return timeline.paginate(count);
    },
  };
}
