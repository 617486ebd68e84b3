import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AgentServers, Net } from '../../main/host/index.ts';
import { en } from '../../renderer/text/en/index.ts';
import { openPage } from '../integration/page.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const imposed = 'https://matrix.impose.test';
const room = 'Budget review';

/** What IT writes on the workstation, as the root of the story. */
function manages(agent: Agent, policies: object): void {
  const { place } = agent.main.host.managed;
  mkdirSync(place, { recursive: true, mode: 0o755 });
  writeFileSync(join(place, 'tchap.json'), JSON.stringify(policies), { mode: 0o644 });
}

describe('a server that the administration imposes', () => {
  const story = Story.forSuite();
  const asked: string[] = [];
  /** The imposed server is the one of the story. */
  const net: Net = {
    fetch: (url, init) => {
      asked.push(url);
      return fetch(url.replace(imposed, story.server.url), init);
    },
  };
  // Addresses are looked up there, where nothing is imposed.
  const agentServers: AgentServers = {
    domain: 'tchap.test',
    homeservers: [{ baseUrl: 'https://matrix.agent.tchap.test', external: false }],
  };
  const button = (agent: Agent, name: string) => agent.page.getByRole('button', { name, exact: true });

  it('is the only place to sign in: shown, not asked for, and no other can be named', async () => {
    const ines = await story.newcomer('ines.faure', { net, agentServers, language: 'en' });
    manages(ines, { homeserver: `${imposed}/` });
    await ines.restarts();
    await ines.page.getByText(en.session.signIn.imposed).waitFor();
    await ines.page.getByText('matrix.impose.test').waitFor();
    for (const field of ['textbox', 'searchbox'] as const) expect(await ines.page.getByRole(field).count()).toBe(0);
    expect(await button(ines, en.session.signIn.change).count()).toBe(0);
    expect(await ines.axe()).toEqual([]);
    await ines.pictures('imposed-server', () => ines.page.locator('form').waitFor());
    // The keyboard alone: the way on has the focus.
    await ines.page.keyboard.press('Enter');
    await button(ines, en.session.signIn.submit).waitFor();
    expect(await button(ines, en.session.signIn.change).count()).toBe(0);
    await ines.picture('imposed-server-password-en');

    // Whatever a page asks: neither another server, nor a look-up of an address.
    const hand = openPage(ines.main);
    const elsewhere = { baseUrl: ines.network.url, user: ines.user.localpart, password: ines.user.password };
    await expect(hand.call('session.discover', { address: ines.network.url })).rejects.toMatchObject({ code: 'server.imposed' });
    await expect(hand.call('session.signIn', elsewhere)).rejects.toMatchObject({ code: 'server.imposed' });
    expect(await hand.call('session.discover', { address: 'ines.faure@dinum.gouv.fr' })).toMatchObject({ baseUrl: imposed });
    expect(asked.filter((url) => url.includes('/_matrix/identity/'))).toEqual([]);

    await ines.typesPassword(ines.user.localpart, ines.user.password);
    await ines.seesRooms();
    expect(ines.complaints).toEqual([]);
  });

  it('leaves the accounts that were here before: they work, and are signed in again', async () => {
    const karim = await story.agent('karim.benali', { net, language: 'en' });
    await karim.creates(room, []);
    await karim.writes('Before the policy');
    await karim.knowsSent('Before the policy');
    manages(karim, { homeserver: imposed });
    await karim.restarts();
    await karim.opens(room);
    await karim.sees('Before the policy');
    await karim.writes('And after it');
    await karim.knowsSent('And after it');
    const rule = karim.network.add({
      match: /_matrix\/client/,
      fault: { kind: 'status', status: 401, errcode: 'M_UNKNOWN_TOKEN', softLogout: true },
    });
    await karim.restarts();
    await karim.page.getByRole('heading', { name: en.session.softLogout.title }).waitFor();
    rule.remove();
    await karim.page.getByLabel(en.session.signIn.password, { exact: true }).fill(karim.user.password);
    await button(karim, en.session.softLogout.submit).click();
    await karim.opens(room);
    await karim.sees('And after it');
    // What is added from now on is added there.
    await button(karim, en.shell.addAccount).click();
    await karim.page.getByText(en.session.signIn.imposed).waitFor();
  });
});
