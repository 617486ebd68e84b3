import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../renderer/text/en/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import { freePort } from '../homeserver/index.ts';
import { startMailSink, type MailSink } from '../mail/index.ts';
import { startProvider, type TestProvider } from '../provider/index.ts';
import type { Agent, AgentOptions } from './agent.ts';
import { serverName, Story } from './story.ts';

const strong = 'Un-tres-long-2026';

describe('a homeserver that keeps its accounts itself', () => {
  let provider: TestProvider;
  let mail: MailSink;
  const story = Story.forSuite(async () => {
    const port = await freePort();
    mail = await startMailSink();
    provider = await startProvider({
      clients: [
        {
          client_id: 'synapse',
          client_secret: 'a-secret-of-the-story',
          redirect_uris: [`http://127.0.0.1:${port}/_synapse/client/oidc/callback`],
        },
      ],
    });
    return { port, config: configuration(provider, mail) };
  });
  beforeAll(() => provider.people.push({ email: 'marie.laurent@dinum.gouv.fr', password: 'motdepasse', localpart: 'marie.laurent' }));
  afterAll(() => Promise.all([provider.close(), mail.close()]));

  const nobody = (localpart: string, options: Partial<AgentOptions> = {}) =>
    story.openFor({ userId: `@${localpart}:${serverName}`, localpart, password: strong }, options);
  const presses = (agent: Agent, name: string) => agent.page.getByRole('button', { name, exact: true }).click();

  /** Opens the link of the mail in her browser, and confirms where the server asks. */
  async function opensLetter(agent: Agent, email: string): Promise<void> {
    agent.main.host.opened.push(await mail.linkFor(email));
    const browser = await agent.inBrowser();
    const confirm = browser.getByRole('button');
    if ((await confirm.count()) > 0) await confirm.first().click();
    await browser.waitForLoadState();
  }

  it('single sign-on: the provider in the browser, then the rooms; and again after a soft logout', async () => {
    const marie = await nobody('marie.laurent');
    await marie.typesAddress(marie.network.url);
    await marie.page.getByLabel(fr.session.signIn.password, { exact: true }).waitFor();
    await marie.pictures('sign-in-both', () => marie.page.getByLabel('password').or(marie.page.locator('form')).first().waitFor());
    await presses(marie, fr.browser.withProvider('ProConnect'));
    const browser = await marie.inBrowser();
    await browser.getByLabel('Adresse').fill('marie.laurent@dinum.gouv.fr');
    await browser.getByLabel('Mot de passe').fill('motdepasse');
    await browser.getByRole('button', { name: 'S’identifier', exact: true }).click();
    // Synapse asks for its terms the first time, and whether this application may enter.
    await browser.getByRole('checkbox').check();
    await browser.getByRole('button').click();
    await browser.getByRole('link').first().click();
    await browser.getByRole('heading', { name: 'Vous pouvez revenir' }).waitFor();
    await marie.seesRooms();
    const rule = marie.network.add({
      match: /_matrix\/client/,
      fault: { kind: 'status', status: 401, errcode: 'M_UNKNOWN_TOKEN', softLogout: true },
    });
    await marie.restarts();
    await marie.page.getByRole('heading', { name: fr.session.softLogout.title }).waitFor();
    rule.remove();
    await presses(marie, fr.browser.open);
    await (await marie.inBrowser()).getByRole('link').first().click();
    await marie.seesRooms();
    expect(marie.complaints).toEqual([]);
    await presses(marie, fr.shell.settings);
    await marie.page.getByRole('tab', { name: fr.settings.sections.account, exact: true }).click();
    await presses(marie, fr.session.signOut.action);
    await marie.page.getByText(fr.browser.providerSession.stays).waitFor();
  });

  it('a new account: the rules of the server, its terms, and the link of the mail; in English, then in French', async () => {
    const lina = await nobody('lina.morel-dinum.gouv.fr', { language: 'en' });
    const words = en.byMail;
    await lina.typesAddress(lina.network.url);
    await presses(lina, words.create);
    await lina.page.getByLabel(words.email, { exact: true }).fill('lina.morel@dinum.gouv.fr');
    const password = lina.page.getByLabel(words.register.password, { exact: true });
    await password.fill('trop-court');
    await presses(lina, words.send);
    await lina.page.getByText(words.passwordMissing).waitFor();
    await password.fill(strong);
    await presses(lina, words.send);
    await lina.page.getByText(words.termsMissing).waitFor();
    expect(await lina.axe()).toEqual([]);
    await lina.pictures('register', () => lina.page.locator('form').waitFor());
    await lina.page.getByLabel(words.accept).check();
    await presses(lina, words.send);
    await lina.page.getByRole('heading', { name: words.mail.title }).waitFor();
    await presses(lina, words.mail.opened);
    await lina.page.getByText(en.errors['by-mail.not-confirmed'].what).waitFor();
    await lina.picture('register-mail-en');
    await lina.chooseSettings({ language: 'fr' });
    await presses(lina, fr.byMail.mail.opened);
    await lina.page.getByText(fr.errors['by-mail.not-confirmed'].what).waitFor();
    await lina.picture('register-mail');
    await opensLetter(lina, 'lina.morel@dinum.gouv.fr');
    await lina.seesRooms();
    expect(await story.server.admin('GET', `/_synapse/admin/v2/users/${encodeURIComponent(lina.user.userId)}`)).toMatchObject({
      threepids: [{ address: 'lina.morel@dinum.gouv.fr' }],
    });
  });

  it('a forgotten password: another one by mail, and at once in; an address without an account is said; in French, then in English', async () => {
    const omar = await story.newcomer('omar.haddad');
    const threepids = [{ medium: 'email', address: 'omar.haddad@dinum.gouv.fr' }];
    await story.server.admin('PUT', `/_synapse/admin/v2/users/${encodeURIComponent(omar.user.userId)}`, { threepids });
    await omar.typesAddress(omar.network.url);
    await presses(omar, fr.byMail.forgotten);
    await omar.page.getByLabel(fr.byMail.email, { exact: true }).fill('personne@dinum.gouv.fr');
    await omar.page.getByLabel(fr.byMail.reset.password, { exact: true }).fill(strong);
    await presses(omar, fr.byMail.send);
    await omar.page.getByText(fr.errors['by-mail.address-unknown'].what).waitFor();
    await omar.picture('reset');
    await omar.chooseSettings({ language: 'en' });
    await omar.page.getByText(en.errors['by-mail.address-unknown'].what).waitFor();
    expect(await omar.axe()).toEqual([]);
    await omar.picture('reset-en');
    await omar.page.getByLabel(en.byMail.email, { exact: true }).fill('omar.haddad@dinum.gouv.fr');
    await presses(omar, en.byMail.send);
    await omar.page.getByRole('heading', { name: en.byMail.mail.title }).waitFor();
    await opensLetter(omar, 'omar.haddad@dinum.gouv.fr');
    await omar.seesRooms();
    await expect(story.server.signIn(omar.user)).rejects.toMatchObject({ errcode: 'M_FORBIDDEN' });
    await story.server.signIn({ ...omar.user, password: strong });
  });
});

/** Synapse with single sign-on at the provider, registration by mail, terms and rules for passwords. */
function configuration(provider: TestProvider, mail: MailSink) {
  return {
    email: mail.config,
    enable_registration: true,
    registrations_require_3pid: ['email'],
    password_config: { policy: { enabled: true, minimum_length: 12, require_digit: true, require_uppercase: true } },
    user_consent: {
      // Shown nowhere here, but it must exist.
      template_dir: '/',
      version: '1.0',
      require_at_registration: true,
      policy_name: 'Conditions de Tchap',
    },
    oidc_providers: [
      {
        idp_id: 'proconnect',
        idp_name: 'ProConnect',
        issuer: `${provider.url}/`,
        client_id: 'synapse',
        client_secret: 'a-secret-of-the-story',
        skip_verification: true,
        scopes: ['openid', 'email'],
        user_profile_method: 'userinfo_endpoint',
        user_mapping_provider: { config: { localpart_template: "{{ user.email.split('@')[0] }}", confirm_localpart: false } },
      },
    ],
  };
}
