import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import { CodedError } from '../../../preload/contract/index.ts';
import type { EventRecord, ParsedSync, PowerRules, SyncChanges, TimelinePosition } from '../../records/index.ts';
import { parseContext, parseEventsAnswer, parseMembers, parseMessages } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import { accountFacts } from './account-facts.ts';
import { commit } from './commit.ts';
import { toTimelineEvent } from './event-rows.ts';
import { fillHole } from './fill-hole.ts';
import { forgetRoom, setLeaving } from './forget-room.ts';
import { fillForward, keepContext } from './keep-context.ts';
import { keepLoose } from './keep-loose.ts';
import { laterOf, noteOwnEvents, readThread } from './own-reading.ts';
import { assess } from './assess.ts';
import { refreshRoom } from './refresh-room.ts';
import { sweepRetention } from './retention.ts';
import type { RoomRow } from './room-queries.ts';
import { saveDecrypted } from './save-decrypted.ts';
import { stage } from './stage.ts';
import type { Tables } from './tables.ts';
import { openTables } from './tables.ts';
import { takeAsRead } from './unread.ts';
import type { WorkerCache } from './protocol.ts';
import type { NewerSlice, TimelineSlice, WayForward } from './types.ts';

/** The event cache as it runs inside the worker: the same methods, answered at once. */
export type CacheCore = {
  [Method in keyof WorkerCache]: (...args: Parameters<WorkerCache[Method]>) => Awaited<ReturnType<WorkerCache[Method]>>;
};

const hour = 3_600_000;
const mostThreads = 200;
/** Messages indexed at once: in a pause, and before a search is answered. */
const batch = 100;
const newest = 300;
const emptySlice = (): TimelineSlice => ({ events: [], before: 'start', relations: [] });

function known(tables: Tables, roomId: RoomId): RoomRow {
  const room = tables.rooms.row(roomId);
  if (!room) throw new CodedError('room.unknown', 'the store does not know this room');
  return room;
}

function refresh(tables: Tables, roomIds: RoomId[], now: number): void {
  const facts = accountFacts(tables.account.accountData, tables.own);
  for (const room of roomIds.map((roomId) => known(tables, roomId))) {
    refreshRoom(tables, room, facts, now);
    tables.rooms.save(room);
  }
}

function syncing(tables: Tables, sweep: Sweep, now: () => number): Pick<CacheCore, 'syncToken' | 'stageSync' | 'commitSync' | 'dropStage'> {
  const stages = new Map<number, ParsedSync>();
  // Not from 0: a worker that was started again must not take the stage of its predecessor for its own.
  let lastStage = now();
  return {
    syncToken: () => tables.account.meta('sync-token'),
    stageSync(body) {
      const { parsed, staged } = stage(tables, body, lastStage + 1);
      lastStage += 1;
      stages.set(staged.stageId, parsed);
      return staged;
    },
    commitSync(stageId, decrypted) {
      const parsed = stages.get(stageId);
      if (!parsed) throw new CodedError('internal', 'no such stage');
      const changes = tables.transaction(() => {
        const committed = commit(tables, parsed, decrypted, now());
        const rooms = [...new Set([...committed.rooms, ...sweep.run(setsRetention(parsed))])];
        return { ...committed, rooms, expired: sweep.take() };
      });
      stages.delete(stageId);
      return changes;
    },
    dropStage: (stageId) => void stages.delete(stageId),
  };
}

