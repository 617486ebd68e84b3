import { describe, expect, it } from 'vitest';
import type { UserId } from '../../../preload/contract/index.ts';
import { kindOfRoom, type KindFacts } from './kind.ts';

const bob = '@bob:agent.dinum.tchap.gouv.fr' as UserId;
const facts = (change: Partial<KindFacts>): KindFacts => ({
  accessRule: null,
  directUserId: null,
  encrypted: false,
  forcedUnencrypted: false,
  joinRule: 'invite',
  ...change,
});

describe('the kind of a room', () => {
  it.each<[Partial<KindFacts>, string]>([
    [{ accessRule: 'direct', encrypted: true }, 'direct'],
    [{ accessRule: 'restricted', encrypted: true, directUserId: bob }, 'direct'],
    [{ accessRule: 'restricted', encrypted: true }, 'private'],
    // Opened by a link.
    [{ accessRule: 'restricted', encrypted: true, joinRule: 'public' }, 'private'],
    [{ accessRule: 'unrestricted', encrypted: true }, 'external'],
    [{ accessRule: 'restricted', forcedUnencrypted: true }, 'private-unencrypted'],
    [{ accessRule: 'restricted', forcedUnencrypted: true, joinRule: 'public' }, 'private-unencrypted'],
    [{ accessRule: 'unrestricted', forcedUnencrypted: true }, 'external-unencrypted'],
    [{ accessRule: 'restricted', joinRule: 'public' }, 'forum'],
    // In a space.
    [{ accessRule: 'restricted', joinRule: 'restricted' }, 'forum'],
    // A rule that came after this version: nothing may be promised.
    [{ accessRule: 'unknown', encrypted: true }, 'unknown'],
  ])('by the rule: %j is %s', (change, kind) => expect(kindOfRoom(facts(change))).toBe(kind));

  it.each<[Partial<KindFacts>, string]>([
    [{ encrypted: true }, 'private'],
    [{ encrypted: true, joinRule: 'public' }, 'private'],
    [{ joinRule: 'public' }, 'forum'],
    [{}, 'private-unencrypted'],
    [{ directUserId: bob }, 'direct'],
  ])('without a rule: %j is %s', (change, kind) => expect(kindOfRoom(facts(change))).toBe(kind));
});
