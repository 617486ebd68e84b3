import type { AccountBar } from '../../records/index.ts';
import type { SqlDatabase } from './types.ts';

export function barQueries(db: SqlDatabase) {
  const read = db.prepare<[], AccountBar>('SELECT reason FROM account_bar').pluck();
  const write = db.prepare('INSERT OR REPLACE INTO account_bar VALUES (1, ?)');
  const remove = db.prepare('DELETE FROM account_bar');
  return {
    bar: (): AccountBar | null => read.get() ?? null,
    saveBar: (reason: AccountBar | null): void => void (reason === null ? remove.run() : write.run(reason)),
  };
}
