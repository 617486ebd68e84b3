import { CodedError, type CallInput, type FeedInput } from '../../../preload/contract/index.ts';
import type { FeedSources } from '../../../preload/wire/index.ts';
import { Shared } from '../shared.ts';
import type { FeedDependencies } from '../types.ts';
import { openAccount, whileOpen } from '../with-account.ts';
import { FocusedTimeline } from './focused-timeline.ts';
import type { OpenTimeline, TimelineParts } from './open-timeline.ts';
import { RoomTimeline } from './room-timeline.ts';
import { ThreadTimeline } from './thread-timeline.ts';

/** The open conversations: their feed, and the page that a handler asks for. */
export interface Timelines {
  feed: FeedSources['timeline'];
  /** As `timeline.paginate` of the contract. Rejects with `account.unknown`, with `room.unknown` where it is not open, else as `RoomActions.paginate`. */
  paginate(input: CallInput<'timeline.paginate'>): Promise<{ more: boolean }>;
}

export function createTimelines(dependencies: FeedDependencies): Timelines {
  const { accounts, mediaUrl, originOf, log, timeZone } = dependencies;
  const open = new Shared<OpenTimeline>();
  const keyOf = ({ accountId, roomId, at, reading, thread }: FeedInput<'timeline'>): string =>
    `${accountId} ${roomId} ${at ?? ''} ${reading === true ? 'reading' : ''} ${thread ?? ''}`;
  return {
    feed: async (input, sink) => {
      const { accountId, roomId, at, thread, reading = false } = input;
      const account = openAccount(accounts, accountId);
      const options: TimelineParts = {
        account,
        roomId,
        mediaUrl: mediaUrl(accountId),
        originOf: (userId) => originOf(userId, account.userId),
        log,
        ...(timeZone === undefined ? {} : { timeZone }),
      };
      const make = (): OpenTimeline => {
        if (thread !== undefined) return new ThreadTimeline(options, thread);
        return at === undefined ? new RoomTimeline(options) : new FocusedTimeline(options, at, reading);
      };
      const { service, release } = open.take(keyOf(input), make);
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
    paginate: async (input) => {
      openAccount(accounts, input.accountId);
      const timeline = open.peek(keyOf(input));
      if (!timeline) throw new CodedError('room.unknown', 'the timeline of the room is not open');
      if (input.direction !== 'end') return timeline.paginate(input.count, input.direction ?? 'back');
      await timeline.toEnd?.();
      return { more: false };
    },
  };
}
