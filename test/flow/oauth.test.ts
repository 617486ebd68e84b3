import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentServers, Net } from '../../main/host/index.ts';
import { en } from '../../renderer/text/en/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import { request } from '../homeserver/index.ts';
import { startProvider, type TestProvider } from '../provider/index.ts';
import { startFakeDiscovery, type FakeDiscovery } from '../tchap/index.ts';
import type { Agent } from './agent.ts';
import { serverName, Story } from './story.ts';

const words = fr.browser;
const homeserver = 'https://matrix.agent.dinum.tchap.test';
const agentServers: AgentServers = { domain: 'tchap.test', homeservers: [{ baseUrl: homeserver, external: false }] };

describe('accounts that live at an OAuth provider', () => {
  let provider: TestProvider;
  let discovery: FakeDiscovery;
  const story = Story.forSuite(async () => {
    provider = await startProvider({ accessTokenSeconds: 3 });
    return { config: { matrix_authentication_service: { enabled: true, endpoint: `${provider.url}/`, secret: provider.secret } } };
  });
  /** The provider cannot be reached from the machine of the agent. */
  let away = false;
  const net: Net = {
    fetch: (url, init) => {
      if (away && url.startsWith(provider.url)) return Promise.reject(new TypeError('fetch failed'));
      return fetch(url.replace(homeserver, url.includes('/_matrix/identity/') ? discovery.url : story.server.url), init);
    },
  };
  beforeAll(async () => {
    provider.serves(story.server.url);
    discovery = await startFakeDiscovery(() => ({ body: { hs: 'agent.dinum.tchap.test', invited: false } }));
  });
  afterAll(async () => {
    await discovery.close();
    await provider.close();
  });

  /** An agent whom the provider knows, at the step before the browser. */
  async function arrives(localpart: string): Promise<Agent> {
    const email = `${localpart}@dinum.gouv.fr`;
    await provider.add({ email, password: 'motdepasse', localpart });
    const user = { userId: `@${localpart}:${serverName}`, localpart, password: 'motdepasse' };
    const agent = await story.openFor(user, { agentServers, net });
    await agent.typesAddress(email);
    await agent.page.getByRole('button', { name: words.open, exact: true }).waitFor();
    return agent;
  }

  const opens = (agent: Agent) => agent.page.getByRole('button', { name: words.open, exact: true }).click();

  /** Answers the page of the provider in her browser. */
  async function answers(agent: Agent, action: 'S’identifier' | 'Refuser' | 'Créer', fields: { [label: string]: string } = {}) {
    const browser = await agent.inBrowser();
    for (const [label, value] of Object.entries(fields)) await browser.getByLabel(label).fill(value);
    await browser.getByRole('button', { name: action, exact: true }).click();
    return browser;
  }
  /** Her browser, at the page of her account that the application has opened. */
  async function onAccountPage(agent: Agent) {
    const { opened } = agent.main.host;
    await expect.poll(() => opened.length).toBe(1);
    opened.push(provider.led(opened.shift() ?? ''));
    return agent.inBrowser();
  }
  const password = { 'Mot de passe': 'motdepasse' };
  const fails = (agent: Agent, code: keyof typeof fr.errors) => agent.page.getByText(fr.errors[code].what).waitFor();
  const count = (request: string) => provider.asked.filter((line) => line.startsWith(request)).length;

  it('from the official address to the rooms, over a restart and a renewal, until the session of the provider is ended too', async () => {
    const marie = await arrives('marie.laurent');
    await marie.picture('browser-step');
    await opens(marie);
    await marie.page.getByText(words.waiting).waitFor();
    await marie.page.getByText(words.trouble).click();
    expect(await marie.axe()).toEqual([]);
    await marie.pictures('browser-wait', () => marie.page.locator('.wait').waitFor());
    const browser = await marie.inBrowser();
    expect(await browser.getByLabel('Adresse').inputValue()).toBe('marie.laurent@dinum.gouv.fr');
    await browser.getByLabel('Mot de passe').fill('motdepasse');
    await browser.getByRole('button', { name: 'S’identifier', exact: true }).click();
    await browser.getByRole('heading', { name: 'Vous pouvez revenir' }).waitFor();
    expect(browser.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/done$/u);
    await browser.screenshot({ path: 'test-results/screenshots/browser-returned.png' });
    await marie.seesRooms();
    expect(marie.complaints).toEqual([]);
    // The token has a life of three seconds.
    await marie.restarts();
    await marie.seesRooms();
    const renewed = count('POST /token');
    await marie.creates('Après le renouvellement', []);
    await marie.writes('Toujours là');
    await marie.knowsSent('Toujours là');
    await expect.poll(() => count('POST /token')).toBeGreaterThan(renewed);
    // What signing out would lose is known once there is an identity.
    await marie.page.getByRole('button', { name: fr.identity.banner.makeCode, exact: true }).waitFor();
    await marie.page.getByRole('button', { name: fr.shell.settings, exact: true }).click();
    await marie.page.getByRole('tab', { name: fr.settings.sections.account, exact: true }).click();
    await marie.page.getByRole('button', { name: words.account.pages.profile, exact: true }).waitFor();
    await marie.picture('account-pages');
    await marie.page.getByRole('button', { name: words.account.pages.account, exact: true }).click();
    await (await onAccountPage(marie)).getByRole('heading', { name: 'Mon compte' }).waitFor();
    await marie.page.getByRole('button', { name: fr.session.signOut.action, exact: true }).click();
    const dialog = marie.page.getByRole('alertdialog').or(marie.page.getByRole('dialog'));
    await dialog.getByText(words.providerSession.ends).waitFor();
    await dialog.getByLabel(fr.session.signOut.accept).check();
    expect(provider.browserSessions()).toBe(1);
    await dialog.getByRole('button', { name: fr.session.signOut.submit, exact: true }).click();
    await marie.page.getByRole('heading', { name: fr.session.signIn.title, exact: true }).waitFor();
    expect(count('POST /token/revocation')).toBe(1);
    const leaving = await marie.inBrowser();
    await leaving.getByRole('button').first().click();
    await expect.poll(() => provider.browserSessions()).toBe(0);
    expect(marie.keychain.names()).toEqual([]);
  });

  it('every other end is said: refused, given up, unreachable; and the other ways back lead in', async () => {
    const paul = await arrives('paul.bernard');
    await opens(paul);
    await answers(paul, 'Refuser');
    await fails(paul, 'auth.refused');
    away = true;
    await opens(paul);
    await fails(paul, 'auth.provider-unreachable');
    await paul.picture('provider-unreachable');
    away = false;
    await opens(paul);
    const browser = await paul.inBrowser();
    const stale = browser.waitForResponse((response) => (response.headers()['location'] ?? '').includes('/connexion?'));
    await paul.page.getByRole('button', { name: words.cancel, exact: true }).click();
    await paul.page.getByRole('button', { name: words.open, exact: true }).waitFor();
    await browser.getByLabel('Mot de passe').fill('motdepasse');
    await browser.getByRole('button', { name: 'S’identifier', exact: true }).click();
    await browser.getByRole('heading', { name: 'Cette page ne correspond à aucune connexion' }).waitFor();
    // Now the browser does not find the way: what it ended at is pasted.
    await opens(paul);
    await expect.poll(() => paul.main.host.opened.length).toBe(1);
    const answer = await browser.context().request.get(paul.main.host.opened[0] ?? '', { maxRedirects: 0 });
    await paul.page.getByText(words.trouble).click();
    const paste = async (text: string): Promise<void> => {
      await paul.page.getByLabel(words.paste).fill(text);
      await paul.page.getByRole('button', { name: words.submitPaste, exact: true }).click();
    };
    await paste('https://tchap.gouv.fr');
    await fails(paul, 'auth.bad-return');
    await paste((await stale).headers()['location'] ?? '');
    await fails(paul, 'auth.state-mismatch');
    await paste(answer.headers()['location'] ?? '');
    await paul.seesRooms();
  });

  it('comes back by a link of the application, with an account that was made on the way', async () => {
    const lina = await story.openFor({ userId: '', localpart: 'lina', password: '' }, { agentServers, net });
    await lina.typesAddress('lina.morel@dinum.gouv.fr');
    await lina.page.getByRole('button', { name: words.create, exact: true }).click();
    await lina.page.getByText(words.trouble).click();
    await expect.poll(() => lina.main.host.opened.length).toBe(1);
    lina.main.host.opened.length = 0;
    await lina.page.getByRole('button', { name: words.byLink, exact: true }).click();
    const browser = await lina.inBrowser();
    const link = browser.waitForResponse((response) => (response.headers()['location'] ?? '').startsWith('tchap:'));
    await browser.getByLabel('Mot de passe').fill('motdepasse');
    await browser.getByRole('button', { name: 'Créer', exact: true }).click();
    lina.main.app.openLink((await link).headers()['location'] ?? '');
    await lina.seesRooms();
    expect(provider.people.map(({ email }) => email)).toContain('lina.morel@dinum.gouv.fr');
  });

  it('a new identity is approved on the page of the account, and is not made before', async () => {
    const { authenticate, reset, panel, banner } = fr.identity;
    const nadia = await arrives('nadia.roux');
    const presses = (name: string) => nadia.page.getByRole('button', { name, exact: true }).click();
    await opens(nadia);
    await answers(nadia, 'S’identifier', password);
    await nadia.page.getByRole('button', { name: banner.makeCode, exact: true }).waitFor();
    const { url, serviceToken } = story.server;
    const query = `/_matrix/client/v3/keys/query?user_id=${encodeURIComponent(nadia.user.userId)}`;
    const keys = async () => {
      const { master_keys: found } = await request<{ master_keys: { [userId: string]: { keys: object } } }>(
        url,
        serviceToken,
        'POST',
        query,
        {
          device_keys: { [nadia.user.userId]: [] },
        },
      );
      return found[nadia.user.userId]?.keys;
    };
    const before = await keys();
    expect(before).toBeDefined();
    await presses(fr.shell.settings);
    await nadia.page.getByRole('tab', { name: fr.settings.sections.security, exact: true }).click();
    await presses(panel.reset);
    await nadia.page.getByLabel(reset.accept).check();
    await presses(reset.submit);
    await nadia.page.getByText(authenticate.browser).waitFor();
    await nadia.picture('identity-approval');
    await presses(authenticate.open);
    const page = await onAccountPage(nadia);
    await page.getByText('action: org.matrix.cross_signing_reset').waitFor();
    await presses(authenticate.approved);
    await nadia.page.getByText(fr.errors['auth.confirm-identity'].what).waitFor();
    expect(await keys()).toEqual(before);
    await page.getByRole('button', { name: 'Confirmer', exact: true }).click();
    await page.getByRole('heading', { name: 'Fait' }).waitFor();
    await presses(authenticate.approved);
    await nadia.page.getByRole('heading', { name: reset.doneTitle }).waitFor();
    expect(await keys()).not.toEqual(before);
  });

  it('after a soft logout the browser again: the same account, with all that was kept', async () => {
    const omar = await arrives('omar.haddad');
    await omar.page.getByRole('button', { name: fr.session.signIn.change, exact: true }).click();
    await omar.typesAddress(omar.network.url);
    await opens(omar);
    await answers(omar, 'S’identifier', { Adresse: 'omar.haddad@dinum.gouv.fr', ...password });
    await omar.seesRooms();
    await omar.creates('Dossier en cours', []);
    await omar.writes('Avant la fin de session');
    await omar.knowsSent('Avant la fin de session');
    provider.endSessions();
    const rule = omar.network.add({
      // All that takes a token; where the provider is anyone may ask.
      match: /_matrix\/client\/(?!.*auth_)/,
      fault: { kind: 'status', status: 401, errcode: 'M_UNKNOWN_TOKEN', softLogout: true },
    });
    await omar.composer().fill('Écrit trop tard');
    await omar.page.getByRole('heading', { name: fr.session.softLogout.title }).waitFor();
    rule.remove();
    await omar.picture('soft-logout-browser');
    await provider.add({ email: 'autre@dinum.gouv.fr', password: 'motdepasse', localpart: 'autre' });
    provider.forgetBrowsers();
    await opens(omar);
    await answers(omar, 'S’identifier', { Adresse: 'autre@dinum.gouv.fr', ...password });
    await fails(omar, 'auth.wrong-account');
    provider.forgetBrowsers();
    await opens(omar);
    await answers(omar, 'S’identifier', { Adresse: 'omar.haddad@dinum.gouv.fr', ...password });
    await omar.opens('Dossier en cours');
    await omar.sees('Avant la fin de session');
    await expect.poll(() => omar.composer().innerText()).toBe('Écrit trop tard');
    await omar.composer().press('Enter');
    await omar.knowsSent('Écrit trop tard');
  });
});

