/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const drawn = <T>(all: readonly T[], random: () => number): T => all[Math.floor(random() * all.length)] as T;

const strange: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  2 ** 53,
  '',
  '\ud800',
  'x'.repeat(70_000),
  [],
  {},
  [[[]]],
  { __proto__: null, a: 1 },
];

/** The same JSON with some of its values, a seventh or so, replaced by strange ones or missing. */
export function mutated(body: Buffer, random: () => number): string {
  const change = (value: unknown): unknown => {
    if (random() < 0.15) return drawn(strange, random);
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(() => random() > 0.05)
        .map(([key, inner]) => [key, change(inner)]),
    );
  };
  try {
    return JSON.stringify(change(JSON.parse(body.toString('utf8'))));
  } catch {
    return body.toString('latin1');
  }
}
