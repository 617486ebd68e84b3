import type { RoomId } from '../../preload/contract/index.ts';
import type { Account } from '../matrix/index.ts';
import type { Arrival, PushRules } from '../notify/index.ts';
import type { EventRecord, JsonObject } from '../records/index.ts';

const defaultNotificationPower = 50;

/** New events of a room with what push rules ask about it; null where the room is gone. */
export async function arrivalOf(
  account: Account,
  roomId: RoomId,
  events: readonly EventRecord[],
  rules: PushRules,
): Promise<Arrival | null> {
  const { cache } = account;
  const room = await cache.room(roomId);
  if (room === null) return null;
  const senders = [...new Set(events.map((event) => event.sender))];
  const profiles = new Map((await cache.profiles(roomId, senders)).map((profile) => [profile.userId, profile]));
  const power = notificationPower(await cache.state(roomId, 'm.room.power_levels', ''));
  const ownDisplayName = account.view().displayName;
  return {
    room,
    events,
    rules,
    contextOf: (sender) => ({
      ownDisplayName,
      memberCount: room.joinedCount,
      senderPower: profiles.get(sender)?.power ?? 0,
      roomNotificationPower: power,
    }),
    nameOf: (sender) => profiles.get(sender)?.displayName ?? sender,
  };
}

function notificationPower(content: JsonObject | null): number {
  const levels = content?.['notifications'];
  const room = typeof levels === 'object' && levels !== null && !Array.isArray(levels) ? levels['room'] : undefined;
  return typeof room === 'number' ? room : defaultNotificationPower;
}
