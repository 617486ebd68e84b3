import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentServers, Net } from '../../main/host/index.ts';
import { en } from '../../renderer/text/en/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import { startFakeDiscovery, type FakeDiscovery } from '../tchap/index.ts';
import type { Agent } from './agent.ts';
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
  const story = Story.forSuite({ serverName: 'agent.dinum.tchap.test' });
  let discovery: FakeDiscovery;
  /** Who has an account on the old server of an administration that has moved. */
  const moving = ['lea.morel@dinum.gouv.fr'];
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
        ...(moving.includes(email) ? { new_hs: 'agent.pm.tchap.test' } : {}),
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

  it('an address that no administration knows is told before any password is asked for; in English', async () => {
    const words = en.session.signIn;
    const nina = await story.newcomer('nina.roche', { agentServers, net, language: 'en' });
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

  it('no server of the State answers: it is said, and nothing is lost; in English', async () => {
    const away: Net = { fetch: () => Promise.reject(new TypeError('fetch failed')) };
    const omar = await story.newcomer('omar.haddad', { agentServers, net: away, language: 'en' });
    await omar.typesAddress('omar.haddad@dinum.gouv.fr');
    await omar.page.getByText(en.errors['network.unreachable'].what).waitFor();
    await omar.pictures('no-server', () => omar.page.getByRole('alert').first().waitFor());
    expect(await omar.page.getByLabel(en.session.signIn.address).inputValue()).toBe('omar.haddad@dinum.gouv.fr');
  });

  const button = (agent: Agent, name: string) => agent.page.getByRole('button', { name, exact: true });
  const newHost = 'agent.pm.tchap.test';

  it('an administration that has moved is told of in the life of an account too: keys first, then the new server', async () => {
    const words = fr.session.move;
    const lea = await story.newcomer('lea.blanc', { agentServers, net });
    await owns(lea.user.userId, 'lea.blanc@dinum.gouv.fr');
    await lea.typesAddress('lea.blanc@dinum.gouv.fr');
    await lea.typesPassword('lea.blanc@dinum.gouv.fr', lea.user.password);
    await lea.seesRooms();
    moving.push('lea.blanc@dinum.gouv.fr');
    await lea.restarts();
    await lea.page.getByText(words.banner(newHost)).waitFor();
    await button(lea, fr.identity.banner.makeCode).waitFor();
    expect(await lea.axe()).toEqual([]);
    await lea.pictures('move-banner', () => lea.page.getByRole('status').filter({ hasText: newHost }).waitFor());
    await button(lea, words.what).click();
    const dialog = lea.page.getByRole('dialog');
    await dialog.getByRole('button', { name: fr.identity.banner.makeCode, exact: true }).waitFor();
    await dialog.getByRole('button', { name: fr.session.signOut.exportKeys, exact: true }).waitFor();
    expect(await lea.axe()).toEqual([]);
    await lea.pictures('move', () => dialog.waitFor());
    await dialog.getByRole('button', { name: words.goThere, exact: true }).click();
    await lea.page.getByText(`matrix.${newHost}`).waitFor();
    expect(await lea.page.getByLabel(fr.session.signIn.user, { exact: true }).inputValue()).toBe('lea.blanc@dinum.gouv.fr');
    // The story has one server for both: the new account is another one of it.
    const next = await story.server.registerUser('lea.blanc-pm');
    await lea.typesPassword(next.userId, next.password);
    await lea.seesRooms();
    await lea.page.getByRole('button', { name: fr.shell.account('Lea Blanc') }).click();
    await lea.page.locator(`[aria-current="true"][aria-label="${fr.shell.account('Lea Blanc')}"]`).waitFor();
    await button(lea, fr.identity.banner.makeCode).waitFor();
    expect(await lea.page.getByText(words.banner(newHost)).count()).toBe(0);
  });

  it('it is asked for again once a day, and put away until the next start; in English', async () => {
    const words = en.session.move;
    let passed = 0;
    const clock = { now: () => Date.now() + passed };
    const zoe = await story.newcomer('zoe.faure', { agentServers, net, clock, language: 'en' });
    await owns(zoe.user.userId, 'zoe.faure@dinum.gouv.fr');
    const asked = () => discovery.asked.filter((email) => email === 'zoe.faure@dinum.gouv.fr').length;
    await zoe.typesAddress('zoe.faure@dinum.gouv.fr');
    await zoe.typesPassword('zoe.faure@dinum.gouv.fr', zoe.user.password);
    await zoe.seesRooms();
    // Once to sign in, once at the start of the account.
    await expect.poll(asked).toBe(2);
    moving.push('zoe.faure@dinum.gouv.fr');
    passed = 25 * 3_600_000;
    zoe.main.app.wake();
    await zoe.page.getByText(words.banner(newHost)).waitFor();
    zoe.main.app.wake();
    await button(zoe, words.later).click();
    await zoe.page.getByText(words.banner(newHost)).waitFor({ state: 'detached' });
    expect(asked()).toBe(3);
    await zoe.restarts();
    await zoe.page.getByText(words.banner(newHost)).waitFor();
    await zoe.picture('move-banner-en');
  });
});
