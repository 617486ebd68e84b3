import { afterEach, describe, expect, it, vi } from 'vitest';
import { CodedError, contract, type CallInput, type Person, type RoomId, type UserId } from '../../preload/contract/index.ts';
import { office, openTo, type PageMain } from '../../test/page/index.ts';
import { createClient } from '../client/index.ts';
import { Invitations } from './invitations.svelte.ts';
import { parseInvitees } from './invitee.ts';
import { PeopleSearch } from './people-search.svelte.ts';
import { Switcher } from './switcher.svelte.ts';

const { accountId } = office;
const clients: { close: () => void }[] = [];
function clientOf(main: PageMain) {
  const client = createClient(contract, openTo(main).open);
  clients.push(client);
  return client;
}
afterEach(() => clients.splice(0).forEach((client) => client.close()));

const person = (name: string, direct: string | null = null): Person => ({
  userId: `@${name}:x` as UserId,
  name,
  avatar: null,
  origin: null,
  caution: null,
  direct: direct as RoomId | null,
});
const answer = (...people: Person[]) => ({ people, more: false, directory: 'searched' as const, problem: null });

describe('people in what is pasted', () => {
  it.each<[string, string[], string[]]>([
    ['Jean.Dupont@DINUM.gouv.fr, paul@x.fr;\nclaire@y.fr', ['jean.dupont@dinum.gouv.fr', 'paul@x.fr', 'claire@y.fr'], []],
    ['"Dupont Jean" <Jean@x.fr>, Marie Laurent <marie@y.fr>', ['jean@x.fr', 'marie@y.fr'], []],
    ['@a:x.fr @b:y.fr\t@a:x.fr', ['@a:x.fr', '@b:y.fr'], []],
    ['jean@x.fr JEAN@x.fr (paul@x.fr).', ['jean@x.fr', 'paul@x.fr'], []],
    ['claire, @nu, a@b', [], ['claire', '@nu', 'a@b']],
    ['', [], []],
  ])('%j', (text, ids, invalid) => {
    const parsed = parseInvitees(text);
    expect(parsed.invitees.map(({ id }) => id)).toEqual(ids);
    expect(parsed.invalid).toEqual(invalid);
  });
});

describe('inviting several people', () => {
  it('tells what became of each, and keeps those it did not work for', async () => {
    const asked: CallInput<'people.invite'>['who'][] = [];
    const client = clientOf({
      feeds: {},
      calls: {
        'people.invite': async ({ who }) => {
          asked.push(who);
          if ('userId' in who && who.userId.startsWith('@b')) throw new CodedError('invite.guest', 'no guests');
          return { outcome: 'email' in who ? 'by-email' : 'invited' };
        },
      },
    });
    const invitations = new Invitations(client, accountId, '!r:x' as RoomId);
    expect(invitations.take('@a:x.fr, @b:y.fr, Claire@z.fr, rien')).toBe(true);
    expect(invitations.invalid).toEqual(['rien']);
    await invitations.send();
    expect(asked).toEqual([{ userId: '@a:x.fr' }, { userId: '@b:y.fr' }, { email: 'claire@z.fr' }]);
    expect(invitations.outcomes.map(({ done }) => done)).toEqual(['invited', 'refused', 'by-email']);
    expect(invitations.refused).toMatchObject([{ code: 'invite.guest' }]);
    expect(invitations.chosen.map(({ id }) => id)).toEqual(['@b:y.fr']);
  });

  it('stops between two when the agent leaves', async () => {
    let asked = 0;
    const client = clientOf({
      feeds: {},
      calls: {
        'people.invite': async () => {
          asked++;
          invitations.stop();
          return { outcome: 'invited' };
        },
      },
    });
    const invitations = new Invitations(client, accountId, '!r:x' as RoomId);
    invitations.take('@a:x.fr @b:y.fr');
    await invitations.send();
    expect(asked).toBe(1);
    expect(invitations.chosen.map(({ id }) => id)).toEqual(['@b:y.fr']);
  });
});

describe('searching for people', () => {
  it('asks once the agent pauses, shows the answer to the newest question alone, and empties with the field', async () => {
    const asked: string[] = [];
    const client = clientOf({
      feeds: {},
      calls: {
        'people.search': async ({ query }) => {
          asked.push(query);
          return answer(person(query));
        },
      },
    });
    const search = new PeopleSearch(client, accountId);
    for (const text of ['m', 'ma', 'mar']) search.type(text);
    expect(search.settled).toBe(false);
    await vi.waitFor(() => expect(search.settled).toBe(true));
    expect(asked).toEqual(['mar']);
    expect(search.found.map(({ name }) => name)).toEqual(['mar']);
    search.type('pa');
    search.type('');
    expect(search.found).toEqual([]);
    expect(search.settled).toBe(true);
  });

  it('says when the directory cannot be searched', async () => {
    const client = clientOf({ feeds: {}, calls: { 'people.search': () => Promise.reject(new CodedError('account.unknown', 'gone')) } });
    const search = new PeopleSearch(client, accountId);
    search.type('m');
    await vi.waitFor(() => expect(search.directory).toBe('failed'));
    expect(search.found).toEqual([]);
  });

  it('the switcher finds those with whom there is no conversation yet', async () => {
    const client = clientOf({
      feeds: {},
      calls: { 'people.search': async () => answer(person('marie'), person('marc', '!dm:x')) },
    });
    const search = new PeopleSearch(client, accountId);
    const switcher = new Switcher(null, [], search);
    switcher.type('mar');
    await vi.waitFor(() => expect(switcher.hits).toMatchObject([{ type: 'person', person: { name: 'marie' } }]));
  });
});
