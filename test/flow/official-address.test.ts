import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentServers, Net } from '../../main/host/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import { startFakeDiscovery, type FakeDiscovery } from '../tchap/index.ts';
import { Story } from './story.ts';

const words = fr.session.signIn;
const matrix = (name: string) => `https://matrix.${name}.tchap.test`;
const agentServers: AgentServers = {
  domain: 'tchap.test',
  homeservers: [
    { baseUrl: matrix('agent.dinum'), external: false },
    { baseUrl: matrix('agent.pm'), external: false },
    { baseUrl: matrix('agent.externe'), external: true },
  ],
};

describe('signing in with an official address', () => {
  const story = Story.forSuite();
  let discovery: FakeDiscovery;
  /** Both homeservers are the one of the story; in front of each stands the fake identity server. */
  const net: Net = {
    fetch: (url, init) => {
      const known = agentServers.homeservers.find(({ baseUrl }) => url.startsWith(`${baseUrl}/`));
      const target = url.includes('/_matrix/identity/') ? discovery.url : story.server.url;
      return fetch(known ? url.replace(known.baseUrl, target) : url, init);
    },
  };
  beforeAll(async () => {
    discovery = await startFakeDiscovery((email) => ({
      body: {
        hs: email.endsWith('@dinum.gouv.fr') ? 'agent.dinum.tchap.test' : 'agent.externe.tchap.test',
        invited: false,
        ...(email.startsWith('lea.') ? { new_hs: 'agent.pm.tchap.test' } : {}),
      },
    }));
  });
  afterAll(() => discovery.close());

  async function owns(userId: string, address: string): Promise<void> {
    const threepids = [{ medium: 'email', address }];
    await story.server.admin('PUT', `/_synapse/admin/v2/users/${encodeURIComponent(userId)}`, { threepids });
  }

  it('one field and a password are enough', async () => {
    const luc = await story.newcomer('luc.petit', { agentServers, net });
    await owns(luc.user.userId, 'luc.petit@dinum.gouv.fr');
    await luc.typesAddress('luc.petit@dinum.gouv.fr');
    const user = luc.page.getByLabel(words.user, { exact: true });
    await user.waitFor();
    expect(await user.inputValue()).toBe('luc.petit@dinum.gouv.fr');
    await luc.typesPassword('luc.petit@dinum.gouv.fr', luc.user.password);
    await luc.seesRooms();
    expect(luc.complaints).toEqual([]);
  });

  it('an address that no administration knows is told before any password is asked for', async () => {
    const nina = await story.newcomer('nina.roche', { agentServers, net });
    await owns(nina.user.userId, 'nina@cabinet-roche.example');
    await nina.typesAddress('nina@cabinet-roche.example');
    const warning = nina.page.getByText(words.external.title);
    await warning.waitFor();
    expect(await nina.page.getByLabel(words.password, { exact: true }).count()).toBe(0);
    await nina.pictures('external-address', () => nina.page.locator('.external').waitFor());
    await nina.page.getByRole('button', { name: words.external.correct }).click();
    expect(await nina.page.getByLabel(words.address).inputValue()).toBe('nina@cabinet-roche.example');
    await nina.page.getByRole('button', { name: words.find, exact: true }).click();
    await nina.page.getByRole('button', { name: words.external.guest }).click();
    await nina.typesPassword('nina@cabinet-roche.example', nina.user.password);
    await nina.seesRooms();
  });

  it('an administration that has moved: told, and led to the new server or to the old account', async () => {
    const lea = await story.newcomer('lea.morel', { agentServers, net });
    await owns(lea.user.userId, 'lea.morel@dinum.gouv.fr');
    await lea.typesAddress('lea.morel@dinum.gouv.fr');
    await lea.page.getByText(words.moved.title).waitFor();
    expect(await lea.axe()).toEqual([]);
    await lea.pictures('moved-address', () => lea.page.locator('.moved').waitFor());
    await lea.page.getByRole('button', { name: words.moved.follow, exact: true }).click();
    await lea.page.getByText('matrix.agent.pm.tchap.test').waitFor();
    await lea.page.getByRole('button', { name: words.change, exact: true }).click();
    await lea.page.getByRole('button', { name: words.find, exact: true }).click();
    await lea.page.getByRole('button', { name: words.moved.stay, exact: true }).click();
    await lea.typesPassword('lea.morel@dinum.gouv.fr', lea.user.password);
    await lea.seesRooms();
  });

  it('no server of the State answers: it is said, and nothing is lost', async () => {
    const away: Net = { fetch: () => Promise.reject(new TypeError('fetch failed')) };
    const omar = await story.newcomer('omar.haddad', { agentServers, net: away });
    await omar.typesAddress('omar.haddad@dinum.gouv.fr');
    await omar.page.getByText(fr.errors['network.unreachable'].what).waitFor();
    expect(await omar.page.getByLabel(words.address).inputValue()).toBe('omar.haddad@dinum.gouv.fr');
  });
});
