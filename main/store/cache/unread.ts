import type { EventId } from '../../../preload/contract/index.ts';
import type { RoomRecord, TimelinePosition } from '../../records/index.ts';
import type { AccountFacts } from './account-facts.ts';
import { serverSees } from './assess.ts';
import { looseChunk } from './event-queries.ts';
import { laterOf, settleReads } from './own-reading.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';
import type { Counted } from './unread-queries.ts';

type Counts = Pick<RoomRecord, 'unread' | 'mentions' | 'threads' | 'uncounted'>;

/** Before all that has a place. */
const start: TimelinePosition = { chunk: looseChunk + 1, index: 0 };
const none: Counted = { unread: 0, mentions: 0 };

function placeOf(tables: Tables, room: RoomRow, eventId: EventId | null): TimelinePosition | null {
  const row = eventId === null ? null : tables.events.placed(room, eventId);
  return row && { chunk: row.chunk, index: row.idx };
}

/** How far the conversation outside of threads was read; null where that is not stored. */
function readTo(tables: Tables, room: RoomRow): TimelinePosition | null {
  const { readMarker } = room.record;
  const { spoke } = room.ledger;
  return placeOf(tables, room, spoke === null ? readMarker : laterOf(tables, room, readMarker, spoke));
}

/** Whether all that follows a place is stored; from the start of the room where there is none. */
const isWhole = (tables: Tables, room: RoomRow, behind: TimelinePosition | null): boolean =>
  behind ? !tables.timelines.isHoleAbove(room, behind) : tables.timelines.holeBefore(room, null) === null;

interface MainCounts extends Counted {
  uncounted: boolean;
}

/** All that is unread is stored, and how far was read is known. */
function knownCounts(tables: Tables, room: RoomRow, { ignored }: AccountFacts): Counted | null {
  const settled = settleReads(tables, room);
  const behind = readTo(tables, room);
  if (!isWhole(tables, room, behind)) return null;
  // A receipt for a message that is nowhere between the marker and now says nothing new.
  if (!settled) room.ledger.toldReads = [];
  return room.ledger.counted ? tables.unread.main(room, behind ?? start, 'others', ignored) : null;
}

const without = (all: Counted, part: Counted): Counted => ({
  unread: Math.max(0, all.unread - part.unread),
  mentions: Math.max(0, all.mentions - part.mentions),
});

/** The numbers of the server, which still counts what people wrote before they were blocked: as far as that is here, it is taken off. */
function serverCounts(tables: Tables, room: RoomRow, { ignored }: AccountFacts): Counted {
  const server = { unread: room.ledger.serverUnread, mentions: room.ledger.serverMentions };
  if (ignored.size === 0 || (server.unread === 0 && server.mentions === 0)) return server;
  const behind = readTo(tables, room);
  if (behind === null && room.record.readMarker !== null) return server;
  return without(server, tables.unread.main(room, behind ?? start, 'ignored', ignored));
}

/** As long as messages are missing here, the number of the server is a floor; a receipt in the gap leaves only what stands behind it. */
function floorCounts(tables: Tables, room: RoomRow, facts: AccountFacts): Counted {
  const { toldReads } = room.ledger;
  const server = serverCounts(tables, room, facts);
  const hole = toldReads.length > 0 ? tables.timelines.holeBefore(room, null) : null;
  const behind = hole ? { chunk: hole.chunk, index: -Number.MAX_SAFE_INTEGER } : (readTo(tables, room) ?? start);
  const local = tables.unread.main(room, behind, 'others', facts.ignored);
  return { unread: Math.max(server.unread, local.unread), mentions: Math.max(server.mentions, local.mentions) };
}

/** In the room outside of threads. */
function mainCounts(tables: Tables, room: RoomRow, facts: AccountFacts, sees: boolean): MainCounts {
  const { serverUnread, serverMentions } = room.ledger;
  if (sees && serverUnread === 0 && serverMentions === 0) {
    room.ledger.counted = true;
    return { ...none, uncounted: false };
  }
  const known = knownCounts(tables, room, facts);
  if (known) return { ...known, uncounted: false };
  return { ...floorCounts(tables, room, facts), uncounted: sees || room.record.mode !== 'mute' };
}

/** Read up to the later of the receipts that speak of the whole room and of the thread; of the room where there are none. */
function inThread(tables: Tables, room: RoomRow, root: EventId, whom: 'others' | 'ignored', { ignored }: AccountFacts): Counted {
  const own = tables.unread.threadRead(room, root);
  const { readAll } = room.ledger;
  const read = own === null ? readAll : laterOf(tables, room, readAll, own);
  return tables.unread.inThread(room, root, placeOf(tables, room, read ?? room.record.readMarker) ?? start, whom, ignored);
}

/** What the server counts in threads, but of blocked people. */
function serverThreads(tables: Tables, room: RoomRow, facts: AccountFacts): RoomRecord['threads'] {
  const threads = room.ledger.serverThreads;
  if (facts.ignored.size === 0) return threads;
  return threads
    .map((thread) => ({ root: thread.root, ...without(thread, inThread(tables, room, thread.root, 'ignored', facts)) }))
    .filter(({ unread }) => unread > 0);
}

/** Where the server counts messages it counts those of threads well, but for mentions that are encrypted. */
function threadCounts(tables: Tables, room: RoomRow, facts: AccountFacts, sees: boolean): RoomRecord['threads'] {
  const { threadNews } = room.ledger;
  if (sees) {
    room.ledger.threadNews = [];
    return serverThreads(tables, room, facts).map(({ root, unread, mentions }) => ({
      root,
      unread,
      mentions: Math.min(unread, Math.max(mentions, inThread(tables, room, root, 'others', facts).mentions)),
    }));
  }
  const local = threadNews.map((root) => ({ root, ...inThread(tables, room, root, 'others', facts) })).filter(({ unread }) => unread > 0);
  room.ledger.threadNews = local.map(({ root }) => root);
  return local;
}

const total = (main: Counted, threads: Counted[]): Counted => ({
  unread: threads.reduce((sum, { unread }) => sum + unread, main.unread),
  mentions: threads.reduce((sum, { mentions }) => sum + mentions, main.mentions),
});

/**
 * What is unread in a room. The server sees all of a clear room, and is believed. In an encrypted one
 * it counts what it cannot read, so what push rules say of the decrypted events counts.
 */
export function countUnread(tables: Tables, room: RoomRow, facts: AccountFacts, encrypted: boolean): Counts {
  if (!encrypted) {
    const threads = serverThreads(tables, room, facts);
    return { ...total(serverCounts(tables, room, facts), threads), threads, uncounted: false };
  }
  const sees = serverSees(tables, room, facts);
  const threads = threadCounts(tables, room, facts, sees);
  const { uncounted, ...main } = mainCounts(tables, room, facts, sees);
  return { ...total(main, threads), threads, uncounted };
}

/** The agent read up to the marker: what follows it here stands for the numbers of the server until it tells new ones. */
export function takeAsRead(tables: Tables, room: RoomRow): void {
  const behind = readTo(tables, room);
  const whole = behind !== null && isWhole(tables, room, behind);
  const { unread, mentions } = whole ? tables.unread.main(room, behind, 'anybody', new Set()) : none;
  Object.assign(room.ledger, { serverUnread: unread, serverMentions: mentions, counted: room.ledger.counted || whole, marked: {} });
  room.record.markedUnread = false;
}
