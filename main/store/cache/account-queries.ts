import type { EventId, RoomId, UserId } from '../../../preload/contract/index.ts';
import type { JsonObject, ReceiptRecord } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import type { RoomKey } from './room-queries.ts';

interface ReceiptRow {
  user_id: UserId;
  event_id: EventId;
  read_at: number;
}

/** `synced-at`: when the last answer was kept, milliseconds. */
type MetaName = 'sync-token' | 'synced-at' | 'retention-swept';

/** Global account data and the sync token. */
export function accountQueries(db: SqlDatabase) {
  const get = db.prepare<[string], { content: string }>('SELECT content FROM account_data WHERE type = ?');
  const put = db.prepare('INSERT OR REPLACE INTO account_data VALUES (?, ?)');
  const meta = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?');
  const putMeta = db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
  return {
    accountData(type: string): JsonObject | null {
      const row = get.get(type);
      return row ? (JSON.parse(row.content) as JsonObject) : null;
    },
    saveAccountData: (type: string, content: JsonObject): void => void put.run(type, JSON.stringify(content)),
    meta: (name: MetaName): string | null => meta.get(name)?.value ?? null,
    saveMeta: (name: MetaName, value: string): void => void putMeta.run(name, value),
  };
}

/** How far rooms were read without the server knowing yet. */
export function untoldReadQueries(db: SqlDatabase) {
  const all = db.prepare<[], { roomId: RoomId; eventId: EventId }>(
    'SELECT room.room_id AS roomId, event_id AS eventId FROM untold_read JOIN room ON room.id = untold_read.room',
  );
  const put = db.prepare('INSERT OR REPLACE INTO untold_read VALUES (?, ?)');
  const drop = db.prepare('DELETE FROM untold_read WHERE room = ? AND event_id = ?');
  return {
    all: () => all.all(),
    put: (room: RoomKey, eventId: EventId): void => void put.run(room.id, eventId),
    drop: (room: RoomKey, eventId: EventId): void => void drop.run(room.id, eventId),
  };
}

/** Newest receipt of each member. */
export function receiptQueries(db: SqlDatabase) {
  const all = db.prepare<[number], ReceiptRow>('SELECT * FROM receipt WHERE room = ?');
  const put = db.prepare(
    `INSERT INTO receipt VALUES (?, ?, ?, ?) ON CONFLICT (room, user_id) DO UPDATE
     SET event_id = excluded.event_id, read_at = excluded.read_at WHERE excluded.read_at >= receipt.read_at`,
  );
  return {
    all: (room: RoomKey): ReceiptRecord[] =>
      all.all(room.id).map((row) => ({ roomId: room.roomId, userId: row.user_id, eventId: row.event_id, readAt: row.read_at })),
    /** Keeps a receipt unless a later one stands. */
    put: (room: RoomKey, userId: UserId, eventId: EventId, readAt: number): void => void put.run(room.id, userId, eventId, readAt),
  };
}