function reading(
  tables: Tables,
): Omit<CacheCore, keyof ReturnType<typeof syncing> | keyof ReturnType<typeof writing> | keyof ReturnType<typeof marking>> {
  const of = <Result>(roomId: RoomId, read: (room: RoomRow) => Result, otherwise: Result): Result => {
    const room = tables.rooms.row(roomId);
    return room ? read(room) : otherwise;
  };
  return {
    rooms: () => tables.rooms.listed(),
    room: (roomId) => of(roomId, (room) => room.record, null),
    state: (roomId, type, stateKey) => of(roomId, (room) => tables.state.content(room, type, stateKey), null),
    powerRules: (roomId) => of<PowerRules | null>(roomId, (room) => tables.state.power(room), null),
    states: (roomId, type) => of(roomId, (room) => tables.states(room, type), []),
    members: (roomId) => of(roomId, (room) => tables.state.members(room), []),
    profiles: (roomId, userIds) => of(roomId, (room) => tables.state.profiles(room, userIds), []),
    receipts: (roomId) => of(roomId, (room) => tables.receipts.all(room), []),
    accountData: (type) => tables.account.accountData(type),
    untoldReads: () => tables.untoldReads.all(),
    timelineTail: (roomId, limit) => of(roomId, (room) => tables.timelines.slice(room, null, limit), emptySlice()),
    timelineBefore: (roomId, position, limit) => of(roomId, (room) => tables.timelines.slice(room, position, limit), emptySlice()),
    holeBefore: (roomId, position) => of(roomId, (room) => tables.timelines.holeBefore(room, position), null),
    event: (roomId, eventId) =>
      of(
        roomId,
        (room) => {
          const row = tables.events.find(room, eventId);
          return row ? toTimelineEvent(row, roomId) : null;
        },
        null,
      ),
    timelineAfter: (roomId, position, limit) =>
      of<NewerSlice>(roomId, (room) => tables.timelines.sliceAfter(room, position, limit), { events: [], after: 'live', relations: [] }),
    wayForward: (roomId, position) => of<WayForward | null>(roomId, (room) => wayForward(tables, room, position), null),
    placed: (roomId, eventId) =>
      of(
        roomId,
        (room) => {
          const row = tables.events.placed(room, eventId);
          return row && toTimelineEvent(row, roomId);
        },
        null,
      ),
    search(wanted) {
      tables.transaction(() => tables.search.step(newest));
      return { hits: tables.search.find(wanted), waiting: tables.search.waiting() };
    },
    threads: (roomId, roots) => of(roomId, (room) => (roots ? tables.threads.of(room, roots) : tables.threads.all(room, mostThreads)), []),
    relationsOf: (roomId, eventIds) => of(roomId, (room) => tables.timelines.relations(room, eventIds), []),
    related: (roomId, target, relType, limit) => of(roomId, (room) => tables.events.related(room, target, relType, limit), []),
    undecrypted: (roomId, sessionIds, limit) => of(roomId, (room) => tables.events.undecrypted(room, sessionIds, limit), []),
    distrusted: (asked, limit) =>
      'userId' in asked
        ? tables.distrust.ofSender(asked.userId, asked.until, limit)
        : of(asked.roomId, (room) => tables.distrust.inRoom(room, limit), []),
  };
}

function wayForward(tables: Tables, room: RoomRow, position: TimelinePosition): WayForward | null {
  const end = tables.timelines.endOfRun(room, position);
  if (!end) return null;
  const token = tables.chunks.forward(room, end.chunk);
  return token === null ? { kind: 'hole', hole: end.hole } : { kind: 'forward', chunk: end.chunk, token };
}

/** Keeps history that came beside the sync: what of it is unread counts. */
function keeping<Kept extends EventRecord[] | null>(tables: Tables, roomId: RoomId, now: number, keep: (room: RoomRow) => Kept): Kept {
  const room = known(tables, roomId);
  const events = keep(room);
  noteOwnEvents(tables, room, events ?? []);
  assess(tables, room, events ?? [], accountFacts(tables.account.accountData, tables.own));
  tables.rooms.save(room);
  refresh(tables, [roomId], now);
  return events;
}

function markRead(tables: Tables, room: RoomRow, eventId: EventId, now: number): void {
  room.record.readMarker = laterOf(tables, room, room.record.readMarker, eventId);
  tables.receipts.put(room, tables.own, eventId, now);
  tables.untoldReads.put(room, eventId);
  takeAsRead(tables, room);
  tables.rooms.save(room);
  refresh(tables, [room.roomId], now);
}

function markWholeRead(tables: Tables, room: RoomRow, now: number): EventId | null {
  const newest = tables.timelines.newestId(room);
  room.ledger.serverThreads = [];
  room.ledger.threadNews = [];
  if (newest !== null) {
    room.ledger.readAll = newest;
    markRead(tables, room, newest, now);
  }
  return newest;
}

function markThreadRead(tables: Tables, room: RoomRow, root: EventId, eventId: EventId, now: number): void {
  readThread(tables, room, root, eventId);
  room.ledger.serverThreads = room.ledger.serverThreads.filter((thread) => thread.root !== root);
  tables.rooms.save(room);
  refresh(tables, [room.roomId], now);
}

function marking(
  tables: Tables,
  now: () => number,
): Pick<CacheCore, 'readTold' | 'markThreadRead' | 'markWholeRead' | 'markUnread' | 'markRead'> {
  return {
    readTold: (roomId, eventId) => tables.untoldReads.drop(known(tables, roomId), eventId),
    markThreadRead: (roomId, root, eventId) =>
      tables.transaction(() => markThreadRead(tables, known(tables, roomId), root, eventId, now())),
    markWholeRead: (roomId) => tables.transaction(() => markWholeRead(tables, known(tables, roomId), now())),
    markUnread: (roomId) =>
      tables.transaction(() => {
        const room = known(tables, roomId);
        room.ledger.marked.stable = true;
        room.record.markedUnread = true;
        tables.rooms.save(room);
      }),
    markRead: (roomId, eventId) => tables.transaction(() => markRead(tables, known(tables, roomId), eventId, now())),
  };
}

