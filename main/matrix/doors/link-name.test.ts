import { describe, expect, it } from 'vitest';
import { linkName } from './access.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from({ length: 11 }, (_, index) => values[index] ?? 0);

describe('the address of a private room', () => {
  it.each([
    ['Équipe « budget » 2027 !', 'Equipebudget2027bcaaaaaaaaa'],
    ['会議', 'bcaaaaaaaaa'],
    ['a'.repeat(255), `${'a'.repeat(100)}bcaaaaaaaaa`],
  ])('of %s is its letters and figures, and eleven more', (name, expected) => expect(linkName(name, bytes(1, 2))).toBe(expected));

  it('is another one each time', () => {
    const made = new Set(Array.from({ length: 100 }, () => linkName('Budget')));
    expect(made.size).toBe(100);
    for (const one of made) expect(one).toMatch(/^Budget[a-z0-5]{11}$/u);
  });
});
