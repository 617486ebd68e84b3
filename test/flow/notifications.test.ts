import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { TestDevice } from '../homeserver/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Préparation du budget';
const other = 'Astreinte';
const words = fr.notifications;

describe('an agent and what tells her of messages', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let paul: Agent;
  /** Another client of Marie's. */
  let phone: TestDevice;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    paul = await story.agent('paul.bernard');
    phone = await story.server.signIn(marie.user);
    await paul.creates(room, [marie.user.userId]);
    await marie.accepts(room);
    await paul.creates(other, [marie.user.userId]);
    await marie.accepts(other);
  });
  const rules = () =>
    phone.request<{ global: { [kind: string]: { rule_id: string; actions: unknown[]; pattern?: string }[] } }>('GET', '/pushrules/');
  const roomId = () => marie.main.host.shown.find(({ title }) => title.includes(room))?.tag.split(' ')[1] ?? '';
  const details = async (agent: Agent) => {
    const button = agent.page.getByRole('button', { name: fr.rooms.header.details, exact: true });
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
    return agent.page.getByRole('complementary', { name: fr.rooms.details.title }).getByRole('group', { name: words.room.title });
  };
  const opensSettings = async (agent: Agent, section: string) => {
    await agent.page.keyboard.press('Control+,');
    const dialog = agent.page.getByRole('dialog');
    await dialog.getByRole('tab', { name: section, exact: true }).click();
    return dialog;
  };

  it('opens the message of a notification that she clicks, and answers from it', async () => {
    await marie.opens(other);
    await paul.opens(room);
    await paul.writes('Pouvez-vous relire la note ?');
    const { shown } = marie.main.host;
    await expect.poll(() => shown.at(-1)?.body).toBe('Pouvez-vous relire la note ?');
    shown.at(-1)?.reply?.onReply('Oui, avant midi');
    await paul.sees('Oui, avant midi');
    await paul.writes('Merci !');
    await expect.poll(() => shown.at(-1)?.body).toBe('Merci !');
    shown.at(-1)?.onClick();
    await marie.composer(room).waitFor();
    await marie.message('Merci !').waitFor();
    await marie.sees('Oui, avant midi');
  });

  it('chooses what a conversation notifies of; another client of hers has the same rule, and changes it here at once', async () => {
    const choice = await details(marie);
    await choice.getByRole('radio', { name: words.room.modes.mute, exact: true }).check();
    await marie.room(room).getByText(fr.rooms.muted).waitFor({ state: 'attached' });
    const { override = [] } = (await rules()).global;
    expect(override.find(({ rule_id: id }) => id === roomId())?.actions).toEqual([]);
    await phone.request('DELETE', `/pushrules/global/override/${encodeURIComponent(roomId())}`);
    await phone.request('PUT', `/pushrules/global/room/${encodeURIComponent(roomId())}`, { actions: ['dont_notify'] });
    await choice.getByRole('radio', { name: words.room.modes.mentions, exact: true, checked: true }).waitFor();
    await marie.room(room).getByText(words.room.mentionsOnly).waitFor({ state: 'attached' });
    await marie.pictures('notifications-room', async () => undefined);
  });

  it('is told where the server refuses, keeps what held, and tries again', async () => {
    const choice = await details(marie);
    const fault = marie.network.add({ match: /pushrules/, fault: { kind: 'status', status: 500 } });
    await choice.getByRole('radio', { name: words.room.modes.default, exact: true }).click();
    const panel = marie.page.getByRole('complementary', { name: fr.rooms.details.title });
    await panel.getByRole('alert').waitFor();
    await expect.poll(() => choice.getByRole('radio', { name: words.room.modes.mentions, exact: true }).isChecked()).toBe(true);
    fault.remove();
    const none = marie.network.add({ match: /pushrules/, fault: { kind: 'status', status: 404, errcode: 'M_UNRECOGNIZED' } });
    await panel.getByRole('button', { name: fr.common.retry, exact: true }).click();
    await panel.getByText(fr.errors['notifications.unavailable'].what).waitFor();
    none.remove();
    await panel.getByRole('button', { name: fr.common.retry, exact: true }).click();
    await choice.getByRole('radio', { name: words.room.modes.default, exact: true, checked: true }).waitFor();
    await marie.room(room).getByText(words.room.mentionsOnly).waitFor({ state: 'detached' });
  });

  it('chooses words, mentions and hours in her settings', async () => {
    const dialog = await opensSettings(marie, fr.settings.sections.notifications);
    await dialog.getByLabel(words.keywords.field, { exact: true }).fill('canicule');
    await dialog.getByRole('button', { name: words.keywords.add, exact: true }).click();
    await dialog.getByRole('button', { name: words.keywords.remove('canicule'), exact: true }).waitFor();
    const { content = [] } = (await rules()).global;
    expect(content.map(({ pattern }) => pattern)).toContain('canicule');
    const inRooms = dialog.getByRole('group', { name: words.rules.rooms, exact: true });
    await inRooms.getByRole('radio', { name: words.rules.levels.mentions, exact: true }).check();
    await expect
      .poll(async () => (await rules()).global['underride']?.find(({ rule_id: id }) => id === '.m.rule.encrypted')?.actions)
      .toEqual([]);
    await phone.request('PUT', '/pushrules/global/override/.m.rule.is_room_mention/enabled', { enabled: false });
    await phone.request('PUT', '/pushrules/global/override/.m.rule.roomnotif/enabled', { enabled: false });
    await dialog.getByRole('switch', { name: words.rules.roomMentions, exact: true, checked: false }).waitFor();
    await dialog.getByRole('switch', { name: words.hours.limited, exact: true }).check();
    await dialog.getByRole('group', { name: words.hours.days, exact: true }).scrollIntoViewIfNeeded();
    await dialog.getByLabel(words.hours.to, { exact: true }).selectOption('17:30');
    await expect.poll(() => marie.main.app.settings().notificationHours.to).toBe(17 * 60 + 30);
    await marie.pictures('notifications-hours', async () => undefined);
    await dialog.getByRole('button', { name: words.check.run, exact: true }).click();
    await dialog.getByText(words.check.obstacles.rooms).waitFor();
    expect(marie.main.host.shown.at(-1)?.tag).toBe('trial');
    await marie.pictures('notifications-settings', async () => undefined);
    expect(await marie.axe()).toEqual([]);
    await marie.page.keyboard.press('Escape');
  });

  it('is told of her words in a room that tells mentions alone, and of nothing outside of her hours', async () => {
    const { shown, badges } = marie.main.host;
    await marie.chooseSettings({ notificationHours: { limited: false, days: [1], from: 480, to: 1140 } });
    await phone.request('PUT', `/pushrules/global/room/${encodeURIComponent(roomId())}`, { actions: [] });
    await marie.room(room).getByText(words.room.mentionsOnly).waitFor({ state: 'attached' });
    await marie.opens(other);
    await paul.writes('Rien d’urgent');
    await paul.writes('Plan Canicule à relire');
    await expect.poll(() => shown.at(-1)?.body).toBe('Plan Canicule à relire');
    expect(shown.map(({ body }) => body)).not.toContain('Rien d’urgent');
    await expect.poll(() => badges.at(-1)).toEqual({ count: 1, mention: true });
    await marie.chooseSettings({ notificationHours: { limited: true, days: [], from: 480, to: 1140 } });
    const before = shown.length;
    await paul.writes('La canicule est finie');
    await expect.poll(() => badges.at(-1)).toEqual({ count: 2, mention: true });
    expect(shown.length).toBe(before);
  });

  it('marks a conversation as unread for all her devices, and all as read', async () => {
    const marked = () =>
      phone.request<{ unread: boolean }>(
        'GET',
        `/user/${encodeURIComponent(marie.user.userId)}/rooms/${encodeURIComponent(roomId())}/account_data/m.marked_unread`,
      );
    await marie.opens(room);
    await expect.poll(() => marie.main.host.badges.at(-1)?.count).toBe(0);
    await marie.chooses(fr.rooms.header.more, words.markUnread);
    await marie.room(room).getByText(words.markedUnread).waitFor({ state: 'attached' });
    expect(await marked()).toEqual({ unread: true });
    await marie.picture('marked-unread');
    await marie.opens(room);
    await marie.room(room).getByText(words.markedUnread).waitFor({ state: 'detached' });
    await expect.poll(marked).toEqual({ unread: false });
    await marie.opens(other);
    await paul.writes('Canicule, encore');
    await marie.room(room).getByText(fr.rooms.mentions(1)).waitFor();
    await marie.chooses(words.more, words.markAllRead);
    await marie.room(room).getByText(fr.rooms.mentions(1)).waitFor({ state: 'detached' });
    await expect.poll(() => marie.main.host.badges.at(-1)).toEqual({ count: 0, mention: false });
  });
});
