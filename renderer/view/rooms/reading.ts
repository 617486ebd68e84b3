import type { AccountId, RoomSummary } from '../../../preload/contract/index.ts';
import type { App } from '../../model/index.ts';
import { t } from '../../text/index.ts';

/** Whether there is something to mark as read. */
export const isUnread = ({ unread, mentions, markedUnread }: RoomSummary): boolean => unread > 0 || mentions > 0 || markedUnread;

/** Marks a conversation as unread, which is then left, since whatever is looked at is read; or as read. */
export async function toggleUnread(app: App, accountId: AccountId, room: RoomSummary): Promise<void> {
  const { roomId } = room;
  const unread = !isUnread(room);
  const done = await app.attempt(app.client.call('rooms.setUnread', { accountId, roomId, unread }));
  if (done && unread && app.navigation.roomId === roomId) app.navigation.closeRoom();
}

/** Silences a conversation, or lets it notify as the settings say. */
export async function toggleMute(app: App, accountId: AccountId, { roomId, muted }: RoomSummary): Promise<void> {
  await app.attempt(app.client.call('notifications.setRoomMode', { accountId, roomId, mode: muted ? 'default' : 'mute' }));
}

export async function markAllRead(app: App, accountId: AccountId): Promise<void> {
  if (await app.attempt(app.client.call('rooms.markAllRead', { accountId }))) app.toasts.say(t().notifications.allRead);
}
