import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import type { RoomId, TransactionId, UserId } from '../../preload/contract/index.ts';
import { openEventCache, openPreciousStore } from '../../main/store/index.ts';
import { type BenchResult, median, timed } from './result.ts';
import { initialSync, message, oneMessage, roomIdOf } from './synthetic-sync.ts';

const key = new Uint8Array(32).fill(9);
const userId = '@marie:bench.test' as UserId;
const rooms = 200;
const messages = 50;
const laterAnswers = 200;
const encode = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));

/** The event cache: a large first answer, many small ones, the reads of a start; against bare inserts of the same events. */
async function cacheMetrics(folder: string): Promise<Record<string, number>> {
  const path = join(folder, 'cache.db');
  const cache = await openEventCache({ path, key, userId, report: () => undefined });
  const keep = async (body: Uint8Array) => {
    const { stageId } = await cache.stageSync(body);
    await cache.commitSync(stageId, []);
  };
  const first = encode(initialSync({ userId, rooms, messages }));
  const insertMs = await timed(() => keep(first));
  const later: number[] = [];
  for (let index = 0; index < laterAnswers; index += 1) {
    const body = encode(oneMessage(index % rooms, messages + index, `s${index + 2}`));
    later.push(await timed(() => keep(body)));
  }
  await cache.close();
  const opening = performance.now();
  const again = await openEventCache({ path, key, userId, report: () => undefined });
  const openMs = performance.now() - opening;
  const roomsMs = await timed(() => again.rooms());
  const tails = [];
  for (let room = 0; room < 50; room += 1) tails.push(await timed(() => again.timelineTail(roomIdOf(room) as RoomId, 50)));
  await again.close();
  return {
    cacheEventsPerSecond: (rooms * messages * 1000) / insertMs,
    cacheSmallAnswerMs: median(later),
    cacheOpenMs: openMs,
    cacheRoomsMs: roomsMs,
    cacheTailMs: median(tails),
    cacheBytesPerEvent: statSync(path).size / (rooms * messages + laterAnswers),
  };
}

/** The same events as bare rows in a file without encryption: what SQLite takes at least. */
function bareEventsPerSecond(folder: string): number {
  const Database = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite3;
  const database = new Database(join(folder, 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE event (room TEXT, id TEXT PRIMARY KEY, json TEXT)');
  const insert = database.prepare('INSERT INTO event VALUES (?, ?, ?)');
  const events = Array.from({ length: rooms }, (_, room) => Array.from({ length: messages }, (_, index) => message(room, index))).flat();
  const start = performance.now();
  database.transaction(() => {
    events.forEach((event, index) => insert.run(roomIdOf(index % rooms), event.event_id, JSON.stringify(event)));
  })();
  const milliseconds = performance.now() - start;
  database.close();
  return (events.length * 1000) / milliseconds;
}

/** The precious store: what stands between Enter and the local echo. */
async function preciousMetrics(folder: string): Promise<Record<string, number>> {
  const store = openPreciousStore(join(folder, 'precious.db'), key);
  const enqueue: number[] = [];
  const flush: number[] = [];
  for (let index = 0; index < 300; index += 1) {
    const entry = {
      transactionId: `bench${index}` as TransactionId,
      roomId: roomIdOf(index % 5) as RoomId,
      queuedAt: index,
      content: { kind: 'text', style: 'text', body: `message ${index}`, html: null, replyTo: null },
      status: 'queued',
      failure: null,
      eventId: null,
      wire: null,
    } as const;
    enqueue.push(await timed(() => store.enqueue(entry)));
    if (index % 10 === 0) flush.push(await timed(() => store.flush()));
  }
  store.close();
  return { preciousEnqueueMs: median(enqueue), preciousFlushMs: median(flush) };
}

/** Rates of the two stores, and their cost beside bare SQLite on the same events. */
export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-store-'));
  try {
    const bare = bareEventsPerSecond(folder);
    const cache = await cacheMetrics(folder);
    const precious = await preciousMetrics(folder);
    return {
      name: 'store',
      metrics: { ...cache, ...precious, bareEventsPerSecond: bare },
      ratios: { insertToBareSqlite: bare / (cache['cacheEventsPerSecond'] ?? 1) },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
