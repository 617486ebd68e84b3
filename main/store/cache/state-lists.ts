import type { JsonObject } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import type { RoomKey } from './room-queries.ts';

/** More of one type are of no use to anybody. */
const most = 1000;

/** State events of one type, of which a room has many. */
export function stateLists(db: SqlDatabase) {
  const all = db.prepare<[number, string, number], { state_key: string; content: string }>(
    'SELECT state_key, content FROM state WHERE room = ? AND type = ? ORDER BY state_key LIMIT ? + 0',
  );
  return (room: RoomKey, type: string): { stateKey: string; content: JsonObject }[] =>
    all.all(room.id, type, most).map((row) => ({ stateKey: row.state_key, content: JSON.parse(row.content) as JsonObject }));
}
