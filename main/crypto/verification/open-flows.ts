import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Flow } from './flow.ts';

/** What must be known of a verification to end it after a restart. */
export interface OpenFlow {
  transaction: string;
  userId: UserId;
  /** Null where all devices were asked. */
  deviceId: string | null;
  roomId: RoomId | null;
  isSelf: boolean;
  direction: 'incoming' | 'outgoing';
  deadline: number;
}

type Row = {
  transaction_id: string;
  user_id: UserId;
  device_id: string | null;
  room_id: RoomId | null;
  is_self: number;
  is_outgoing: number;
  deadline: number;
};

/** The open verifications, in the precious file: the engine forgets them with the process, the other side does not. */
export class OpenFlows {
  readonly #sql: EngineContext['precious']['sql'];
  #kept = '';

  constructor({ precious }: EngineContext) {
    this.#sql = precious.sql;
  }

  /** Those of the last run, which are no longer kept. */
  takeOld(): OpenFlow[] {
    const rows = this.#sql.prepare<[], Row>('SELECT * FROM open_verification').all();
    this.#sql.prepare('DELETE FROM open_verification').run();
    return rows.map((row) => ({
      transaction: row.transaction_id,
      userId: row.user_id,
      deviceId: row.device_id,
      roomId: row.room_id,
      isSelf: row.is_self === 1,
      direction: row.is_outgoing === 1 ? 'outgoing' : 'incoming',
      deadline: row.deadline,
    }));
  }

  /** Keeps these and no others. Writes only where something changed. */
  keep(flows: readonly Flow[]): void {
    const now = flows.map((flow) => `${flow.userId} ${flow.transaction} ${flow.deviceId ?? ''}`).join('\n');
    if (now === this.#kept) return;
    this.#kept = now;
    const add = this.#sql.prepare('INSERT OR REPLACE INTO open_verification VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#sql.transaction(() => {
      this.#sql.prepare('DELETE FROM open_verification').run();
      for (const { userId, transaction, deviceId, roomId, isSelf, direction, deadline } of flows)
        add.run(userId, transaction, deviceId, roomId, isSelf ? 1 : 0, direction === 'outgoing' ? 1 : 0, deadline);
    })();
  }
}
