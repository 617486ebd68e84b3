import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Réunion de service';

describe('the end of a session', () => {
  const story = Story.forSuite();
  let paul: Agent;
  beforeAll(async () => {
    paul = await story.agent('paul.bernard');
  });

  const inRoom = async (localpart: string): Promise<Agent> => {
    const agent = await story.agent(localpart);
    await paul.creates(`${room} ${localpart}`, [agent.user.userId]);
    await paul.writes('Ordre du jour en pièce jointe');
    await agent.accepts(`${room} ${localpart}`);
    await agent.writes('Merci Paul');
    await paul.sees('Merci Paul');
    return agent;
  };

  it('is soft: the password again, and everything is as it was', async () => {
    const marie = await inRoom('marie.laurent');
    await marie.types('Un brouillon');
    await marie.composer().blur();
    const rule = marie.network.add({
      match: /\/sync/,
      fault: { kind: 'status', status: 401, errcode: 'M_UNKNOWN_TOKEN', softLogout: true },
    });
    // Ends the request that waits for news.
    await paul.writes('Du nouveau');
    await marie.page.getByRole('heading', { name: fr.session.softLogout.title }).waitFor();
    rule.remove();
    expect(await marie.axe()).toEqual([]);
    await marie.picture('soft-logout');
    const password = marie.page.getByLabel(fr.session.signIn.password, { exact: true });
    await password.fill('pas-le-bon');
    await marie.page.getByRole('button', { name: fr.session.softLogout.submit, exact: true }).click();
    await marie.page.getByText(fr.errors['auth.wrong-password'].what).waitFor();
    await password.fill(marie.user.password);
    await marie.page.getByRole('button', { name: fr.session.softLogout.submit, exact: true }).click();
    await marie.opens(`${room} marie.laurent`);
    await marie.sees('Merci Paul');
    await expect.poll(() => marie.composer().innerText()).toBe('Un brouillon');
    await marie.types('');
    await marie.writes('Me revoilà');
    await paul.opens(`${room} marie.laurent`);
    await paul.sees('Me revoilà');
  });

  it('comes from elsewhere: says so, and forgets only when asked', async () => {
    const claire = await inRoom('claire.dubois');
    const { devices } = await story.server.admin<{ devices: { device_id: string }[] }>(
      'GET',
      `/_synapse/admin/v2/users/${encodeURIComponent(claire.user.userId)}/devices`,
    );
    await story.server.admin('POST', `/_synapse/admin/v2/users/${encodeURIComponent(claire.user.userId)}/delete_devices`, {
      devices: devices.map((device) => device.device_id),
    });
    await claire.page.getByRole('heading', { name: fr.session.signedOut.title }).waitFor();
    expect(storeFiles(claire)).not.toEqual([]);
    await claire.page.getByRole('button', { name: fr.session.locked.forget, exact: true }).click();
    const dialog = claire.page.getByRole('alertdialog').or(claire.page.getByRole('dialog'));
    await dialog.getByLabel(fr.session.locked.forgetConfirm).check();
    await dialog.getByRole('button', { name: fr.session.locked.forgetAction, exact: true }).click();
    await claire.page.getByRole('heading', { name: fr.session.signIn.title, exact: true }).waitFor();
    // The list forgets it first, then its files go.
    await expect.poll(() => storeFiles(claire), { timeout: 10_000 }).toEqual([]);
  });

  it('is asked for: says what would be lost, and does it only when that is accepted', async () => {
    const karim = await inRoom('karim.benali');
    await karim.page.getByRole('button', { name: fr.shell.settings, exact: true }).click();
    await karim.page.getByRole('tab', { name: fr.settings.sections.account, exact: true }).click();
    await karim.page.getByRole('button', { name: fr.session.signOut.action, exact: true }).click();
    const dialog = karim.page.getByRole('alertdialog').or(karim.page.getByRole('dialog'));
    await dialog.getByText(fr.session.signOut.loses).waitFor();
    await dialog.getByText(fr.session.signOut.noWayBack).waitFor();
    const submit = dialog.getByRole('button', { name: fr.session.signOut.submit, exact: true });
    expect(await submit.isDisabled()).toBe(true);
    await karim.picture('sign-out');
    await dialog.getByLabel(fr.session.signOut.accept).check();
    await submit.click();
    await karim.page.getByRole('heading', { name: fr.session.signIn.title, exact: true }).waitFor();
    // The list forgets it first, then its files go.
    await expect.poll(() => storeFiles(karim), { timeout: 10_000 }).toEqual([]);
    expect(karim.keychain.names()).toEqual([]);
    const { devices } = await story.server.admin<{ devices: unknown[] }>(
      'GET',
      `/_synapse/admin/v2/users/${encodeURIComponent(karim.user.userId)}/devices`,
    );
    expect(devices).toEqual([]);
  });
});

/** Database files of all accounts of an installation. */
function storeFiles(agent: Agent): string[] {
  const { data } = agent.main.host.paths;
  if (!existsSync(data)) return [];
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' });
  return files.filter((path) => /\.(db|sqlite)(-wal|-shm)?$/u.test(path)).map((path) => join(data, path));
}