describe('accounts that live at an older provider', () => {
  let provider: TestProvider;
  const story = Story.forSuite(async () => {
    provider = await startProvider({ older: true });
    return { config: { matrix_authentication_service: { enabled: true, endpoint: `${provider.url}/`, secret: provider.secret } } };
  });
  beforeAll(() => provider.serves(story.server.url));
  afterAll(() => provider.close());

  /** At the step before the browser, in English. */
  async function arrives(localpart: string): Promise<Agent> {
    await provider.add({ email: `${localpart}@dinum.gouv.fr`, password: 'motdepasse', localpart });
    return story.openFor({ userId: `@${localpart}:${serverName}`, localpart, password: 'motdepasse' }, { language: 'en' });
  }
  const button = (agent: Agent, name: string) => agent.page.getByRole('button', { name, exact: true });
  async function identifies(agent: Agent): Promise<void> {
    const browser = await agent.inBrowser();
    await browser.getByLabel('Adresse').fill(`${agent.user.localpart}@dinum.gouv.fr`);
    await browser.getByLabel('Mot de passe').fill('motdepasse');
    await browser.getByRole('button', { name: 'S’identifier', exact: true }).click();
  }
  /** Prefixes of the scopes that were asked for since. */
  const asked = (since: number): string[] =>
    provider.asked.slice(since).flatMap((line) => (/^GET \/auth\?.*scope=(.*?)%3Aapi/u.exec(line) ?? []).slice(1).map(decodeURIComponent));
  const older = 'urn:matrix:org.matrix.msc2967.client';

  it('refuses the names of today, and is asked once more under those it knows; the session of its browser stays, which is said', async () => {
    const marie = await arrives('marie.laurent');
    await marie.typesAddress(marie.network.url);
    await button(marie, en.browser.open).waitFor();
    expect(await button(marie, en.browser.create).count()).toBe(0);
    await button(marie, en.browser.open).click();
    await identifies(marie);
    await marie.inBrowser();
    await marie.seesRooms();
    expect(asked(0)).toEqual(['urn:matrix:client', older]);
    // What signing out would lose is known once there is an identity.
    await button(marie, en.identity.banner.makeCode).waitFor();
    await button(marie, en.shell.settings).click();
    await marie.page.getByRole('tab', { name: en.settings.sections.account, exact: true }).click();
    await button(marie, en.session.signOut.action).click();
    const dialog = marie.page.getByRole('alertdialog').or(marie.page.getByRole('dialog'));
    await dialog.getByText(en.browser.providerSession.stays).waitFor();
    expect(await marie.axe()).toEqual([]);
    await marie.pictures('sign-out-session-stays', () => dialog.last().waitFor());
    await dialog.getByLabel(en.session.signOut.accept).check();
    await dialog.getByRole('button', { name: en.session.signOut.submit, exact: true }).click();
    await marie.page.getByRole('heading', { name: en.session.signIn.title, exact: true }).waitFor();
    expect(provider.asked.filter((line) => line.startsWith('POST /token/revocation'))).toHaveLength(1);
    expect(marie.main.host.opened).toEqual([]);
    expect(provider.browserSessions()).toBe(1);
  });

  it('is asked under the older names at once, where its homeserver tells of it as older ones do', async () => {
    const paul = await arrives('paul.bernard');
    paul.network.add({ match: /v1\/auth_metadata/u, fault: { kind: 'status', status: 404, errcode: 'M_UNRECOGNIZED' } });
    await paul.typesAddress(paul.network.url);
    const since = provider.asked.length;
    await button(paul, en.browser.open).click();
    await identifies(paul);
    await paul.seesRooms();
    expect(asked(since)).toEqual([older]);
  });
});
