import { statSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { bob, first, freshPath, openCache, salon, sync, text } from './answers.test-data.ts';

it('a large commit goes to the WAL at once and to the file in the next pause', async () => {
  const path = freshPath();
  const cache = await openCache(path);
  await sync(cache, { [salon]: first(Array.from({ length: 1500 }, (_, n) => text(`m${n}`, bob, 'x'.repeat(4000)))) });
  const sizes = () => [path, `${path}-wal`].map((file) => statSync(file).size);
  const [file, wal] = sizes() as [number, number];
  expect(wal).toBeGreaterThan(6_000_000);
  expect(file).toBeLessThan(1_000_000);
  await vi.waitUntil(() => (sizes()[0] ?? 0) > 6_000_000, { timeout: 20_000 });
  expect((await cache.rooms()).map((room) => room.roomId)).toEqual([salon]);
  await cache.close();
});
