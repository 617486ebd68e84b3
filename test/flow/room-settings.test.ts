import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import { png } from '../seeds/png.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const words = fr.roomSettings;

/** Opens the settings of the room that is open, at a section. */
async function opensSettings(agent: Agent, section: keyof typeof words.sections): Promise<void> {
  const details = agent.page.getByRole('button', { name: fr.rooms.header.details, exact: true });
  if ((await details.getAttribute('aria-pressed')) !== 'true') await details.click();
  await agent.page.getByRole('button', { name: words.open, exact: true }).click();
  await agent.page.getByRole('dialog').getByRole('tab', { name: words.sections[section], exact: true }).click();
}
const closes = async (agent: Agent): Promise<void> => {
  await agent.page.keyboard.press('Escape');
  await agent.page.getByRole('dialog').waitFor({ state: 'detached' });
};
/** Opens the list of members. */
async function opensMembers(agent: Agent): Promise<void> {
  const members = agent.page.getByRole('button', { name: fr.rooms.header.showMembers, exact: true });
  if ((await members.getAttribute('aria-pressed')) !== 'true') await members.click();
}

describe('the settings of a room', () => {
  // Creators of room version 12 have their power for good: see test/integration/administration.
  const story = Story.forSuite({ config: { default_room_version: '10' } });
  let marie: Agent;
  let paul: Agent;
  let yann: TestDevice;
  let denis: TestDevice;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    yann = await story.server.signIn(await story.server.registerUser('yann.le.goff', { displayName: 'Yann Le Goff' }));
    denis = await story.server.signIn(await story.server.registerUser('denis.petit', { displayName: 'Denis Petit' }));
    await marie.creates('Mission', [paul.user.userId, yann.userId, denis.userId]);
    await paul.accepts('Mission');
    for (const device of [yann, denis]) {
      const { rooms } = await device.request<{ rooms: { invite: object } }>('GET', '/sync');
      await device.request('POST', `/join/${encodeURIComponent(Object.keys(rooms.invite)[0] ?? '')}`, {});
    }
  });

  it('give it a name, a topic and a picture', async () => {
    await opensSettings(marie, 'general');
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByLabel(words.name, { exact: true }).fill('Mission numérique');
    await dialog.getByRole('button', { name: words.save, exact: true }).first().click();
    await marie.page.getByText(words.saved).first().waitFor();
    await dialog.getByLabel(words.topic, { exact: true }).fill('Le quotidien de la mission');
    await dialog.getByRole('button', { name: words.save, exact: true }).last().click();
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(png(64, 64, (x, y) => [x * 4, y * 4, 120])) });
    await dialog.getByRole('button', { name: words.removePicture, exact: true }).waitFor();
    expect(await marie.axe()).toEqual([]);
    await marie.pictures('room-settings-general', async () => undefined);
    await closes(marie);
    await paul.page.getByRole('heading', { name: 'Mission numérique' }).first().waitFor();
  });

  it('tell who may not change them why', async () => {
    await opensSettings(paul, 'general');
    const dialog = paul.page.getByRole('dialog');
    await dialog.getByText('Le quotidien de la mission').waitFor();
    await dialog.getByText(words.reserved(words.roles.moderator)).first().waitFor();
    expect(await dialog.getByRole('textbox').count()).toBe(0);
    await dialog.getByRole('tab', { name: words.sections.privacy, exact: true }).click();
    await dialog.getByText(words.encrypted).waitFor();
    expect(await dialog.getByRole('radio').count()).toBe(0);
    expect(await dialog.getByRole('tab', { name: words.sections.banned, exact: true }).count()).toBe(0);
    await paul.pictures('room-settings-reserved', async () => undefined);
    await closes(paul);
  });

  it('say who may do what', async () => {
    await opensSettings(marie, 'permissions');
    const dialog = marie.page.getByRole('dialog');
    const invite = dialog.getByLabel(words.permissionChange(words.permissions.invite), { exact: true });
    await invite.selectOption('100');
    await marie.page.getByText(words.saved).first().waitFor();
    await expect.poll(() => invite.inputValue()).toBe('100');
    await invite.selectOption('0');
    await marie.pictures('room-settings-permissions', async () => undefined);
    expect(await marie.axe()).toEqual([]);
    await closes(marie);
  });

  it('give a role, with which one may remove and ban', async () => {
    await opensMembers(marie);
    await marie.chooses(words.acts.label('Paul Bernard'), words.acts.role);
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: new RegExp(`^${words.roles.moderator}`, 'u') }).check();
    await marie.pictures('room-role', async () => undefined);
    await dialog.getByRole('button', { name: words.role.submit, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await opensMembers(paul);
    await paul.chooses(words.acts.label('Denis Petit'), words.acts.ban);
    await paul.page.getByRole('dialog').getByLabel(words.reason, { exact: true }).fill('Compte partagé');
    await paul.picture('room-ban');
    await paul.page.getByRole('dialog').getByRole('button', { name: words.ban.submit, exact: true }).click();
    await paul.page.getByText(words.ban.done('Denis Petit')).first().waitFor();
    await opensSettings(paul, 'banned');
    await paul.page.getByText(words.bannedReason('Compte partagé'), { exact: true }).waitFor();
    await paul.pictures('room-settings-banned', async () => undefined);
    await paul.page.getByRole('button', { name: words.unbanOf('Denis Petit'), exact: true }).click();
    await paul.page.getByText(words.bannedNone).waitFor();
    await closes(paul);
  });

  it('refuse in words what was taken away meanwhile', async () => {
    await opensMembers(paul);
    await paul.chooses(words.acts.label('Yann Le Goff'), words.acts.kick);
    const dialog = paul.page.getByRole('dialog');
    await opensMembers(marie);
    await marie.chooses(words.acts.label('Paul Bernard'), words.acts.role);
    await marie.page
      .getByRole('dialog')
      .getByRole('radio', { name: new RegExp(`^${words.roles.member}`, 'u') })
      .check();
    await marie.page.getByRole('dialog').getByRole('button', { name: words.role.submit, exact: true }).click();
    await marie.page.getByRole('dialog').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: words.kick.submit, exact: true }).click();
    await dialog.getByText(fr.errors['room.forbidden'].what).waitFor();
    await closes(paul);
    await paul.page.getByRole('button', { name: words.acts.label('Yann Le Goff') }).waitFor({ state: 'detached' });
  });

  it('keep a room from losing its last administrator', async () => {
    await opensMembers(marie);
    await marie.chooses(words.acts.label('Marie Laurent'), words.acts.role);
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: new RegExp(`^${words.roles.member}`, 'u') }).check();
    await dialog.getByText(words.role.last).waitFor();
    await dialog.getByRole('button', { name: words.role.submit, exact: true }).click();
    await dialog.getByText(words.role.chooseFirst).waitFor();
    await dialog.getByRole('radio', { name: /Paul Bernard/u }).check();
    await marie.pictures('room-role-last', async () => undefined);
    await dialog.getByRole('button', { name: words.role.submit, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await paul.page.getByRole('button', { name: words.acts.label('Marie Laurent') }).waitFor();
  });
});
