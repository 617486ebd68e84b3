import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import { asArray, isUserId, type JsonObject, type RoomRecord, type SyncChanges } from '../../records/index.ts';
import { moveDirect } from '../rooms/direct.ts';
import type { RoomParts } from '../rooms/parts.ts';

/** Whether a key of `m.direct` is an address: that of somebody who has no account yet. */
const isAddress = (key: string): boolean => !isUserId(key) && key.includes('@');

/** Direct messages that wait for the owner of an address, the oldest first. */
export function roomsWaitingFor(direct: JsonObject | null, email: string, rooms: readonly RoomRecord[]): RoomId[] {
  const listed = asArray(direct?.[email]);
  return rooms
    .filter((room) => room.membership === 'join' && listed.includes(room.roomId))
    .sort((a, b) => a.activityAt - b.activityAt)
    .map((room) => room.roomId);
}

/** Keeps `m.direct` right: a direct message that waited for an address belongs to who came. */
export class DirectKeeper {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  async synced({ members }: SyncChanges): Promise<void> {
    if (members.length === 0) return;
    const direct = await this.#parts.cache.accountData('m.direct');
    for (const [address, listed] of Object.entries(direct ?? {})) {
      if (!isAddress(address)) continue;
      for (const roomId of members.filter((one) => asArray(listed).includes(one))) await this.#arrived(address, roomId);
    }
  }

  async #arrived(address: string, roomId: RoomId): Promise<void> {
    const others = (await this.#parts.cache.members(roomId)).filter(
      ({ userId, membership }) => userId !== this.#parts.userId && membership === 'join',
    );
    const [who, ...more] = others.map(({ userId }): UserId => userId);
    if (who !== undefined && more.length === 0) await moveDirect(this.#parts, address, who, roomId);
  }
}
