import { describe, expect, it } from 'vitest';
import type { Json } from '../../records/index.ts';
import { bob, bytes, first, id, joined, openCache, salon, sync, text } from './answers.test-data.ts';
import type { EventCache, TimelineSlice } from './types.ts';

type Fields = { [key: string]: Json };
const page = (events: Fields[], end: string | null): Uint8Array => bytes({ chunk: [...events].reverse(), start: 's', end });
const bodies = ({ events }: Pick<TimelineSlice, 'events'>): string[] => events.map(({ event }) => event.eventId.slice(1));
const context = (before: Fields[], event: Fields, after: Fields[], start: string | null, end: string | null): Uint8Array =>
  bytes({ event, events_before: [...before].reverse(), events_after: after, start, end });
const around = async (cache: EventCache, name: string): Promise<[string[], string, string]> => {
  const position = (await cache.placed(salon, id(name)))?.position;
  if (!position) throw new Error('not placed');
  const before = await cache.timelineBefore(salon, { ...position, index: position.index + 1 }, 50);
  const after = await cache.timelineAfter(salon, position, 50);
  return [[...bodies(before), ...bodies(after)], before.before, after.after];
};

describe('a message in the middle of the history', () => {
  const m = Array.from({ length: 40 }, (_, at) => text(`m${at}`, bob, `message ${at}`));
  const some = (from: number, to: number): Fields[] => m.slice(from, to);
  const opened = async (): Promise<EventCache> => {
    const cache = await openCache();
    await sync(cache, { [salon]: first(some(35, 40)) });
    return cache;
  };

  it('stands in a run of its own, which no other run shows, and grows both ways until the runs meet', async () => {
    const cache = await opened();
    expect((await cache.keepContext(salon, context(some(10, 12), m[12] as Fields, some(13, 15), 's10', 'e15')))?.length).toBe(5);
    expect(await around(cache, 'm12')).toEqual([['m10', 'm11', 'm12', 'm13', 'm14'], 'hole', 'hole']);
    expect(bodies(await cache.timelineTail(salon, 50))).toEqual(['m35', 'm36', 'm37', 'm38', 'm39']);
    const at = await cache.placed(salon, id('m12'));
    const way = at && (await cache.wayForward(salon, at.position));
    if (way?.kind !== 'forward') throw new Error('no way forward');
    await cache.fillForward(salon, way, bytes({ chunk: some(15, 20), start: 'e15', end: 'e20' }));
    expect((await around(cache, 'm12'))[0].at(-1)).toBe('m19');
    // An answer to the old token changes nothing.
    expect(await cache.fillForward(salon, way, bytes({ chunk: some(20, 22), start: 'e15', end: 'e22' }))).toEqual([]);
    const next = at && (await cache.wayForward(salon, at.position));
    if (next?.kind !== 'forward') throw new Error('no way forward');
    await cache.fillForward(salon, next, bytes({ chunk: some(20, 37), start: 'e20', end: 'e37' }));
    expect(await around(cache, 'm12')).toEqual([Array.from({ length: 30 }, (_, index) => `m${10 + index}`), 'hole', 'live']);
    expect((await cache.timelineTail(salon, 50)).before).toBe('hole');
    await cache.close();
  });

  it('is reached by the history as it is paged back, whatever was visited first', async () => {
    const cache = await opened();
    await cache.keepContext(salon, context(some(5, 6), m[6] as Fields, some(7, 8), 's5', 'e8'));
    await cache.keepContext(salon, context(some(20, 22), m[22] as Fields, some(23, 24), 's20', 'e24'));
    const page1 = await cache.holeBefore(salon, null);
    if (!page1) throw new Error('no hole');
    await cache.fillHole(salon, page1, page(some(22, 35), 's22'));
    const tail = await cache.timelineTail(salon, 50);
    expect([bodies(tail)[0], tail.before]).toEqual(['m20', 'hole']);
    const page2 = await cache.holeBefore(salon, tail.events[0]?.position ?? null);
    if (!page2) throw new Error('no hole');
    expect(page2.token).toBe('s20');
    await cache.fillHole(salon, page2, page(some(7, 20), 's7'));
    expect(bodies(await cache.timelineTail(salon, 50))[0]).toBe('m5');
    await cache.close();
  });

  it('right before what is stored, or right behind it, joins that run', async () => {
    const cache = await opened();
    await cache.keepContext(salon, context(some(31, 33), m[33] as Fields, some(34, 37), 's31', 'e37'));
    const tail = await cache.timelineTail(salon, 50);
    expect([bodies(tail)[0], tail.before]).toEqual(['m31', 'hole']);
    expect((await cache.holeBefore(salon, null))?.token).toBe('s31');
    await cache.close();
  });

  it('that was only asked for by itself is taken in where a run reaches it', async () => {
    const cache = await opened();
    const { events } = await cache.keepEvents(salon, bytes(m[30]));
    expect([events.length, await cache.placed(salon, id('m30')), (await cache.event(salon, id('m30')))?.event.eventId]).toEqual([
      1,
      null,
      '$m30',
    ]);
    expect(bodies(await cache.timelineTail(salon, 50))).not.toContain('m30');
    const hole = await cache.holeBefore(salon, null);
    if (!hole) throw new Error('no hole');
    await cache.fillHole(salon, hole, page(some(29, 35), 's29'));
    expect(bodies(await cache.timelineTail(salon, 50)).slice(0, 3)).toEqual(['m29', 'm30', 'm31']);
    await cache.close();
  });

  it('of a limited sync is no reason to close the hole before it', async () => {
    const cache = await opened();
    await sync(cache, { [salon]: joined([text('n9', bob, 'x')], {}, { limited: true, prev_batch: 'gap' }) });
    expect((await cache.timelineTail(salon, 50)).before).toBe('hole');
    await cache.close();
  });
});
