import type { Outgoing, RoomId, TransactionId } from '../../../preload/contract/index.ts';
import type { QueueRecord, SendFailure } from '../../records/index.ts';
import type { SqlDatabase } from './types.ts';

interface Row {
  position: number;
  transaction_id: TransactionId;
  room_id: RoomId;
  queued_at: number;
  content: string;
  status: QueueRecord['status'];
  failure: SendFailure | null;
  event_id: string | null;
  wire: string | null;
}
type Wire = QueueRecord['wire'];
type Change = Partial<Pick<QueueRecord, 'content' | 'status' | 'failure' | 'eventId' | 'wire'>>;

const toText = (wire: Wire): string | null => (wire ? JSON.stringify(wire) : null);

const toRecord = (row: Row): QueueRecord => ({
  transactionId: row.transaction_id,
  roomId: row.room_id,
  position: row.position,
  queuedAt: row.queued_at,
  content: JSON.parse(row.content) as Outgoing,
  status: row.status,
  failure: row.failure,
  eventId: row.event_id,
  wire: row.wire === null ? null : (JSON.parse(row.wire) as Wire),
});

export function queueQueries(db: SqlDatabase) {
  const all = db.prepare<[], Row>('SELECT * FROM queue ORDER BY position');
  const one = db.prepare<[string], Row>('SELECT * FROM queue WHERE transaction_id = ?');
  const insert = db.prepare(
    `INSERT INTO queue (transaction_id, room_id, queued_at, content, status, failure, event_id, wire)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (transaction_id) DO NOTHING`,
  );
  const update = db.prepare('UPDATE queue SET content = ?, status = ?, failure = ?, event_id = ?, wire = ? WHERE transaction_id = ?');
  const remove = db.prepare('DELETE FROM queue WHERE transaction_id = ?');
  return {
    queue: (): QueueRecord[] => all.all().map(toRecord),
    enqueue(e: Omit<QueueRecord, 'position'>): boolean {
      const content = JSON.stringify(e.content);
      return insert.run(e.transactionId, e.roomId, e.queuedAt, content, e.status, e.failure, e.eventId, toText(e.wire)).changes === 1;
    },
    updateQueued(transactionId: TransactionId, change: Change): boolean {
      const row = one.get(transactionId);
      if (!row) return false;
      const next = { ...toRecord(row), ...change };
      update.run(JSON.stringify(next.content), next.status, next.failure, next.eventId, toText(next.wire), transactionId);
      return true;
    },
    removeQueued: (transactionId: TransactionId): void => void remove.run(transactionId),
  };
}
