/** A seeded generator (mulberry32): the same seed tells the same story. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}

const numbers = [0, 1, -1, 2, 0.5, -0.5, 1e300, -1e300, 5e-324, Infinity, -Infinity, 2 ** 53];
const strings = ['', 'a', 'ab', 'b', '\u0000', 'a\u0000', '~', '\u007e\u007f', '\u0080', 'é', '\u07ff', '\uffff', '😀', '\ud800', 'clé'];
const bytes = [[], [0], [1], [2], [0, 0], [0, 1], [1, 2], [255], [1, 1, 2]];

/** Any valid key, small ones mostly, so that stories meet the same keys again. */
export function randomKey(random: Random, depth = 0): IDBValidKey {
  const kind = random.below(depth > 2 ? 4 : 5);
  if (kind === 0) return random.pick(numbers);
  if (kind === 1) return random.pick(strings) + random.pick(strings);
  if (kind === 2) return new Date(random.below(5) - 2);
  if (kind === 3) return new Uint8Array(random.pick(bytes)).buffer;
  return Array.from({ length: random.below(3) }, () => randomKey(random, depth + 1));
}
