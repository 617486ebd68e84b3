import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../preload/contract/index.ts';
import { en } from '../../renderer/text/en/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import { request } from '../homeserver/index.ts';
import { openPage } from '../integration/page.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Suivi des marchés';

describe('the life of an account', () => {
  const story = Story.forSuite({ accountValidity: true });
  let paul: Agent;
  beforeAll(async () => {
    paul = await story.agent('paul.bernard');
  });

  const inRoom = async (localpart: string): Promise<Agent> => {
    const agent = await story.agent(localpart);
    await paul.creates(`${room} ${localpart}`, [agent.user.userId]);
    await paul.writes('Le tableau est à jour');
    await agent.accepts(`${room} ${localpart}`);
    await agent.writes('Merci Paul');
    await paul.sees('Merci Paul');
    return agent;
  };
  const validity = '/_synapse/client/test_validity';
  const heading = (agent: Agent, name: string) => agent.page.getByRole('heading', { name, exact: true });
  const button = (agent: Agent, name: string) => agent.page.getByRole('button', { name, exact: true });
  const userPath = (agent: Agent) => encodeURIComponent(agent.user.userId);

  it('expires: nothing is shown, nothing is lost, and the link of the e-mail brings all back', async () => {
    const marie = await inRoom('marie.laurent');
    await marie.types('Un brouillon à garder');
    await marie.composer().blur();
    await marie.page.keyboard.press('Control+,');
    await request(story.server.url, null, 'POST', validity, { user: marie.user.userId });
    await paul.writes('Message confidentiel');
    await heading(marie, fr.barred.expired.title).waitFor();
    expect(await marie.page.getByRole('dialog').count()).toBe(0);
    expect(await marie.page.content()).not.toContain('Merci Paul');
    expect(await marie.axe()).toEqual([]);
    await marie.pictures('account-expired', () => marie.page.getByRole('main').waitFor());

    // Main gives nothing of the account away either, whatever a page asks, and asks the server nothing but whether it still holds.
    const hand = openPage(marie.main);
    const [account] = await hand.feed('accounts', {}).until(([first]) => first?.status === 'expired');
    const accountId = account?.accountId as AccountId;
    const search = { accountId, query: 'Merci', kind: 'all', roomId: null, sender: null, from: null, to: null, cursor: null } as const;
    await expect(hand.call('search.messages', search)).rejects.toMatchObject({ code: 'account.unknown' });
    const signal = new AbortController().signal;
    expect((await marie.main.app.media(`media:${accountId}/avatar/x`, { range: null, signal })).status).toBe(404);
    const asked = marie.network.seen.length;
    marie.main.app.wake();
    await button(marie, fr.barred.expired.check).click();
    await marie.page.getByText(fr.barred.expired.still).waitFor();
    expect(new Set(marie.network.seen.slice(asked).map(({ path }) => path))).toEqual(new Set(['/_matrix/client/v3/account/whoami']));

    // The same after a restart without network: known by heart.
    await marie.quits();
    await marie.network.disconnect();
    await marie.starts();
    await heading(marie, fr.barred.expired.title).waitFor();
    await button(marie, fr.barred.expired.check).click();
    await marie.page.getByText(fr.errors['network.unreachable'].what).waitFor();
    await button(marie, fr.help.checkStatus).click();
    await expect.poll(() => marie.main.host.opened).toContain('https://status.tchap.numerique.gouv.fr');
    await marie.network.reconnect();

    await button(marie, fr.barred.send).click();
    await marie.page.getByText(fr.barred.sent).waitFor();
    expect(await button(marie, fr.barred.send).isDisabled()).toBe(true);
    await marie.picture('account-expired-sent');
    await expect(openPage(marie.main).call('session.sendRenewal', { accountId })).rejects.toMatchObject({ code: 'server.rate-limited' });
    const { links } = await request<{ links: { [token: string]: string } }>(story.server.url, null, 'GET', validity);
    const [token] = Object.entries(links).find(([, user]) => user === marie.user.userId) ?? [];
    await request(story.server.url, null, 'GET', `/_synapse/client/email_account_validity/renew?token=${token}`);
    await button(marie, fr.barred.expired.check).click();
    await marie.opens(`${room} marie.laurent`);
    await marie.sees('Message confidentiel');
    await expect.poll(() => marie.composer().innerText()).toBe('Un brouillon à garder');
    await marie.composer().press('Enter');
    await paul.sees('Un brouillon à garder');
  });

  it('has expired before anyone signs in: it is said, and a page that comes back to the front finds it renewed; in English', async () => {
    const chloe = await story.newcomer('chloe.martin', { language: 'en' });
    await request(story.server.url, null, 'POST', validity, { user: chloe.user.userId });
    await chloe.typesAddress(chloe.network.url);
    await chloe.typesPassword(chloe.user.localpart, chloe.user.password);
    await heading(chloe, en.barred.expired.title).waitFor();
    await button(chloe, en.barred.send).click();
    await chloe.page.getByText(en.barred.sent).waitFor();
    await chloe.picture('account-expired-sent-en');
    const { links } = await request<{ links: { [token: string]: string } }>(story.server.url, null, 'GET', validity);
    const [token] = Object.entries(links).find(([, user]) => user === chloe.user.userId) ?? [];
    await request(story.server.url, null, 'GET', `/_synapse/client/email_account_validity/renew?token=${token}`);
    await chloe.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await chloe.seesRooms();
  });

  it('is locked by an administrator, and opened again', async () => {
    const karim = await inRoom('karim.benali');
    await karim.chooseSettings({ language: 'en' });
    await story.server.admin('PUT', `/_synapse/admin/v2/users/${userPath(karim)}`, { locked: true });
    await paul.writes('Encore là ?');
    await heading(karim, en.barred.blocked.title).waitFor();
    await karim.picture('account-locked-en');
    await button(karim, en.barred.blocked.check).click();
    await karim.page.getByText(en.barred.blocked.still).waitFor();
    await story.server.admin('PUT', `/_synapse/admin/v2/users/${userPath(karim)}`, { locked: false });
    await button(karim, en.barred.blocked.check).click();
    await karim.page.getByRole('heading', { name: en.rooms.title, exact: true }).waitFor();
    await karim.chooseSettings({ language: 'fr' });
    await karim.opens(`${room} karim.benali`);
    await karim.sees('Encore là ?');
  });

  it('is suspended: one reads, and what is written waits to be sent again', async () => {
    const ines = await inRoom('ines.faure');
    await story.server.admin('PUT', `/_synapse/admin/v1/suspend/${userPath(ines)}`, { suspend: true });
    await ines.types('Je ne peux plus écrire');
    await ines.composer().press('Enter');
    await ines.page.getByText(fr.barred.suspended.title, { exact: true }).waitFor();
    await ines.page.getByText(fr.timeline.failures.suspended).first().waitFor();
    expect(await ines.axe()).toEqual([]);
    await ines.picture('account-suspended');
    await paul.writes('On te lit bientôt');
    await ines.sees('On te lit bientôt');
    await story.server.admin('PUT', `/_synapse/admin/v1/suspend/${userPath(ines)}`, { suspend: false });
    await ines.page.getByRole('button', { name: fr.timeline.retrySend, exact: true }).click();
    await paul.sees('Je ne peux plus écrire');
    await ines.page.getByText(fr.barred.suspended.title, { exact: true }).waitFor({ state: 'detached' });
  });

  it('is deactivated: told apart from a wrong password where the server does', async () => {
    const omar = await story.newcomer('omar.haddad');
    const rule = omar.network.add({ match: /^POST .*\/login/, fault: { kind: 'status', status: 403, errcode: 'M_USER_DEACTIVATED' } });
    await omar.typesAddress(omar.network.url);
    await omar.typesPassword(omar.user.localpart, omar.user.password);
    await omar.page.getByText(fr.errors['auth.deactivated'].what).waitFor();
    rule.remove();
    // Synapse does not: whoever has no account any more is no one it knows.
    await story.server.admin('POST', `/_synapse/admin/v1/deactivate/${userPath(omar)}`, { erase: false });
    await button(omar, fr.session.signIn.submit).click();
    await omar.page.getByText(fr.errors['auth.wrong-password'].what).waitFor();
  });
});
