import type { RoomId } from '../../../preload/contract/index.ts';
import type { SqlDatabase } from './types.ts';

export function draftQueries(db: SqlDatabase) {
  const read = db.prepare<[], { room_id: RoomId; text: string }>('SELECT room_id, text FROM draft');
  const write = db.prepare('INSERT INTO draft VALUES (?, ?) ON CONFLICT (room_id) DO UPDATE SET text = excluded.text');
  const remove = db.prepare('DELETE FROM draft WHERE room_id = ?');
  return {
    drafts: (): Map<RoomId, string> => new Map(read.all().map((row) => [row.room_id, row.text])),
    saveDraft(roomId: RoomId, text: string): void {
      if (text === '') remove.run(roomId);
      else write.run(roomId, text);
    },
  };
}
