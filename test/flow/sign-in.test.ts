import { describe, expect, it } from 'vitest';
import { en } from '../../renderer/text/en/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import { serverName, Story } from './story.ts';

describe('signing in', () => {
  const story = Story.forSuite();
  it('finds the server by its URL', async () => {
    const marie = await story.newcomer('marie.laurent');
    await marie.typesAddress(story.server.url);
    await marie.page.getByRole('button', { name: fr.session.signIn.submit, exact: true }).waitFor();
    // This one registers nobody and sends no mail.
    for (const name of [fr.byMail.create, fr.byMail.forgotten]) expect(await marie.page.getByRole('button', { name }).count()).toBe(0);
    await marie.typesPassword(marie.user.localpart, marie.user.password);
    await marie.seesRooms();
    await marie.page.getByText(fr.rooms.emptyTitle).waitFor();
  });

  it('finds the server by its name', async () => {
    const paul = await story.newcomer('paul.bernard');
    await paul.typesAddress(serverName);
    await paul.page.getByText(serverName).waitFor();
    await paul.typesPassword(paul.user.userId, paul.user.password);
    await paul.seesRooms();
  });

  it('finds the server by a full identifier, which is then already typed', async () => {
    const claire = await story.newcomer('claire.dubois');
    await claire.typesAddress(claire.user.userId);
    const user = claire.page.getByLabel(fr.session.signIn.user, { exact: true });
    await user.waitFor();
    expect(await user.inputValue()).toBe(claire.user.userId);
    await claire.typesPassword(claire.user.userId, claire.user.password);
    await claire.seesRooms();
  });

  it('says that the password is wrong, or that the server asks to wait, then lets in with the right one; in English', async () => {
    const karim = await story.newcomer('karim.benali', { language: 'en' });
    await karim.typesAddress(karim.network.url);
    await karim.typesPassword(karim.user.localpart, 'pas-le-bon');
    await karim.page.getByText(en.errors['auth.wrong-password'].what).waitFor();
    await karim.page.getByText(en.errors['auth.wrong-password'].support).waitFor();
    expect(await karim.axe()).toEqual([]);
    await karim.pictures('wrong-password', () => karim.page.getByRole('alert').first().waitFor());
    const submit = karim.page.getByRole('button', { name: en.session.signIn.submit, exact: true });
    // Longer than is waited out in silence.
    const busy = karim.network.add({
      match: /^POST .*\/login/,
      fault: { kind: 'status', status: 429, errcode: 'M_LIMIT_EXCEEDED', retryAfterMs: 61_000 },
    });
    await submit.click();
    await karim.page.getByText(en.errors['server.rate-limited'].what).waitFor();
    await karim.page.getByRole('timer').waitFor();
    expect(await submit.isDisabled()).toBe(true);
    await karim.picture('rate-limited-en');
    busy.remove();
    await karim.page.getByRole('button', { name: en.session.signIn.change, exact: true }).click();
    await karim.typesAddress(karim.network.url);
    await karim.typesPassword(karim.user.localpart, karim.user.password);
    await karim.seesRooms();
  });

  it('says what is wrong with an address', async () => {
    const agent = await story.newcomer('sans.serveur');
    await agent.typesAddress('http://127.0.0.1:9');
    await agent.page.getByText(fr.errors['network.unreachable'].what).waitFor();
    agent.network.add({ match: /versions/, times: 1, fault: { kind: 'replace', body: () => '<html>bonjour</html>' } });
    await agent.typesAddress(agent.network.url);
    await agent.page.getByText(fr.errors['server.not-matrix'].what).waitFor();
    await agent.typesAddress('http://example.org');
    await agent.page.getByText(fr.errors['network.tls'].what).waitFor();
  });

  it('opens again without the network after a restart', async () => {
    const lise = await story.agent('lise.petit');
    await lise.network.disconnect();
    await lise.restarts();
    await lise.seesRooms();
    await lise.page.getByText(fr.shell.connection.offline).first().waitFor();
    await lise.network.reconnect();
    await lise.page.getByText(fr.shell.connection.offline).first().waitFor({ state: 'detached' });
  });

  it('leaves nothing to complain of in the console', async () => {
    const agent = await story.agent('sans.plainte');
    expect(agent.complaints).toEqual([]);
  });
});
