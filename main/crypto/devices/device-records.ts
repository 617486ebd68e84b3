import type { NewDevice } from '../../matrix/index.ts';
import type { SqlDatabase } from '../../store/index.ts';

type Row = { device_id: string; name: string | null; appeared_at: number | null };

/** Which devices of the account were seen, in the precious file. */
export class DeviceRecords {
  readonly #sql;

  constructor(db: SqlDatabase) {
    this.#sql = {
      all: db.prepare<[], Row>('SELECT * FROM own_device'),
      add: db.prepare('INSERT INTO own_device VALUES (?, ?, ?) ON CONFLICT (device_id) DO NOTHING'),
      looked: db.prepare('UPDATE own_device SET appeared_at = NULL WHERE device_id = ?'),
    };
  }

  /** Every device that was ever seen; empty before the first look. */
  known(): Set<string> {
    return new Set(this.#sql.all.all().map((row) => row.device_id));
  }

  newDevices(): NewDevice[] {
    return this.#sql.all
      .all()
      .flatMap(({ device_id: deviceId, name, appeared_at: appearedAt }) => (appearedAt === null ? [] : [{ deviceId, name, appearedAt }]))
      .sort((a, b) => a.appearedAt - b.appearedAt);
  }

  /** `appearedAt`: where the agent is to be told of it. One that is known stays as it is. */
  add(deviceId: string, name: string | null, appearedAt: number | null): void {
    this.#sql.add.run(deviceId, name, appearedAt);
  }

  looked(deviceId: string): void {
    this.#sql.looked.run(deviceId);
  }
}
