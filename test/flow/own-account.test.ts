import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../renderer/text/en/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import { startFakeVersions, type FakeVersions } from '../tchap/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const notices = { system_mxid_localpart: 'annonces', system_mxid_display_name: 'Annonces', room_name: 'Annonces de Tchap' };

describe('the account of an agent', () => {
  const story = Story.forSuite({ config: { server_notices: notices } });
  let versions: FakeVersions;
  let marie: Agent;
  beforeAll(async () => {
    versions = await startFakeVersions({
      criticalMinVersion: { minVersionCode: '1.0.0', message: { fr: 'Une faille est corrigée.', en: 'A flaw was mended.' } },
    });
    marie = await story.agent('marie.laurent', { minimumVersions: versions.url });
    const threepids = [{ medium: 'email', address: 'marie.laurent@dinum.gouv.fr' }];
    await story.server.admin('PUT', `/_synapse/admin/v2/users/${encodeURIComponent(marie.user.userId)}`, { threepids });
  });
  afterAll(() => versions.close());

  const opensSection = async (section: string): Promise<void> => {
    if ((await marie.page.getByRole('dialog').count()) === 0)
      await marie.page.getByRole('button', { name: fr.shell.settings, exact: true }).click();
    await marie.page.getByRole('tab', { name: section, exact: true }).click();
  };
  const toggle = (name: string) => marie.page.getByRole('switch', { name, exact: true });
  const device = () => story.server.signIn(marie.user);
  const profile = async () =>
    (await device()).request<{ displayname?: string; avatar_url?: string }>('GET', `/profile/${encodeURIComponent(marie.user.userId)}`);

  it('a version that should be installed is told of, and keeps nobody from working', async () => {
    const banner = marie.page.getByRole('status').filter({ hasText: 'Une faille est corrigée.' });
    await banner.waitFor();
    expect(await marie.axe()).toEqual([]);
    await marie.pictures('version-banner', () => marie.page.getByRole('button', { name: /^(Masquer|Hide)$/u }).waitFor());
    await marie.chooseSettings({ language: 'en' });
    await marie.page.getByText('A flaw was mended.').waitFor();
    await marie.page.getByRole('button', { name: en.versions.hide, exact: true }).click();
    await marie.page.getByText('A flaw was mended.').waitFor({ state: 'detached' });
    await marie.chooseSettings({ language: 'fr' });
    expect(versions.asked).toBe(1);
  });

  it('name and picture are changed, and what the picture tells beside what it shows stays here', async () => {
    await opensSection(fr.settings.sections.account);
    await marie.page.getByLabel(fr.account.name, { exact: true }).fill('Marie Laurent-Petit');
    await marie.page.getByRole('button', { name: fr.account.saveName, exact: true }).click();
    await marie.page.getByText(fr.account.nameSaved).waitFor();
    expect((await profile()).displayname).toBe('Marie Laurent-Petit');
    await marie.page
      .locator('input[type=file][accept="image/*"]')
      .setInputFiles({ name: 'chez-moi.jpg', mimeType: 'image/jpeg', buffer: await located(marie) });
    await marie.page.getByText(fr.account.pictureSaved).waitFor();
    const { avatar_url: mxc = '' } = await profile();
    const { accessToken } = await device();
    const answer = await fetch(`${story.server.url}/_matrix/client/v1/media/download/${mxc.replace('mxc://', '')}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, bytes.includes('Exif'), bytes.includes('chez moi')]).toEqual([200, false, false]);
    await marie.page.getByRole('dialog').locator('img').first().waitFor();
    expect(await marie.axe()).toEqual([]);
    await marie.pictures('own-account', () => marie.page.getByLabel(/^(Nom affiché|Display name)$/u).waitFor());
    await marie.page.getByRole('button', { name: fr.account.removePicture, exact: true }).click();
    await marie.page.getByText(fr.account.pictureRemoved).waitFor();
    expect((await profile()).avatar_url ?? '').toBe('');
  });

  it('the red list and the e-mails about unread messages are switched where the server keeps them', async () => {
    const hidden = async () =>
      (await device()).request('GET', `/user/${encodeURIComponent(marie.user.userId)}/account_data/im.vector.hide_profile`);
    await toggle(fr.account.redList).check();
    await expect.poll(hidden, { timeout: 10_000 }).toEqual({ hide_profile: true });
    const refused = marie.network.add({ match: /account_data/u, fault: { kind: 'status', status: 500 } });
    await toggle(fr.account.redList).click();
    await marie.page.getByText(fr.errors['server.error'].what).waitFor();
    await expect.poll(() => toggle(fr.account.redList).isChecked()).toBe(true);
    refused.remove();

    await opensSection(fr.settings.sections.notifications);
    await marie.page.getByText(fr.account.emailTo('marie.laurent@dinum.gouv.fr')).waitFor();
    await toggle(fr.account.email).check();
    const pushers = async () => (await (await device()).request<{ pushers: unknown[] }>('GET', '/pushers')).pushers;
    await expect
      .poll(pushers, { timeout: 10_000 })
      .toEqual([expect.objectContaining({ kind: 'email', app_id: 'm.email', pushkey: 'marie.laurent@dinum.gouv.fr', lang: 'fr' })]);
    await marie.picture('email-notifications');
    await opensSection(fr.settings.sections.general);
    await opensSection(fr.settings.sections.notifications);
    await expect.poll(() => toggle(fr.account.email).isChecked()).toBe(true);
    await toggle(fr.account.email).uncheck();
    await expect.poll(pushers, { timeout: 10_000 }).toEqual([]);
    await marie.page.keyboard.press('Escape');
  });

  it('a name that the administration gives is not offered for change', async () => {
    const capabilities = JSON.stringify({ capabilities: { 'm.set_displayname': { enabled: false } } });
    marie.network.add({ match: /\/capabilities/u, fault: { kind: 'replace', body: () => capabilities } });
    await opensSection(fr.settings.sections.account);
    await marie.page.getByText(fr.account.nameGiven).waitFor();
    expect(await marie.page.getByLabel(fr.account.name, { exact: true }).count()).toBe(0);
    await marie.page.keyboard.press('Escape');
    marie.network.clear();
  });

  it('the server speaks in a section of its own, which cannot be refused or answered', async () => {
    const content = { msgtype: 'm.text', body: 'Maintenance ce soir à 20 h.' };
    await story.server.admin('POST', '/_synapse/admin/v1/send_server_notice', { user_id: marie.user.userId, content });
    await marie.room(notices.room_name).click();
    await marie.page.getByRole('button', { name: fr.rooms.invitation.refuse, exact: true }).click();
    await marie.page.getByText(fr.errors['room.server-notices'].what).first().waitFor();
    await marie.page.getByRole('button', { name: fr.rooms.invitation.accept, exact: true }).click();
    await marie.sees('Maintenance ce soir à 20 h.');
    await marie.page.getByRole('heading', { name: fr.rooms.sections.notices, exact: true }).waitFor();
    await marie.page.getByText(fr.rooms.notices, { exact: true }).first().waitFor();
    expect(await marie.composer().count()).toBe(0);
    expect(await marie.axe()).toEqual([]);
    await marie.picture('server-notices');
    const limit = marie.network.add({ match: /\/sync/u, fault: { kind: 'status', status: 403, errcode: 'M_RESOURCE_LIMIT_EXCEEDED' } });
    marie.main.app.wake();
    await marie.page.getByText(fr.errors['server.limit-reached'].what).waitFor();
    await marie.picture('server-limit');
    limit.remove();
  });
});

/** A photograph whose metadata tells where it was taken. */
async function located(agent: Agent): Promise<Buffer> {
  const drawn = await agent.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(900, 600);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('nothing can be drawn');
    context.fillStyle = '#0063cb';
    context.fillRect(0, 0, 900, 600);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const note = Buffer.from('Exif\0\0chez moi', 'latin1');
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, note.length + 2]), note]);
  const bytes = Buffer.from(drawn);
  return Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2)]);
}
