import { type Bridge, bridgesOf, type BridgeState, bridgeTypes } from '../../records/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import type { RoomKey } from './room-queries.ts';

/** The networks that a room is joined to (MSC2346). */
export function bridgeQueries(db: SqlDatabase) {
  const types = bridgeTypes.map((type) => `'${type}'`).join(', ');
  const read = db.prepare<[number], BridgeState>(
    `SELECT state_key AS stateKey, content, sender FROM state WHERE room = ? AND type IN (${types}) ORDER BY type, state_key LIMIT 20`,
  );
  return (room: RoomKey): Bridge[] => bridgesOf(read.all(room.id));
}
