import { setImmediate as nextLoop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { done, finished, openDb, ourFactory } from '../../../test/crypto/databases.ts';

const oneStore = (db: IDBDatabase): void => void db.createObjectStore('s').createIndex('n', 'n', { unique: true });
const roomId = '!room:example.org' as never;

describe('a transaction', () => {
  it('that is aborted leaves nothing', async () => {
    const { factory, close } = ourFactory();
    const db = await openDb(factory, 1, oneStore);
    const transaction = db.transaction('s', 'readwrite');
    await done(transaction.objectStore('s').put({ n: 1 }, 1));
    const late = done(transaction.objectStore('s').put({ n: 2 }, 2));
    const end = finished(transaction);
    transaction.abort();
    await expect(late).rejects.toMatchObject({ name: 'AbortError' });
    expect(await end).toBe('abort');
    expect(await done(db.transaction('s').objectStore('s').count())).toBe(0);
    db.close();
    await close();
  });

  it('whose request fails is rolled back, unless the error was handled', async () => {
    const { factory, close } = ourFactory();
    const db = await openDb(factory, 1, oneStore);
    const put = (handled: boolean): Promise<string> => {
      const transaction = db.transaction('s', 'readwrite');
      transaction.objectStore('s').put({ n: 1 }, handled ? 'a' : 'b');
      const breach = transaction.objectStore('s').put({ n: 1 }, 'c');
      breach.onerror = (event) => handled && event.preventDefault();
      return finished(transaction);
    };
    expect(await put(false)).toBe('abort');
    expect(await put(true)).toBe('complete');
    expect(await done(db.transaction('s').objectStore('s').getAllKeys())).toEqual(['a']);
    db.close();
    await close();
  });

  it('whose handler throws is rolled back, and main goes on', async () => {
    const { factory, close } = ourFactory();
    const db = await openDb(factory, 1, oneStore);
    const transaction = db.transaction('s', 'readwrite');
    transaction.objectStore('s').put({ n: 1 }, 1).onsuccess = () => {
      throw new Error('handler');
    };
    expect(await finished(transaction)).toBe('abort');
    db.close();
    await close();
  });

  it('waits for an earlier one that writes the same store', async () => {
    const { factory, close } = ourFactory();
    const db = await openDb(factory, 1, oneStore);
    const order: string[] = [];
    const first = db.transaction('s', 'readwrite');
    first.objectStore('s').put({ n: 1 }, 1).onsuccess = () => first.objectStore('s').put({ n: 2 }, 2);
    first.oncomplete = () => order.push('first');
    expect(await done(db.transaction('s').objectStore('s').count())).toBe(2);
    expect(order).toEqual(['first']);
    db.close();
    await close();
  });

  it('keeps its rollback to itself: what others wrote to the file meanwhile stays', async () => {
    const { factory, store, close } = ourFactory();
    const db = await openDb(factory, 1, oneStore);
    const transaction = db.transaction('s', 'readwrite');
    await done(transaction.objectStore('s').put({ n: 1 }, 1));
    store.saveDraft(roomId, null, { text: 'typed while the crypto store was busy', state: null });
    store.flush();
    transaction.abort();
    await finished(transaction);
    expect(store.drafts().get(roomId)).toBe('typed while the crypto store was busy');
    db.close();
    await close();
  });

  it('refuses what it may not do', async () => {
    const { factory, close } = ourFactory();
    const db = await openDb(factory, 1, oneStore);
    const reading = db.transaction('s');
    expect(() => reading.objectStore('s').put(1, 1)).toThrow(expect.objectContaining({ name: 'ReadOnlyError' }));
    await finished(reading);
    expect(() => reading.objectStore('s')).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
    expect(() => db.transaction('absent')).toThrow(expect.objectContaining({ name: 'NotFoundError' }));
    expect(() => db.createObjectStore('late')).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
    db.close();
    expect(() => db.transaction('s')).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
    await close();
  });
});

describe('many requests', () => {
  it('let timers and sockets go first from time to time', async () => {
    const { factory, close } = ourFactory();
    const db = await openDb(factory, 1, oneStore);
    const transaction = db.transaction('s', 'readwrite');
    for (let n = 0; n < 5000; n++) transaction.objectStore('s').put({ n }, n);
    let ended = false;
    const end = finished(transaction).then(() => (ended = true));
    let loops = 0;
    for (; !ended; loops++) await nextLoop();
    await end;
    expect(loops).toBeGreaterThan(3);
    db.close();
    await close();
  });
});

describe('an upgrade', () => {
  it('that is aborted leaves the version, stores and records as they were', async () => {
    const { factory, close } = ourFactory();
    const before = await openDb(factory, 1, oneStore);
    await finished(((transaction) => (transaction.objectStore('s').put({ n: 1 }, 1), transaction))(before.transaction('s', 'readwrite')));
    before.close();
    const upgrade = openDb(factory, 2, (db, transaction) => {
      db.createObjectStore('new');
      transaction.objectStore('s').clear();
      db.deleteObjectStore('s');
      transaction.abort();
    });
    await expect(upgrade).rejects.toMatchObject({ name: 'AbortError' });
    const after = await openDb(factory);
    expect([after.version, ...after.objectStoreNames]).toEqual([1, 's']);
    expect(await done(after.transaction('s').objectStore('s').get(1))).toEqual({ n: 1 });
    after.close();
    await close();
  });

  it('moves records with cursors, lists what is there in new indexes, and drops old stores', async () => {
    const { factory, close } = ourFactory();
    const before = await openDb(factory, 1, oneStore);
    const writing = before.transaction('s', 'readwrite');
    for (let n = 0; n < 500; n++) writing.objectStore('s').put({ n, odd: n % 2 }, n);
    await finished(writing);
    before.close();
    const after = await openDb(factory, 2, (db, transaction) => {
      const target = db.createObjectStore('moved');
      const request = transaction.objectStore('s').openCursor();
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return void (target.createIndex('odd', 'odd'), db.deleteObjectStore('s'));
        target.put(cursor.value, cursor.key);
        cursor.delete();
        cursor.continue();
      };
    });
    expect([...after.objectStoreNames]).toEqual(['moved']);
    const moved = after.transaction('moved').objectStore('moved');
    expect(await done(moved.count())).toBe(500);
    expect((await done(moved.index('odd').getAllKeys(1, 3))).map(Number)).toEqual([1, 3, 5]);
    after.close();
    await close();
  });

  it('waits until older connections are closed, and asks them to', async () => {
    const { factory, close } = ourFactory();
    const old = await openDb(factory, 1, oneStore);
    const asked: number[] = [];
    old.onversionchange = (event) => {
      asked.push(event.newVersion ?? 0);
      setTimeout(() => old.close(), 5);
    };
    const upgraded = await openDb(factory, 3);
    expect([asked, upgraded.version]).toEqual([[3], 3]);
    await expect(openDb(factory, 2)).rejects.toMatchObject({ name: 'VersionError' });
    upgraded.close();
    await done(factory.deleteDatabase('test::db'));
    const fresh = await openDb(factory);
    expect([fresh.version, ...fresh.objectStoreNames]).toEqual([1]);
    fresh.close();
    await close();
  });
});

describe('several files', () => {
  it('are told apart by the prefix of the name; without a file there is no database', async () => {
    const { factory, close } = ourFactory();
    await expect(done(factory.open('another-account::db'))).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(done(factory.open('testing::db'))).rejects.toMatchObject({ name: 'NotFoundError' });
    (await openDb(factory)).close();
    await close();
    await expect(openDb(factory)).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