function writing(
  tables: Tables,
  now: () => number,
): Pick<
  CacheCore,
  'replaceMembers' | 'fillHole' | 'keepEvents' | 'keepContext' | 'fillForward' | 'saveDecrypted' | 'forgetRoom' | 'leaving'
> {
  return {
    replaceMembers(roomId, body) {
      const events = parseMembers(body, roomId);
      tables.transaction(() => {
        const room = known(tables, roomId);
        tables.state.listMembers(room, events, now());
        room.record.membersComplete = true;
        tables.rooms.save(room);
        refresh(tables, [roomId], now());
      });
    },
    fillHole(roomId, hole, body) {
      const messages = parseMessages(body, roomId, known(tables, roomId).record.version);
      return tables.transaction(() => keeping(tables, roomId, now(), (room) => fillHole(tables, room, hole, messages)));
    },
    keepContext(roomId, body) {
      const context = parseContext(body, roomId, known(tables, roomId).record.version);
      return tables.transaction(() => keeping(tables, roomId, now(), (room) => keepContext(tables, room, context)));
    },
    fillForward(roomId, at, body) {
      const messages = parseMessages(body, roomId, known(tables, roomId).record.version);
      return tables.transaction(() => keeping(tables, roomId, now(), (room) => fillForward(tables, room, at, messages)));
    },
    keepEvents(roomId, body) {
      const found = parseEventsAnswer(body, roomId, known(tables, roomId).record.version);
      return tables.transaction(() => {
        const room = known(tables, roomId);
        const kept = keepLoose(tables, room, found);
        assess(tables, room, kept.events, accountFacts(tables.account.accountData, tables.own));
        tables.rooms.save(room);
        return kept;
      });
    },
    saveDecrypted: (results) =>
      tables.transaction(() => saveDecrypted(tables, results, accountFacts(tables.account.accountData, tables.own), now())),
    forgetRoom: (roomId) => tables.transaction(() => forgetRoom(tables, roomId)),
    leaving: (roomId, leaving) => tables.transaction(() => setLeaving(tables, roomId, leaving)),
  };
}

/** What retention policies have ended. */
interface Sweep {
  /** At most once an hour, or where a policy is new (`force`). Answers the rooms that lost events. */
  run(force: boolean): RoomId[];
  /** What was removed, told once. What the start removed is told with the first commit after it. */
  take(): SyncChanges['expired'];
}

function sweeper(db: SqlDatabase, tables: Tables, now: () => number): Sweep {
  let removed: SyncChanges['expired'] = { rooms: [], files: [] };
  return {
    run(force) {
      if (!force && now() - Number(tables.account.meta('retention-swept') ?? 0) < hour) return [];
      const { rooms, files, more } = sweepRetention(db, now());
      removed.rooms.push(...rooms);
      removed.files.push(...files);
      refresh(tables, rooms, now());
      tables.account.saveMeta('retention-swept', more ? '0' : String(now()));
      return rooms;
    },
    take() {
      const taken = removed;
      removed = { rooms: [], files: [] };
      return taken;
    },
  };
}

/** Whether an answer sets the retention policy of a room. */
const setsRetention = (parsed: ParsedSync): boolean =>
  parsed.rooms.some((room) => [...room.state, ...room.timeline].some((event) => event.type === 'm.room.retention'));

/** `sweep` is what the worker runs at its start, once for each batch; it answers whether rooms lost events. `index` indexes some of what waits; it answers whether more does. */
export function createCacheCore(
  db: SqlDatabase,
  own: UserId,
  now: () => number = Date.now,
): CacheCore & { sweep: () => boolean; index: () => boolean; syncedAt: () => number | null } {
  const tables = openTables(db, own);
  const sweep = sweeper(db, tables, now);
  return {
    ...syncing(tables, sweep, now),
    ...reading(tables),
    ...writing(tables, now),
    ...marking(tables, now),
    index: () => tables.transaction(() => tables.search.step(batch)),
    sweep: () => tables.transaction(() => sweep.run(false)).length > 0,
    syncedAt: () => {
      const at = tables.account.meta('synced-at');
      return at === null ? null : Number(at);
    },
  };
}
