import type { SqlDatabase } from './types.ts';

export function ownWordQueries(db: SqlDatabase) {
  const read = db.prepare<[], string>('SELECT word FROM own_word ORDER BY word COLLATE NOCASE').pluck();
  const add = db.prepare<[string]>('INSERT INTO own_word VALUES (?) ON CONFLICT DO NOTHING');
  const remove = db.prepare<[string]>('DELETE FROM own_word WHERE word = ?');
  return {
    ownWords: (): string[] => read.all(),
    addOwnWord: (word: string): void => void add.run(word),
    removeOwnWord: (word: string): void => void remove.run(word),
  };
}
