import type { RoomId } from '../../../preload/contract/index.ts';
import type { SqlDatabase } from '../../store/index.ts';
import type { Imported } from './import-keys.ts';

export type RestoreProgress = 'running' | 'done' | 'cancelled';
export interface RestoreRecord {
  version: string;
  progress: RestoreProgress;
  total: number;
}

/** What was fetched of the backup so far, in the precious file: a restore goes on after a restart where it was. */
export class RestoreRecords {
  readonly #sql;

  constructor(db: SqlDatabase) {
    this.#sql = {
      read: db.prepare<[], RestoreRecord>('SELECT version, progress, total FROM key_restore'),
      write: db.prepare('INSERT OR REPLACE INTO key_restore VALUES (1, ?, ?, ?)'),
      sums: db.prepare<[], Imported>(
        'SELECT coalesce(sum(imported), 0) AS imported, coalesce(sum(skipped), 0) AS skipped FROM key_restore_room',
      ),
      has: db.prepare<[string], { found: 1 }>('SELECT 1 AS found FROM key_restore_room WHERE room_id = ?'),
      add: db.prepare('INSERT OR REPLACE INTO key_restore_room VALUES (?, ?, ?)'),
      clear: db.prepare('DELETE FROM key_restore_room'),
    };
  }

  current(): RestoreRecord | null {
    return this.#sql.read.get() ?? null;
  }

  /** Begins anew: no room was fetched. */
  begin(version: string, total: number): void {
    this.#sql.clear.run();
    this.#sql.write.run(version, 'running', total);
  }

  set(progress: RestoreProgress): void {
    const record = this.current();
    if (record) this.#sql.write.run(record.version, progress, record.total);
  }

  /** Keys of the rooms that are complete. */
  sums(): Imported {
    return this.#sql.sums.get() ?? { imported: 0, skipped: 0 };
  }

  has(roomId: RoomId): boolean {
    return this.#sql.has.get(roomId) !== undefined;
  }

  add(roomId: RoomId, { imported, skipped }: Imported): void {
    this.#sql.add.run(roomId, imported, skipped);
  }
}
