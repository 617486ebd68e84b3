type Tree = { [key: string]: unknown };

type Sentence = (...args: unknown[]) => unknown;

/** A sentence for a count that is also a change of a room, for as many names, or for one person and another. */
function ask(sentence: Sentence, n: number): string {
  const change = Object.assign(new Number(n), { actor: 'Claire', target: 'Paul', value: 'Crise', previous: 'Cellule' });
  const names = ['Claire', 'Paul'].slice(0, n);
  for (const first of [change, names]) {
    try {
      return String(sentence(first, n, n, n));
    } catch {
      // It takes something else.
    }
  }
  return String(sentence('Claire', 'Aline', 'Paul'));
}

/** Every sentence of a language by its path; functions are asked with one, and with several. */
export function sentences(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const here = `${path}${key}`;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') return [1, 2].map((n) => [`${here}(${n})`, ask(value as Sentence, n)]);
    return sentences(value as Tree, `${here}.`);
  });
}
