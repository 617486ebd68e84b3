import { expect, it } from 'vitest';
import { weaker } from './weaker.ts';

const secret = { kind: 'private', encrypted: true } as const;
const direct = { kind: 'direct', encrypted: true } as const;
const guests = { kind: 'external', encrypted: true } as const;
const forum = { kind: 'forum', encrypted: false } as const;
const open = { kind: 'private-unencrypted', encrypted: false } as const;

it('a message that goes where more people could read it is told of, and by the worst reason', () => {
  expect([weaker(secret, forum), weaker(open, forum), weaker(guests, forum)]).toEqual(['forum', 'forum', 'forum']);
  expect([weaker(secret, open), weaker(guests, open)]).toEqual(['clear', 'clear']);
  expect([weaker(secret, guests), weaker(direct, guests)]).toEqual(['external', 'external']);
  expect([weaker(secret, direct), weaker(forum, forum), weaker(open, secret), weaker(guests, secret)]).toEqual([null, null, null, null]);
});
