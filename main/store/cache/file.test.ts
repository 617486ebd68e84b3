import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../open/open-database.ts';
import { alice, bob, first, freshPath, key, openCache, salon, sync, text } from './answers.test-data.ts';
import { cacheMigrations } from './migrations/index.ts';
import { openEventCache } from './open-cache.ts';

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code,
  );

describe('the file of the cache', () => {
  it('shows nothing of what it keeps, neither in the database nor in its WAL', async () => {
    const path = freshPath();
    const cache = await openCache(path);
    await sync(cache, { [salon]: first([text('m1', bob, 'texte reconnaissable '.repeat(500))]) });
    const files = [path, `${path}-wal`].map((file) => readFileSync(file));
    expect(files[1]?.byteLength).toBeGreaterThan(10_000);
    for (const file of files) {
      expect(file.subarray(0, 16).toString('latin1')).not.toContain('SQLite');
      expect(file.includes('reconnaissable')).toBe(false);
    }
    await cache.close();
    expect(readFileSync(path).includes('reconnaissable')).toBe(false);
  });

  it('of a newer release is refused and left alone', async () => {
    const path = freshPath();
    const db = openDatabase(path, key, cacheMigrations);
    db.pragma('user_version = 99');
    db.close();
    expect(await codeOf(openCache(path))).toBe('store.future');
    expect(existsSync(`${path}.damaged`)).toBe(false);
  });

  it('opened with another key is made again, and says so: all of it comes back by sync', async () => {
    const path = freshPath();
    const cache = await openCache(path);
    await sync(cache, { [salon]: first([text('m1', bob, 'un')]) });
    await cache.close();
    const said: string[] = [];
    const other = await openEventCache({
      path,
      key: new Uint8Array(32).fill(9),
      userId: alice,
      report: (message) => void said.push(message),
    });
    expect([await other.syncToken(), said.length, existsSync(`${path}.damaged`)]).toEqual([null, 1, true]);
    await other.close();
  });

  it('that turns out damaged while in use says so, and is made again at its next opening', async () => {
    const path = freshPath();
    const cache = await openCache(path);
    await sync(cache, { [salon]: first(Array.from({ length: 400 }, (_, n) => text(`m${n}`, bob, 'x'.repeat(2000)))) });
    await cache.close();
    const fd = openSync(path, 'r+');
    const size = readFileSync(path).byteLength;
    // Every page after the schema and the small tables.
    for (let page = 30; page * 4096 < size; page += 1) writeSync(fd, Buffer.alloc(64, page), 0, 64, page * 4096 + 100);
    closeSync(fd);
    const hurt = await openCache(path);
    expect(await codeOf(hurt.timelineTail(salon, 1000))).toBe('store.damaged');
    await hurt.close();
    const said: string[] = [];
    const again = await openCache(path, (message) => void said.push(message));
    expect([await again.syncToken(), said.length]).toEqual([null, 1]);
    await again.close();
  });

  it('is opened again by the next call when its worker failed, at the last commit', async () => {
    const started: Worker[] = [];
    const note = (worker: Worker) => void started.push(worker);
    process.on('worker', note);
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m1', bob, 'un')]) });
    const staged = await cache.stageSync(new TextEncoder().encode('{"next_batch":"lost"}'));
    const waiting = codeOf(cache.rooms());
    await started[0]?.terminate();
    expect(['internal', 'no error']).toContain(await waiting);
    expect(await cache.rooms()).toHaveLength(1);
    expect(await codeOf(cache.commitSync(staged.stageId, []))).toBe('internal');
    expect(started).toHaveLength(2);
    process.off('worker', note);
    await cache.close();
  });

  it('refuses calls once closed, and closes twice without harm', async () => {
    const cache = await openCache();
    await cache.close();
    await cache.close();
    expect(await codeOf(cache.rooms())).toBe('internal');
  });
});
