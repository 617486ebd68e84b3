import type { RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject, SyncCryptoPart } from '../../records/index.ts';
import { UserId } from './binding.ts';
import type { ReceivedMessage } from '../history/index.ts';
import type { Encryption } from './encryption.ts';
import type { Machine } from './machine.ts';

/** Who looks at the to-device messages before the engine does, and hears when it has taken them. */
export interface ToDeviceGate {
  sift(events: JsonObject[]): JsonObject[];
  synced(): void;
}
type Memberships = SyncCryptoPart['memberships'];

/** Hands the to-device messages, device lists and key counts of a sync answer to the engine; kept once it resolves. */
async function receive(machine: Machine, gate: ToDeviceGate, part: SyncCryptoPart): Promise<ReceivedMessage[]> {
  if (part.deviceLists.changed.length > 0) machine.devicesChanged();
  const received = await machine.sdk.processSyncChanges({
    toDeviceEvents: gate.sift(part.toDevice),
    deviceLists: part.deviceLists,
    oneTimeKeysCounts: part.oneTimeKeyCounts,
    ...(part.unusedFallbackKeys ? { unusedFallbackKeys: part.unusedFallbackKeys } : {}),
  });
  gate.synced();
  return received;
}

/** Who left must not read on: their rooms start a new session (spec 11.12.4.1), even if they came back meanwhile. */
async function rotateLeftRooms(encryption: Encryption, memberships: Memberships, ownUserId: string): Promise<void> {
  const left = memberships.filter(({ userId, membership }) => userId !== ownUserId && (membership === 'leave' || membership === 'ban'));
  for (const roomId of new Set<RoomId>(left.map((member) => member.roomId))) {
    // A message under way may wait for the network, and the sync must not wait with it.
    const busy = encryption.isBusy(roomId);
    const rotated = encryption.rotate(roomId);
    if (busy) rotated.catch(() => undefined);
    else await rotated;
  }
}

/** The engine follows the devices of those who came, so that they are known before the next message. */
async function trackNewMembers(machine: Machine, encryption: Encryption, memberships: Memberships): Promise<void> {
  const came = memberships.filter(
    ({ roomId, membership }) => (membership === 'join' || membership === 'invite') && encryption.isActive(roomId),
  );
  const users = [...new Set(came.map((member) => member.userId))];
  if (users.length > 0) await machine.olm.updateTrackedUsers(users.map((userId) => new UserId(userId)));
}

/** Takes the encryption part of a sync answer; returns the to-device messages that could be read. */
export async function takeSyncPart(
  machine: Machine,
  encryption: Encryption,
  gate: ToDeviceGate,
  part: SyncCryptoPart,
): Promise<ReceivedMessage[]> {
  const received = await receive(machine, gate, part);
  for (const { roomId, content } of part.encryptionEvents) await encryption.roomBecameEncrypted(roomId, content);
  await rotateLeftRooms(encryption, part.memberships, machine.olm.userId.toString());
  await trackNewMembers(machine, encryption, part.memberships);
  return received;
}
