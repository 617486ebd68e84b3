import type { RoomId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { EncryptionAlgorithm, RoomId as RustRoomId, type OlmMachine, type RoomSettings } from './binding.ts';

const megolm = 'm.megolm.v1.aes-sha2';

/** A whole positive number is kept; anything else would fail in the engine, and takes its default instead. */
function period(settings: JsonObject, name: string): JsonObject {
  const value = settings[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 2 ** 43 ? { [name]: value } : {};
}

/** Content of `m.room.encryption` as the engine can take it (spec: rotation_period_ms, rotation_period_msgs). */
const cleanSettings = (settings: JsonObject): JsonObject => ({
  algorithm: typeof settings['algorithm'] === 'string' ? settings['algorithm'] : '',
  ...period(settings, 'rotation_period_ms'),
  ...period(settings, 'rotation_period_msgs'),
});

function fromStored(stored: RoomSettings): JsonObject | null {
  if (stored.algorithm !== EncryptionAlgorithm.MegolmV1AesSha2) return null;
  return cleanSettings({
    algorithm: megolm,
    rotation_period_ms: stored.sessionRotationPeriodMs ?? null,
    rotation_period_msgs: stored.sessionRotationPeriodMessages ?? null,
  });
}

/**
 * The settings that are in force: the first that the engine accepted, else those of the room. A
 * server that later offers weaker ones is not followed, as the engine itself does not.
 */
export async function settingsInForce(olm: OlmMachine, roomId: RoomId, offered: JsonObject): Promise<JsonObject> {
  const stored: RoomSettings | undefined = await olm.getRoomSettings(new RustRoomId(roomId));
  return (stored && fromStored(stored)) ?? cleanSettings(offered);
}

/** The settings that the engine accepted once; null where it never knew the room as encrypted. */
export async function knownSettings(olm: OlmMachine, roomId: RoomId): Promise<JsonObject | null> {
  const stored: RoomSettings | undefined = await olm.getRoomSettings(new RustRoomId(roomId));
  return stored === undefined ? null : (fromStored(stored) ?? cleanSettings({}));
}
