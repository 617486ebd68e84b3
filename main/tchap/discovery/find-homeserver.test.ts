import { afterEach, describe, expect, it } from 'vitest';
import { startFakeDiscovery, type DiscoveryAnswer, type FakeDiscovery } from '../../../test/tchap/index.ts';
import type { AgentServers, Net } from '../../host/index.ts';
import { findHomeserver } from './find-homeserver.ts';

const email = 'Agnès+test&x=1@dinum.gouv.fr';
const dinum = { hs: 'agent.dinum.tchap.test', invited: false };
let fakes: FakeDiscovery[] = [];
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

const names = ['agent.dinum', 'agent.externe', 'agent.pm'];
const servers: AgentServers = {
  domain: 'tchap.test',
  homeservers: names.map((name) => ({ baseUrl: `https://matrix.${name}.tchap.test`, external: name === 'agent.externe' })),
};

/** Every server of the brand answers as told, in the order of the list. */
async function brand(...answers: (DiscoveryAnswer | null)[]) {
  fakes = await Promise.all(answers.map((answer) => startFakeDiscovery(() => answer ?? {})));
  const asked: string[] = [];
  const net: Net = {
    fetch: (url, init) => {
      const at = servers.homeservers.findIndex(({ baseUrl }) => url.startsWith(`${baseUrl}/`));
      const [base = '', target] = [servers.homeservers[at]?.baseUrl, answers[at] === null ? 'http://127.0.0.1:9' : fakes[at]?.url];
      asked.push(base);
      return fetch(url.replace(base, target ?? ''), init);
    },
  };
  return { net, asked };
}
/** Keeps the order of the list. */
const inOrder = (): (() => number) => {
  let place = 0;
  return () => place++;
};

describe('the homeserver of an address', () => {
  it('is what one server of the brand says, and the address reaches it whole, in small letters', async () => {
    const { net } = await brand({ body: dinum });
    expect(await findHomeserver(net, servers, email, inOrder())).toEqual({
      baseUrl: 'https://matrix.agent.dinum.tchap.test',
      serverName: 'agent.dinum.tchap.test',
      external: false,
      invited: false,
      movedTo: null,
    });
    expect(fakes[0]?.asked).toEqual(['agnès+test&x=1@dinum.gouv.fr']);
  });

  it('is told as that of external guests where no administration knows the address', async () => {
    const { net } = await brand({ body: { hs: 'agent.externe.tchap.test', invited: true } });
    expect(await findHomeserver(net, servers, email, inOrder())).toMatchObject({ external: true, invited: true });
  });

  it('may be one that was added since this version', async () => {
    const { net } = await brand({ body: { hs: 'agent.nouveau.tchap.test' } });
    expect(await findHomeserver(net, servers, email, inOrder())).toMatchObject({ baseUrl: 'https://matrix.agent.nouveau.tchap.test' });
  });

  it('may be about to change: the next one is told, which is of the brand too', async () => {
    const moved = async (next: unknown) => {
      const { net } = await brand({ body: { ...dinum, new_hs: next } });
      return findHomeserver(net, servers, email, inOrder());
    };
    expect(await moved('agent.pm.tchap.test')).toMatchObject({
      serverName: 'agent.dinum.tchap.test',
      movedTo: 'https://matrix.agent.pm.tchap.test',
    });
    expect(await moved('agent.dinum.tchap.test')).toMatchObject({ movedTo: null });
    await expect(moved('voleur.example')).rejects.toMatchObject({ code: 'server.not-matrix' });
  });

  it.each(['agent.tchap.test.voleur.example', 'voleur.example', 'tchap.test', 'voleurtchap.test'])(
    'is never outside of the brand: a password would go there (%s)',
    async (hs) => {
      const { net } = await brand({ body: { hs } });
      await expect(findHomeserver(net, servers, email, inOrder())).rejects.toMatchObject({ code: 'server.not-matrix' });
    },
  );
});

describe('a server that does not help', () => {
  it.each<[string, DiscoveryAnswer | null]>([
    ['is not there', null],
    ['answers 502', { status: 502 }],
    ['answers a page', { body: '<html>' }],
    ['names no server', { body: { hs: 12 } }],
    ['names what is no server', { body: { hs: '../evil' } }],
  ])('%s: the next one is asked', async (_what, first) => {
    const { net, asked } = await brand(first, { body: dinum });
    expect((await findHomeserver(net, servers, email, inOrder())).serverName).toBe('agent.dinum.tchap.test');
    expect(asked).toHaveLength(2);
  });

  it('and when all fail, it is the network', async () => {
    const { net, asked } = await brand(null, null, null);
    await expect(findHomeserver(net, servers, email)).rejects.toMatchObject({ code: 'network.unreachable', retryable: true });
    expect(asked.sort()).toEqual(servers.homeservers.map(({ baseUrl }) => baseUrl).sort());
  });

  it('is not always the same: the order is drawn', async () => {
    const first = new Set<string>();
    for (let draw = 0; draw < 40; draw++) {
      const { net, asked } = await brand(null, null, null);
      await findHomeserver(net, servers, email).catch(() => first.add(asked[0] ?? ''));
      for (const fake of fakes.splice(0)) await fake.close();
    }
    expect(first.size).toBe(3);
  });
});
