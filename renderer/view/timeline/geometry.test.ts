import { describe, expect, it } from 'vitest';
import { Geometry } from './geometry.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id, estimate: 50 }));

describe('a column of rows', () => {
  it('stands by estimates until rows were drawn', () => {
    const geometry = new Geometry();
    geometry.setRows(rows('a', 'b', 'c'));
    expect(geometry.total).toBe(150);
    expect(
      geometry.measure([
        ['b', 80],
        ['gone', 10],
      ]),
    ).toBe(true);
    expect(geometry.measure([['b', 80]])).toBe(false);
    expect([geometry.top(1), geometry.top(2), geometry.total]).toEqual([50, 130, 180]);
  });

  it('finds the rows in view, and stays inside the column', () => {
    const geometry = new Geometry();
    expect(geometry.range(0, 100)).toEqual([0, 0]);
    geometry.setRows(rows('a', 'b', 'c', 'd'));
    expect(geometry.range(60, 140)).toEqual([1, 3]);
    expect(geometry.range(-500, 9_000)).toEqual([0, 4]);
  });

  it('keeps what the eye rests on when history comes above it', () => {
    const geometry = new Geometry();
    geometry.setRows(rows('gap', 'day', 'm1', 'm2'));
    const anchor = geometry.anchorAt(70, 400);
    expect(anchor).toEqual({ id: 'm1', offset: 30 });
    geometry.setRows(rows('gap', 'older-day', 'm-2', 'm-1', 'm0', 'm1', 'm2'));
    expect(anchor && geometry.scrollFor(anchor)).toBe(220);
  });

  it('keeps measured heights by key when rows move', () => {
    const geometry = new Geometry();
    geometry.setRows(rows('a', 'b'));
    geometry.measure([['b', 200]]);
    geometry.setRows(rows('b', 'x', 'a'));
    expect([geometry.top(1), geometry.total]).toEqual([200, 300]);
  });

  it('rests on a tall row that fills the view', () => {
    const geometry = new Geometry();
    geometry.setRows([{ id: 'tall', estimate: 2_000 }, ...rows('b')]);
    expect(geometry.anchorAt(500, 600)).toEqual({ id: 'tall', offset: -500 });
    geometry.setRows(rows('c'));
    expect(geometry.scrollFor({ id: 'tall', offset: -500 })).toBeNull();
  });
});
