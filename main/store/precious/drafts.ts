import type { EventId, RoomId } from '../../../preload/contract/index.ts';
import type { DraftRecord } from '../../records/index.ts';
import type { SqlDatabase } from './types.ts';

export function draftQueries(db: SqlDatabase) {
  const read = db.prepare<[], { room_id: RoomId; text: string }>(
    "SELECT room_id, text FROM composer_draft WHERE thread = '' AND text <> ''",
  );
  const one = db.prepare<[string, string], DraftRecord>('SELECT text, state FROM composer_draft WHERE room_id = ? AND thread = ?');
  const write = db.prepare(
    'INSERT INTO composer_draft VALUES (?, ?, ?, ?) ON CONFLICT (room_id, thread) DO UPDATE SET text = excluded.text, state = excluded.state',
  );
  const remove = db.prepare('DELETE FROM composer_draft WHERE room_id = ? AND thread = ?');
  const forget = db.prepare('DELETE FROM composer_draft WHERE room_id = ?');
  const forgetPast = db.prepare('DELETE FROM history_expected WHERE room_id = ?');
  return {
    drafts: (): Map<RoomId, string> => new Map(read.all().map((row) => [row.room_id, row.text])),
    draft: (roomId: RoomId, thread: EventId | null): DraftRecord | null => one.get(roomId, thread ?? '') ?? null,
    saveDraft(roomId: RoomId, thread: EventId | null, { text, state }: DraftRecord): void {
      if (text === '' && state === null) remove.run(roomId, thread ?? '');
      else write.run(roomId, thread ?? '', text, state);
    },
    forgetRoom(roomId: RoomId): void {
      forget.run(roomId);
      forgetPast.run(roomId);
    },
  };
}
