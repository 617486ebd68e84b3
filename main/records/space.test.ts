import { expect, it } from 'vitest';
import { childrenOf } from './space.ts';

const child = (id: string, content: object) => ({ child: id, content: JSON.stringify(content) });

it('rooms of a space come in its order, and only those that can be reached (spec: m.space.child)', () => {
  const via = ['x'];
  expect(
    childrenOf([
      child('!late:x', { via }),
      child('!b:x', { via, order: 'b' }),
      child('!a:x', { via, order: 'a' }),
      child('!early:x', { via, order: 'é' }),
      child('!removed:x', {}),
      child('!unreachable:x', { via: [] }),
      child('!hostile:x', { via: 'x', order: 7 }),
      child('no room', { via }),
    ]),
  ).toEqual(['!a:x', '!b:x', '!early:x', '!late:x']);
});
