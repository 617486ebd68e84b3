import type { SqlDatabase } from '../precious/types.ts';
import { looseChunk } from './event-queries.ts';
import type { RoomKey } from './room-queries.ts';

/** Room between two chunks that follow one another, so that what is asked for in between finds a place. */
export const chunkStep = 2 ** 20;

/** The chunks of a room as a whole. */
export function chunkQueries(db: SqlDatabase) {
  const next = db.prepare<[number, number], { chunk: number; sentAt: number }>(
    'SELECT chunk, sent_at AS sentAt FROM event WHERE room = ? AND chunk > ? ORDER BY chunk, idx LIMIT 1',
  );
  const forget = ['event', 'hole', 'forward'].map((table) => db.prepare(`DELETE FROM ${table} WHERE room = ? AND chunk > ? AND chunk < ?`));
  const token = db.prepare<[number, number], { token: string }>('SELECT token FROM forward WHERE room = ? AND chunk = ?');
  const put = db.prepare('INSERT OR REPLACE INTO forward VALUES (?, ?, ?)');
  const drop = db.prepare('DELETE FROM forward WHERE room = ? AND chunk = ?');
  return {
    /** Each chunk with the time of its oldest event, oldest chunk first. */
    firsts(room: RoomKey): { chunk: number; sentAt: number }[] {
      const found: { chunk: number; sentAt: number }[] = [];
      for (let one = next.get(room.id, looseChunk); one; one = next.get(room.id, one.chunk)) found.push(one);
      return found;
    },
    /** Drops what lies between two chunks that turned out to be neighbours: it was put in the wrong place. */
    forgetBetween: (room: RoomKey, low: number, high: number): void => forget.forEach((statement) => statement.run(room.id, low, high)),
    /** Where newer events go on behind the last event of a chunk; null where only the hole above knows. */
    forward: (room: RoomKey, chunk: number): string | null => token.get(room.id, chunk)?.token ?? null,
    putForward: (room: RoomKey, chunk: number, value: string): void => void put.run(room.id, chunk, value),
    dropForward: (room: RoomKey, chunk: number): void => void drop.run(room.id, chunk),
  };
}
