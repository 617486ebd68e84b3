import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { TimelineModel, type TimelineOptions } from './timeline.svelte.ts';

/** A conversation that was not opened within this time was not meant, in milliseconds. */
const waitsMs = 5_000;

type Prepared = { timeline: TimelineModel; timer: ReturnType<typeof setTimeout> };
const prepared = new WeakMap<Client, Prepared>();

const isOf = ({ timeline }: Prepared, accountId: AccountId, roomId: RoomId): boolean =>
  timeline.accountId === accountId && timeline.roomId === roomId;

/** Asks for the rows of a room that is about to be opened, so that main reads them while the page draws the rest. One at a time. */
export function prepareTimeline(client: Client, accountId: AccountId, roomId: RoomId): void {
  const known = prepared.get(client);
  if (known && isOf(known, accountId, roomId)) return;
  known?.timeline.close();
  clearTimeout(known?.timer);
  const timeline = new TimelineModel(client, accountId, roomId);
  const timer = setTimeout(() => {
    prepared.delete(client);
    timeline.close();
  }, waitsMs);
  prepared.set(client, { timeline, timer });
}

/** The conversation of a room, as it was prepared or anew; with `at`, the messages around that one. Whoever takes it closes it. */
export function openTimeline(
  client: Client,
  accountId: AccountId,
  roomId: RoomId,
  { at, thread }: Pick<TimelineOptions, 'at' | 'thread'> = {},
): TimelineModel {
  if (at || thread) return new TimelineModel(client, accountId, roomId, { at: at ?? null, thread: thread ?? null });
  const known = prepared.get(client);
  if (!known || !isOf(known, accountId, roomId)) return new TimelineModel(client, accountId, roomId);
  clearTimeout(known.timer);
  prepared.delete(client);
  return known.timeline;
}
