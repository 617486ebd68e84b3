import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const words = fr.roomLife;
const settings = fr.roomSettings;

describe('the life of a room', () => {
  const story = Story.forSuite({ config: { default_room_version: '10' } });
  let marie: Agent;
  let paul: Agent;
  /** Another device of Marie, which speaks to the server by itself. */
  let device: TestDevice;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    device = await story.server.signIn(marie.user);
  });

  const opensSettings = async (agent: Agent, section: keyof typeof settings.sections): Promise<void> => {
    const details = agent.page.getByRole('button', { name: fr.rooms.header.details, exact: true });
    if ((await details.getAttribute('aria-pressed')) !== 'true') await details.click();
    await agent.page.getByRole('button', { name: settings.open, exact: true }).click();
    await agent.page.getByRole('dialog').getByRole('tab', { name: settings.sections[section], exact: true }).click();
  };
  const openRoomId = async (agent: Agent): Promise<string> => {
    const details = agent.page.getByRole('button', { name: fr.rooms.header.details, exact: true });
    if ((await details.getAttribute('aria-pressed')) !== 'true') await details.click();
    return (await agent.page.locator('code').first().textContent()) ?? '';
  };

  it('is asked into, and the answer is given in the list of members', async () => {
    await marie.creates('Sur demande', []);
    await opensSettings(marie, 'privacy');
    await marie.page.getByRole('radio', { name: settings.entries.knock, exact: true }).check();
    await marie.page.getByText(settings.saved).first().waitFor();
    await marie.page.keyboard.press('Escape');
    const roomId = await openRoomId(marie);
    await paul.chooses(fr.rooms.add, words.knock.open);
    const dialog = paul.page.getByRole('dialog');
    await dialog.getByLabel(words.knock.address, { exact: true }).fill('pas une adresse');
    await dialog.getByRole('button', { name: words.knock.submit, exact: true }).click();
    await dialog.getByText(words.knock.addressWrong).waitFor();
    await dialog.getByLabel(words.knock.address, { exact: true }).fill(roomId);
    await paul.picture('knock');
    await dialog.getByRole('button', { name: words.knock.submit, exact: true }).click();
    await paul.room('Sur demande').getByText(fr.rooms.knocked).waitFor();
    await marie.page.getByRole('button', { name: words.showRequests, exact: true }).click();
    await marie.pictures('room-requests', async () => undefined);
    await marie.chooses(settings.acts.label('Paul Bernard'), settings.acts.accept);
    await paul.accepts('Sur demande');
    await marie.page.getByRole('button', { name: words.showRequests, exact: true }).waitFor({ state: 'detached' });
  });

  it('says who writes in it where it announces, and how long it keeps messages', async () => {
    const roomId = await openRoomId(marie);
    const retention = { max_lifetime: 7_776_000_000 };
    await device.request('PUT', `/rooms/${encodeURIComponent(roomId)}/state/m.room.retention/`, retention);
    await opensSettings(marie, 'permissions');
    const send = marie.page.getByLabel(settings.permissionChange(settings.permissions.send), { exact: true });
    await send.selectOption('50');
    await marie.page.getByText(settings.saved).first().waitFor();
    await marie.page.keyboard.press('Escape');
    await paul.page.getByText(fr.composer.writers.moderators).waitFor();
    await paul.page.getByText(words.kept('3 mois')).waitFor();
    await paul.page.getByRole('button', { name: fr.rooms.header.details, exact: true }).click();
    await paul.page.getByText(words.keptText('3 mois')).waitFor();
    await paul.pictures('room-announces', async () => undefined);
    expect(await paul.axe()).toEqual([]);
  });

  it('goes on in another version, to which the old one leads', async () => {
    await opensSettings(marie, 'version');
    const dialog = marie.page.getByRole('dialog').first();
    await dialog.getByLabel(words.upgrade.choose, { exact: true }).selectOption('11');
    await marie.pictures('room-version', async () => undefined);
    await dialog.getByRole('button', { name: words.upgrade.start, exact: true }).click();
    await marie.page.getByText(words.upgrade.final).waitFor();
    await marie.page.getByRole('dialog').last().getByRole('button', { name: words.upgrade.start, exact: true }).click();
    await marie.page.getByRole('dialog').first().waitFor({ state: 'detached' });
    // The list shows the newest alone, and it leads back.
    await marie.room('Sur demande').nth(1).waitFor({ state: 'detached' });
    await marie.page.getByRole('button', { name: words.showBefore, exact: true }).click();
    await marie.page.getByText(words.replaced).waitFor();
    await marie.pictures('room-replaced', async () => undefined);
    await paul.page.getByRole('button', { name: words.follow, exact: true }).click();
    await paul.page.getByRole('button', { name: words.showBefore, exact: true }).waitFor();
    await marie.page.getByRole('button', { name: words.follow, exact: true }).click();
    await marie.page.getByRole('button', { name: words.showBefore, exact: true }).waitFor();
  });

  it('is put in order: low priority', async () => {
    await marie.chooses(fr.rooms.header.more, words.lowPriority);
    await marie.page.getByRole('heading', { name: fr.rooms.sections.low, exact: true }).waitFor();
    await marie.chooses(fr.rooms.header.more, words.normalPriority);
    await marie.page.getByRole('heading', { name: fr.rooms.sections.low, exact: true }).waitFor({ state: 'detached' });
  });

  it('ends by the hand of another, who and why being told, until it is put away', async () => {
    await marie.creates('Cellule', [paul.user.userId]);
    await paul.accepts('Cellule');
    await paul.writes('Bonjour à tous');
    const roomId = await openRoomId(marie);
    await device.request('POST', `/rooms/${encodeURIComponent(roomId)}/kick`, { user_id: paul.user.userId, reason: 'Fin de mission' });
    await paul.page.getByRole('main').getByText(words.gone.kicked('Marie Laurent')).waitFor();
    await paul.page.getByText(words.gone.reason('Fin de mission'), { exact: true }).waitFor();
    await paul.page.getByText(words.gone.back.invitation).waitFor();
    await paul.message('Bonjour à tous').getByText('Paul Bernard', { exact: true }).waitFor();
    // What was written before can be read and copied, and that is all.
    await paul.message('Bonjour à tous').click({ button: 'right' });
    await paul.page.getByRole('menuitem', { name: fr.timeline.copy, exact: true }).waitFor();
    for (const entry of [fr.timeline.edit, fr.timeline.remove, fr.timeline.reply])
      expect(await paul.page.getByRole('menuitem', { name: entry, exact: true }).count()).toBe(0);
    await paul.page.keyboard.press('Escape');
    await paul.pictures('room-gone', () => paul.message('Bonjour à tous').waitFor());
    expect(await paul.axe()).toEqual([]);
    await paul.page.getByRole('button', { name: words.gone.forget, exact: true }).click();
    const dialog = paul.page.getByRole('dialog');
    await dialog.getByText(words.gone.forgetText).waitFor();
    await paul.pictures('room-forget', () => dialog.waitFor());
    await dialog.getByRole('button', { name: words.gone.forget, exact: true }).click();
    await paul.room('Cellule').waitFor({ state: 'detached' });
  });

  it('that the agent left from another device can be read and entered again, or put away with what was never sent', async () => {
    const phone = await story.server.signIn(paul.user);
    const { room_id: roomId } = await device.request<{ room_id: string }>('POST', '/createRoom', {
      preset: 'public_chat',
      name: 'Couloir',
      invite: [paul.user.userId],
    });
    await paul.accepts('Couloir');
    await paul.writes('Qui a la clé ?');
    await paul.knowsSent('Qui a la clé ?');
    await paul.types('Je voulais encore dire');
    await paul.room('Cellule').or(paul.room('Sur demande')).first().click();
    await paul.room('Couloir').getByText(fr.rooms.draft('Je voulais encore dire')).waitFor();
    const leave = () => phone.request('POST', `/rooms/${encodeURIComponent(roomId)}/leave`, {});
    await leave();
    await paul.room('Couloir').getByText(words.gone.left).waitFor();
    await paul.room('Couloir').click();
    await paul.sees('Qui a la clé ?');
    await paul.page.getByRole('button', { name: words.gone.enter, exact: true }).click();
    await paul.composer('Couloir').waitFor();
    await leave();
    await paul.page.getByRole('button', { name: words.gone.forget, exact: true }).click();
    const dialog = paul.page.getByRole('dialog');
    await dialog.getByText(words.gone.draftLost).waitFor();
    await paul.picture('room-forget-draft');
    await dialog.getByRole('button', { name: words.gone.forget, exact: true }).click();
    await paul.room('Couloir').waitFor({ state: 'detached' });
  });

  it('does not lose its last administrator who leaves', async () => {
    await device.request('POST', `/rooms/${encodeURIComponent(await openRoomId(marie))}/invite`, { user_id: paul.user.userId });
    await paul.accepts('Cellule');
    await marie.chooses(fr.rooms.header.more, fr.rooms.header.leave);
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByText(settings.role.last).waitFor();
    await dialog.getByRole('radio', { name: 'Paul Bernard' }).check();
    await dialog.getByLabel(words.leave.forget, { exact: true }).check();
    await marie.pictures('room-leave-last', async () => undefined);
    await dialog.getByRole('button', { name: fr.rooms.leave.leave, exact: true }).click();
    await marie.room('Cellule').waitFor({ state: 'detached' });
    await opensSettings(paul, 'general');
    await paul.page.getByRole('dialog').getByLabel(settings.name, { exact: true }).waitFor();
    await paul.page.keyboard.press('Escape');
  });

  it('stands in a space, which narrows the list and brings others in', async () => {
    const { spaces } = fr;
    await marie.page.getByRole('button', { name: spaces.create, exact: true }).click();
    const dialog = marie.page.getByRole('dialog');
    await dialog.getByLabel(spaces.name, { exact: true }).fill('Direction');
    await dialog.getByLabel(fr.rooms.create.invite, { exact: true }).fill(paul.user.userId);
    await marie.picture('space-new');
    await dialog.getByRole('button', { name: spaces.create, exact: true }).click();
    await marie.page.getByText(spaces.empty).waitFor();
    await marie.chooses(spaces.actions, spaces.newRoom);
    await dialog.getByLabel(fr.rooms.create.name, { exact: true }).fill('Pilotage');
    await dialog.getByRole('button', { name: fr.rooms.create.create, exact: true }).click();
    await marie.composer('Pilotage').waitFor();
    await marie.chooses(spaces.actions, spaces.add);
    await dialog.getByLabel('Sur demande', { exact: true }).check();
    await marie.pictures('space-add', async () => undefined);
    await dialog.getByRole('button', { name: spaces.addSubmit, exact: true }).click();
    await marie.room('Sur demande').waitFor();
    // Paul is invited to the space, and enters its room by himself.
    await paul.room('Direction').click();
    await paul.page.getByRole('button', { name: fr.rooms.invitation.accept, exact: true }).click();
    await paul.page.getByRole('button', { name: spaces.details, exact: true }).click();
    await paul.page.getByRole('dialog').getByText('Marie Laurent').waitFor();
    await paul.pictures('space-details', async () => undefined);
    expect(await paul.axe()).toEqual([]);
    await paul.page.getByRole('button', { name: spaces.joinOf('Pilotage'), exact: true }).click();
    await paul.composer('Pilotage').waitFor();
    await paul.page.getByRole('button', { name: 'Direction', exact: true }).click();
    await paul.room('Cellule').waitFor({ state: 'detached' });
    await paul.room('Pilotage').waitFor();
    await paul.pictures('space-rail', async () => undefined);
    await paul.chooses(spaces.actions, spaces.leave);
    await paul.page.getByRole('dialog').getByRole('button', { name: fr.rooms.leave.leave, exact: true }).click();
    await paul.room('Cellule').waitFor();
  });
});
