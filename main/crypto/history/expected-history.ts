import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import type { SqlDatabase } from '../../store/index.ts';

export interface Expected {
  roomId: RoomId;
  inviter: UserId;
}

/** After this time the keys of whom invited us are no longer taken, in milliseconds (MSC4268). */
const longestMs = 24 * 60 * 60_000;

/** The rooms that were joined by an invitation and whose keys did not come yet, in the precious file. */
export class ExpectedHistory {
  readonly #now: () => number;
  readonly #sql;

  constructor(db: SqlDatabase, now: () => number) {
    this.#now = now;
    this.#sql = {
      add: db.prepare('INSERT OR REPLACE INTO history_expected VALUES (?, ?, ?)'),
      remove: db.prepare('DELETE FROM history_expected WHERE room_id = ?'),
      forget: db.prepare('DELETE FROM history_expected WHERE joined_at < ?'),
      all: db.prepare<[], Expected>('SELECT room_id AS roomId, inviter FROM history_expected'),
    };
  }

  add({ roomId, inviter }: Expected): void {
    this.#sql.add.run(roomId, inviter, this.#now());
  }

  remove(roomId: RoomId): void {
    this.#sql.remove.run(roomId);
  }

  /** Those that are not too old. */
  all(): Expected[] {
    this.#sql.forget.run(this.#now() - longestMs);
    return this.#sql.all.all();
  }
}
