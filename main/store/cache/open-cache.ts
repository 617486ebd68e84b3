import type { RoomRecord } from '../../records/index.ts';
import type { Method, WorkerCache } from './protocol.ts';
import type { EventCache } from './types.ts';
import type { UserId } from '../../../preload/contract/index.ts';
import type { WorkerLink } from './worker-link.ts';
import { startWorker } from './worker-link.ts';

export interface CacheOptions {
  path: string;
  /** 32 bytes, copied: the caller may wipe its own. */
  key: Uint8Array;
  /** Whose cache it is. */
  userId: UserId;
  /** Told when a damaged file was set aside. */
  report: (message: string) => void;
}

type Call = <M extends Method>(method: M, args: Parameters<WorkerCache[M]>, transfer?: ArrayBuffer[]) => ReturnType<WorkerCache[M]>;

/** The buffer of an answer of the server, given away; a view of a larger buffer is copied by the message instead. */
const given = (body: Uint8Array): ArrayBuffer[] =>
  body.buffer instanceof ArrayBuffer && body.byteLength === body.buffer.byteLength ? [body.buffer] : [];

/** Reads the list once for all who ask before the answer is there: after a sync several do. */
function roomsOnce(call: Call): EventCache['rooms'] {
  let reading: Promise<RoomRecord[]> | null = null;
  return async () => {
    reading ??= call('rooms', [])
      .then((text) => JSON.parse(text) as RoomRecord[])
      .finally(() => (reading = null));
    return [...(await reading)];
  };
}

const methods = (call: Call): Omit<EventCache, 'close' | 'syncedAt'> => ({
  syncToken: () => call('syncToken', []),
  stageSync: (body) => call('stageSync', [body], given(body)),
  commitSync: (stageId, decrypted) => call('commitSync', [stageId, decrypted]),
  dropStage: (stageId) => call('dropStage', [stageId]),
  rooms: roomsOnce(call),
  room: (roomId) => call('room', [roomId]),
  state: (roomId, type, stateKey) => call('state', [roomId, type, stateKey]),
  states: (roomId, type) => call('states', [roomId, type]),
  members: (roomId) => call('members', [roomId]),
  profiles: (roomId, userIds) => call('profiles', [roomId, userIds]),
  replaceMembers: (roomId, body) => call('replaceMembers', [roomId, body], given(body)),
  receipts: (roomId) => call('receipts', [roomId]),
  accountData: (type) => call('accountData', [type]),
  timelineTail: (roomId, limit) => call('timelineTail', [roomId, limit]),
  timelineBefore: (roomId, position, limit) => call('timelineBefore', [roomId, position, limit]),
  holeBefore: (roomId, position) => call('holeBefore', [roomId, position]),
  fillHole: (roomId, hole, body) => call('fillHole', [roomId, hole, body], given(body)),
  timelineAfter: (roomId, position, limit) => call('timelineAfter', [roomId, position, limit]),
  wayForward: (roomId, position) => call('wayForward', [roomId, position]),
  keepContext: (roomId, body) => call('keepContext', [roomId, body], given(body)),
  fillForward: (roomId, at, body) => call('fillForward', [roomId, at, body], given(body)),
  placed: (roomId, eventId) => call('placed', [roomId, eventId]),
  keepEvents: (roomId, body) => call('keepEvents', [roomId, body], given(body)),
  threads: (roomId, roots) => call('threads', [roomId, roots]),
  markWholeRead: (roomId) => call('markWholeRead', [roomId]),
  markUnread: (roomId) => call('markUnread', [roomId]),
  markThreadRead: (roomId, root, eventId) => call('markThreadRead', [roomId, root, eventId]),
  relationsOf: (roomId, eventIds) => call('relationsOf', [roomId, eventIds]),
  related: (roomId, target, relType, limit) => call('related', [roomId, target, relType, limit]),
  event: (roomId, eventId) => call('event', [roomId, eventId]),
  saveDecrypted: (results) => call('saveDecrypted', [results]),
  undecrypted: (roomId, sessionIds, limit) => call('undecrypted', [roomId, sessionIds, limit]),
  distrusted: (of, limit) => call('distrusted', [of, limit]),
  markRead: (roomId, eventId) => call('markRead', [roomId, eventId]),
  untoldReads: () => call('untoldReads', []),
  search: (wanted) => call('search', [wanted]),
  powerRules: (roomId) => call('powerRules', [roomId]),
  forgetRoom: (roomId) => call('forgetRoom', [roomId]),
  leaving: (roomId, leaving) => call('leaving', [roomId, leaving]),
  readTold: (roomId, eventId) => call('readTold', [roomId, eventId]),
});

/**
 * Opens the disposable store in a worker of its own. A worker that fails (out of memory on a huge
 * answer) is started again by the next call; what was staged in it is lost, and the call that fails
 * says `internal`, retryable. Rejects with `store.future`, `store.disk-full`, `store.unavailable`, `store.damaged`.
 */
export async function openEventCache(options: CacheOptions): Promise<EventCache> {
  const start = { path: options.path, key: options.key.slice(), userId: options.userId };
  const run = async (): Promise<WorkerLink> => {
    const worker = await startWorker(start);
    if (worker.opened.rebuilt) options.report('the event cache was damaged; it is set aside and made again by the next sync');
    return worker;
  };
  const first = await run();
  let running = Promise.resolve(first);
  let closed = false;
  const current = async (): Promise<WorkerLink> => {
    const worker = await running.catch(() => null);
    if (worker && (closed || !worker.ended())) return worker;
    running = run();
    return running;
  };
  const call: Call = (method, args, transfer) => current().then((worker): Promise<unknown> => worker.call(method, args, transfer)) as never;
  return {
    ...methods(call),
    syncedAt: first.opened.syncedAt,
    async close() {
      closed = true;
      start.key.fill(0);
      await (await running.catch(() => null))?.close();
    },
  };
}
