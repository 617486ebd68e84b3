import type { SqlDatabase } from './types.ts';

export function scheduledQueries(db: SqlDatabase) {
  const read = db.prepare<[string], string>('SELECT body FROM scheduled WHERE delay_id = ?').pluck();
  const write = db.prepare('INSERT INTO scheduled VALUES (?, ?) ON CONFLICT (delay_id) DO UPDATE SET body = excluded.body');
  const forget = db.prepare<[string]>('DELETE FROM scheduled WHERE delay_id NOT IN (SELECT value FROM json_each(?))');
  return {
    scheduledBody: (delayId: string): string | null => read.get(delayId) ?? null,
    saveScheduled: (delayId: string, body: string): void => void write.run(delayId, body),
    keepScheduled: (delayIds: readonly string[]): void => void forget.run(JSON.stringify(delayIds)),
  };
}
