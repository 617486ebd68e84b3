import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { done, finished, freshPath, openDb, ourFactory } from '../../../test/crypto/databases.ts';

const burst = fileURLToPath(new URL('../../../test/crypto/burst.ts', import.meta.url));

/** Runs the writer and kills it, without warning, once it has told of `count` commits. The last number told. */
async function burstUntilKilled(path: string, count: number): Promise<number> {
  const child = spawn(process.execPath, ['--no-warnings', burst, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (told.split('\n').length > count) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return Number(told.split('\n').at(-2));
}

describe('after kill -9 in a burst of writes', () => {
  it('every committed transaction is there, whole, and no half of another', async () => {
    const path = freshPath();
    let last = 0;
    for (const count of [1, 40, 130, 300]) last = await burstUntilKilled(path, count);
    const { factory, close } = ourFactory(path);
    const db = await openDb(factory);
    const transaction = db.transaction(['left', 'right']);
    const left = (await done(transaction.objectStore('left').getAllKeys())) as number[];
    expect(left.length).toBeGreaterThanOrEqual(last);
    expect(left).toEqual(left.map((_key, at) => at + 1));
    expect(await done(transaction.objectStore('right').getAll())).toEqual(left);
    const half = transaction.objectStore('left').index('half');
    expect((await done(half.getAllKeys(1))).length).toBe(Math.ceil(left.length / 2));
    expect(await done(half.count())).toBe(left.length);
    db.close();
    await close();
  });
});

describe('a store that is opened again', () => {
  it('has its version, stores, indexes, sizes and records', async () => {
    const first = ourFactory();
    const made = await openDb(first.factory, 7, (db) => {
      db.createObjectStore('kept').createIndex('pair', ['a', 'b'], { unique: true });
      db.createObjectStore('other').createIndex('many', 'list', { multiEntry: true });
    });
    const writing = made.transaction('kept', 'readwrite');
    writing
      .objectStore('kept')
      .put({ a: 1, b: 'x', bytes: new Uint8Array([1, 2, 3]), when: new Date(5), map: new Map([['k', 1n]]) }, ['k', 1]);
    await finished(writing);
    made.close();
    await first.close();

    const second = ourFactory(first.path);
    const db = await openDb(second.factory);
    expect(db.version).toBe(7);
    expect([...db.objectStoreNames]).toEqual(['kept', 'other']);
    const transaction = db.transaction(['kept', 'other']);
    const kept = transaction.objectStore('kept');
    expect([kept.index('pair').keyPath, kept.index('pair').unique]).toEqual([['a', 'b'], true]);
    expect(transaction.objectStore('other').index('many').multiEntry).toBe(true);
    const value = { a: 1, b: 'x', bytes: new Uint8Array([1, 2, 3]), when: new Date(5), map: new Map([['k', 1n]]) };
    expect(await done(kept.get(['k', 1]))).toEqual(value);
    expect(await done(kept.index('pair').getKey([1, 'x']))).toEqual(['k', 1]);
    expect(await done(kept.count())).toBe(1);
    db.close();
    await second.close();
  });

  it('tells of a damaged value, and still reads the others', async () => {
    const { factory, store, close } = ourFactory();
    const db = await openDb(factory, 1, (fresh) => fresh.createObjectStore('s').createIndex('n', 'n'));
    const writing = db.transaction('s', 'readwrite');
    for (const n of [1, 2]) writing.objectStore('s').put({ n }, n);
    await finished(writing);
    store.sql.exec("UPDATE idb_record SET value = x'00ff' WHERE rowid = (SELECT min(rowid) FROM idb_record WHERE length(value) > 0)");
    const reading = db.transaction('s').objectStore('s');
    await expect(done(reading.get(1))).rejects.toMatchObject({ name: 'UnknownError' });
    expect(await done(db.transaction('s').objectStore('s').get(2))).toEqual({ n: 2 });
    const mending = db.transaction('s', 'readwrite');
    mending.objectStore('s').put({ n: 3 }, 1);
    expect(await finished(mending)).toBe('complete');
    expect(await done(db.transaction('s').objectStore('s').index('n').getKey(3))).toBe(1);
    db.close();
    await close();
  });

  it('has nothing readable on disk', async () => {
    const { factory, path, close } = ourFactory();
    const db = await openDb(factory, 1, (fresh) => fresh.createObjectStore('plain-store-name'));
    const writing = db.transaction('plain-store-name', 'readwrite');
    writing.objectStore('plain-store-name').put('plain value', 'plain key');
    await finished(writing);
    const bytes = ['', '-wal'].map((suffix) => readFileSync(path + suffix, 'latin1')).join('');
    expect(bytes.length).toBeGreaterThan(8192);
    expect(bytes).not.toContain('plain');
    db.close();
    await close();
  });
});
